// All that the page says, in both languages. The verdict's words are those of `varna verify`: app/votes/verdict.py.

import type { Outcome, Rejection } from "../counting/bulletin";
import type { Fault } from "../counting/verify";
import type { Choice } from "../vote/protocol/messages";

export type Language = "sv" | "en";
type Undecided = "inquorate" | "undecided_by_loss";
type Decided = Exclude<Outcome, Undecided>;

export interface Words {
  readonly title: string;
  readonly what: string;
  readonly otherLanguage: string;
  readonly noCrypto: string;
  readonly file: {
    readonly title: string;
    readonly choose: string;
    readonly drop: string;
    readonly counting: string;
    readonly broken: string;
  };
  readonly code: {
    readonly title: string;
    readonly label: string;
    readonly hint: string;
    readonly isSame: string;
  };
  readonly holds: string;
  readonly doesNotHold: string;
  readonly restsOn: string;
  readonly checked: readonly string[];
  readonly cannotSee: string;
  readonly faults: Readonly<Record<Fault, string>>;
  readonly faultsTitle: string;
  readonly compare: string;
  codeIs(code: string): string;
  turnout(roll: number, drawn: number, envelopes: number): string;
  lost(count: number): string;
  paper(against: number, for_: number, blank: number): string;
  uncounted(count: number): string;
  tally(against: number, for_: number, blank: number): string;
  needed(against: number): string;
  /** By the question's code. */
  readonly outcomes: Readonly<Record<string, Readonly<Record<Decided, string>>>>;
  readonly undecided: Readonly<Record<Undecided, string>>;
  unconfirmed(count: number): string;
  readonly withoutTellers: string;
  readonly neverOpened: string;
  openedBy(tellers: string): string;
  readonly mine: {
    readonly title: string;
    readonly label: string;
    readonly hint: string;
    readonly warning: string;
    readonly tooShort: string;
    readonly several: string;
    readonly missing: string;
    readonly missingMore: string;
    readonly doesNotHold: string;
    counted(choice: string): string;
    readonly voided: string;
    readonly envelope: string;
    readonly rejected: string;
    readonly reasons: Readonly<Record<Rejection, string>>;
    readonly row: string;
  };
  /** As the voting page asks, by the question's code. */
  readonly choices: Readonly<Record<string, Readonly<Record<"against" | "for", string>>>>;
  readonly blank: string;
}

const sv: Words = {
  title: "Räkna om rösterna",
  what: "Den här sidan kontrollerar ett protokollsutdrag från en omröstning i Varna. Den räknar i din webbläsare, skickar inget och sparar inget. Stäng gärna av nätet först.",
  otherLanguage: "In English",
  noCrypto:
    "Webbläsaren låter inte en fil som öppnas från disken kontrollera underskrifter. Öppna filen i en annan webbläsare: Chrome, Edge eller Firefox på en dator.",
  file: {
    title: "Protokollsutdraget",
    choose: "Välj filen",
    drop: "Du kan också dra filen hit. Den heter något som bulletin-1a2b3c4d.json.",
    counting: "Räknar …",
    broken: "Filen gick inte att läsa. Välj den igen.",
  },
  code: {
    title: "Koden i kallelsen",
    label: "Kod (kan lämnas tom)",
    hint: "Skriv koden som stod i kallelsen och lästes upp. Stora och små bokstäver, mellanslag och streck spelar ingen roll.",
    isSame: "Koden är den du gav: det här är den omröstningen.",
  },
  holds: "Räkningen stämmer.",
  doesNotHold: "Räkningen stämmer INTE.",
  restsOn: "Det här är kontrollerat",
  checked: [
    "Varje kuvert släpptes in med en rösträtt som omröstningen hade lämnat ut, och är underskrivet av väljaren.",
    "Varje röst står där en gång, och är den som väljaren skrev under.",
    "Antalen, summan, regeln och resultatet följer av rösterna.",
    "De som skulle skriva under protokollsutdraget har gjort det.",
  ],
  cannotSee:
    "Det här kan ingen omräkning se: om någon röstade med en annans rösträtt. Därför står det hur många som inte har bekräftat sitt kvitto.",
  faults: {
    unreadable: "Filen är inget protokollsutdrag från Varna",
    manifest: "Det som låstes före omröstningen håller inte",
    other_manifest: "Koden är en annan än den du gav",
    envelope: "Ett kuvert har inte släppts in på riktigt sätt",
    envelope_order: "Kuverten är dubblerade eller i fel ordning",
    ballot: "En röst är inte den som väljaren skrev under",
    ballot_order: "Röster är dubblerade eller i fel ordning",
    conflict: "En ogiltigförklarad röst saknar bevis",
    rejected: "De avvisade kuverten stämmer inte",
    counts: "Antalen motsäger varandra",
    tally: "Rösterna summerar till något annat",
    margin: "Marginalen är fel räknad",
    outcome: "Regeln ger ett annat resultat",
    signatures: "Underskrifterna räcker inte",
  },
  faultsTitle: "Det här är fel",
  compare:
    "Jämför koden med den som stod i kallelsen och lästes upp. Är det en annan kod är det en annan omröstning.",
  codeIs: (code) => `Kod: ${code}`,
  turnout: (roll, drawn, envelopes) =>
    `${roll} i röstlängden, ${drawn} hämtade röstsedel, ${envelopes} röstade.`,
  lost: (count) => `${count} hämtade röstsedel men förlorade den innan de hann rösta.`,
  paper: (against, for_, blank) =>
    `Av dem på papper: ${against} ja, ${for_} nej, ${blank} blankt. Två räknade dem för hand; det går inte att räkna om.`,
  uncounted: (count) =>
    `${count} på papper var för få för att läsas. De räknades inte och är förstörda.`,
  tally: (against, for_, blank) => `Ja: ${against}. Nej: ${for_}. Blankt: ${blank}.`,
  needed: (against) => `Det krävdes ${against} ja.`,
  outcomes: {
    confidence: {
      no_confidence: "Förtroende saknas.",
      confidence_retained: "Förtroendet finns kvar.",
    },
    consultation: {
      no_confidence: "Gruppen avråder.",
      confidence_retained: "Gruppen avråder inte.",
    },
    otherwise: { no_confidence: "Svaret är ja.", confidence_retained: "Svaret är nej." },
  },
  undecided: {
    inquorate: "För få deltog: inget är avgjort.",
    undecided_by_loss: "De förlorade röstsedlarna kunde ha avgjort: inget är avgjort.",
  },
  unconfirmed: (count) =>
    `${count} som hämtade röstsedel har inte sagt att deras kvitto finns med. Var och en av dem skulle kunna flytta utfallet två steg.`,
  withoutTellers: "Öppnad och räknad av servern, utan rösträknare.",
  neverOpened: "Kuverten öppnades aldrig.",
  openedBy: (tellers) => `Öppnad tillsammans av rösträknare ${tellers}.`,
  mine: {
    title: "Hitta din röst",
    label: "Din rad",
    hint: "Röstsidan visar efteråt din rad under ”Visa min rad”. Skriv in raden, eller de första tecknen i den.",
    warning: "Svaret visar hur du röstade. Se till att ingen annan ser skärmen.",
    tooShort: "Skriv minst åtta tecken av raden: siffror och bokstäver från a till f.",
    several: "Flera rader börjar så. Skriv fler tecken.",
    missing: "Raden står inte i filen.",
    missingMore:
      "Kontrollera att du skrev av den rätt och valde rätt omröstnings fil. Stämmer båda: säg till den som ledde omröstningen.",
    doesNotHold: "Räkningen stämmer inte. Lita inte på det som står på raden.",
    counted: (choice) => `Raden står i filen. Rösten räknades som: ${choice}`,
    voided:
      "Raden står i filen. Rösträtten användes till flera olika svar, och inget av dem räknades.",
    envelope:
      "Raden är ett kuvert, och det står i filen. Vilken röst som låg i det går inte att se: den står på en annan rad.",
    rejected: "Raden är ett kuvert. Det står i filen, men räknades inte.",
    reasons: {
      key: "Nyckeln till det gick inte att öppna.",
      seal: "Det gick inte att öppna.",
      form: "Det som låg i det var ingen röst.",
      credential: "Rösten i det hade ingen rösträtt i omröstningen.",
      choice: "Svaret i det var inte underskrivet.",
    },
    row: "Hela raden",
  },
  choices: {
    confidence: { against: "Ja, förtroende saknas", for: "Nej, förtroendet finns kvar" },
    consultation: { against: "Ja, jag avråder", for: "Nej, jag avråder inte" },
    otherwise: { against: "Ja", for: "Nej" },
  },
  blank: "Blank",
};

const en: Words = {
  title: "Recount the votes",
  what: "This page checks the bulletin of a vote held in Varna. It counts in your browser, sends nothing and keeps nothing. You may switch the network off first.",
  otherLanguage: "På svenska",
  noCrypto:
    "This browser does not let a file opened from disk check signatures. Open the file in another one: Chrome, Edge or Firefox on a computer.",
  file: {
    title: "The bulletin",
    choose: "Choose the file",
    drop: "You can also drop the file here. It is called something like bulletin-1a2b3c4d.json.",
    counting: "Counting …",
    broken: "The file could not be read. Choose it again.",
  },
  code: {
    title: "The code in the summons",
    label: "Code (may be left empty)",
    hint: "Type the code that stood in the summons and was read aloud. Capitals, spaces and dashes make no difference.",
    isSame: "The code is the one you gave: this is that vote.",
  },
  holds: "The count holds.",
  doesNotHold: "The count does NOT hold.",
  restsOn: "This has been checked",
  checked: [
    "Each envelope was admitted with a right to vote that this vote had issued, and is signed by its voter.",
    "Each ballot stands there once, and is what its voter signed.",
    "The numbers, the sum, the rule and the result follow from the ballots.",
    "Those who had to sign the bulletin have signed it.",
  ],
  cannotSee:
    "No recount can see this: whether somebody voted with another's right. That is why it says how many have not confirmed their receipt.",
  faults: {
    unreadable: "The file is no bulletin of Varna's",
    manifest: "What was locked before the vote does not hold",
    other_manifest: "The code is another than the one you gave",
    envelope: "An envelope was not properly admitted",
    envelope_order: "Envelopes are doubled or out of order",
    ballot: "A ballot is not what its voter signed",
    ballot_order: "Ballots are doubled or out of order",
    conflict: "A ballot that was voided lacks its proof",
    rejected: "The rejected envelopes do not fit",
    counts: "The numbers contradict each other",
    tally: "The ballots add up to something else",
    margin: "The margin is counted wrongly",
    outcome: "The rule gives another result",
    signatures: "The signatures do not suffice",
  },
  faultsTitle: "This is wrong",
  compare:
    "Compare the code with the one in the summons that was read aloud. Another code is another vote.",
  codeIs: (code) => `Code: ${code}`,
  turnout: (roll, drawn, envelopes) => `${roll} on the roll, ${drawn} drew, ${envelopes} cast.`,
  lost: (count) => `${count} drew and lost it before they could cast.`,
  paper: (against, for_, blank) =>
    `Of these on paper: ${against} yes, ${for_} no, ${blank} blank. Two people counted them by hand; that cannot be recounted.`,
  uncounted: (count) =>
    `${count} on paper were too few to be read. They were not counted, and are destroyed.`,
  tally: (against, for_, blank) => `Yes: ${against}. No: ${for_}. Blank: ${blank}.`,
  needed: (against) => `It took ${against} yes.`,
  outcomes: {
    confidence: {
      no_confidence: "Confidence is denied.",
      confidence_retained: "Confidence is kept.",
    },
    consultation: {
      no_confidence: "The group advises against.",
      confidence_retained: "The group does not advise against.",
    },
    otherwise: { no_confidence: "The answer is yes.", confidence_retained: "The answer is no." },
  },
  undecided: {
    inquorate: "Too few took part: nothing is decided.",
    undecided_by_loss: "The lost ballots could have decided: nothing is decided.",
  },
  unconfirmed: (count) =>
    `${count} who drew did not say that their receipt is listed. Each of them could move the result by two.`,
  withoutTellers: "Opened and counted by the server, no tellers.",
  neverOpened: "The envelopes were never opened.",
  openedBy: (tellers) => `Opened together by tellers ${tellers}.`,
  mine: {
    title: "Find your ballot",
    label: "Your line",
    hint: "The voting page shows your line afterwards, under “Show my line”. Type the line, or its first characters.",
    warning: "The answer shows how you voted. See to it that nobody else sees the screen.",
    tooShort: "Type at least eight characters of the line: digits and letters from a to f.",
    several: "Several lines begin like that. Type more characters.",
    missing: "The line is not in the file.",
    missingMore:
      "Check that you copied it correctly and chose the right vote's file. If both are right, tell whoever led the vote.",
    doesNotHold: "The count does not hold. Do not trust what stands on the line.",
    counted: (choice) => `The line is in the file. The ballot was counted as: ${choice}`,
    voided:
      "The line is in the file. The right to vote was used for several different answers, and none of them counted.",
    envelope:
      "The line is an envelope, and it is in the file. Which ballot lay in it cannot be seen: that stands on another line.",
    rejected: "The line is an envelope. It is in the file, but was not counted.",
    reasons: {
      key: "Its key could not be opened.",
      seal: "It could not be opened.",
      form: "What lay in it was no ballot.",
      credential: "The ballot in it had no right to vote in this vote.",
      choice: "The answer in it was not signed.",
    },
    row: "The whole line",
  },
  choices: {
    confidence: { against: "Yes, confidence is lacking", for: "No, confidence remains" },
    consultation: { against: "Yes, I advise against it", for: "No, I do not advise against it" },
    otherwise: { against: "Yes", for: "No" },
  },
  blank: "Blank",
};

export const words: Readonly<Record<Language, Words>> = { sv, en };

/** How the voting page asked for this choice. */
export function choiceIn(said: Words, question: string, choice: Choice): string {
  return choice === "blank" ? said.blank : ofQuestion(said.choices, question)[choice];
}

/** What the group answered to this question. */
export function outcomeIn(said: Words, question: string, outcome: Outcome): string {
  if (outcome === "inquorate" || outcome === "undecided_by_loss") return said.undecided[outcome];
  return ofQuestion(said.outcomes, question)[outcome];
}

function ofQuestion<T>(texts: Record<string, T>, question: string): T {
  return texts[Object.hasOwn(texts, question) ? question : "otherwise"]!;
}
