/** What is asked of whoever is accused, and what is held out to the affected person. */
const measures = {
  waiting: "Hämtar kraven",
  title: (who: string) => `Time-out och uppdrag: ${who}`,
  nobodyTitle: "Time-out och uppdrag",
  nobody: "Här visas vad ni kräver, när någon är namngiven som anklagad.",
  unknown: "någon som inte finns i registret längre",
  explanation:
    "En time-out är ingen dom. Den anklagade tar en paus från sina uppdrag medan ni tar reda på vad som har hänt.",
  where: {
    nothing: "Inget är krävt än.",
    waits: (count: number) =>
      count === 1 ? "Ett uppdrag väntar på svar." : `${count} uppdrag väntar på svar.`,
    answered: "Alla uppdrag har fått svar.",
    late: "Det är dags att se över pausen.",
    decided: "Styrelsen har beslutat att uppdragen ska lämnas.",
    cleared: "Inget krävs av personen längre.",
  },
  next: {
    nothing: "Kräv time-out från alla uppdrag.",
    waits: "Anteckna svaret när det kommer.",
    decided: "Kräv att uppdragen lämnas.",
    late: "Se över pausen: avsluta den eller låt den fortsätta.",
  },
  who: {
    leads: "Säkerhetsansvarig eller ordförande",
  },
  past: "Det som krävdes förut",
  kinds: { time_out: "Time-out", leaving: "Lämna uppdraget", care: "Vård och samtalsstöd" },
  statuses: {
    demanded: "Väntar på svar",
    active: "Pausen gäller",
    refused: "Sa nej",
    unanswered: "Har inte svarat",
    resigned: "Har lämnat",
    ended: "Pausen är slut",
    converted: "Har lämnat uppdraget",
    required: "Krävs, har inte börjat",
    offered: "Erbjudet, inget svar än",
    started: "Har börjat",
    completed: "Klart",
    declined: "Sa nej",
    lifted: "Kravet är släppt",
  },
  assignment: "Ett uppdrag som inte är öppet för dig",
  answered: (when: string) => `Svaret antecknades ${when}`,
  answeredOwn: (when: string) => `Svarade på egen hand ${when}`,
  asked: (when: string) => `Krävt ${when}`,
  continued: "Styrelsen har beslutat att pausen fortsätter",
  review: "Ses över senast",
  whatSaid: "Vad svarar den anklagade?",
  answers: { yes: "Ja", no: "Nej", none: "Inget svar" },
  careSteps: { started: "Har börjat", completed: "Är klart", declined: "Säger nej" },
  inRegister: "Uppdraget står kvar i registret.",
  endInRegister: "Avsluta det i registret",
  askToEnd:
    "Be den som sköter registret att avsluta uppdraget. Säg att personen lämnar det, inget mer.",
  extend: {
    open: "Se över: pausen fortsätter",
    title: "Pausen fortsätter",
    means: "Nästa gång den ska ses över räknas från i dag.",
    reason: "Varför fortsätter den?",
    confirm: "Pausen fortsätter",
  },
  end: {
    open: "Avsluta pausen",
    title: "Avsluta pausen?",
    means: "Den anklagade är tillbaka i uppdraget.",
    reason: "Varför avslutas den?",
    confirm: "Avsluta pausen",
    heldBack: {
      "not-active": "",
      "decision-missing": "Pausen kan avslutas när styrelsen har beslutat det.",
      "return-not-asked": "Pausen kan avslutas när den utsatta är tillfrågad.",
      "return-not-wanted": "Den utsatta är inte tillfreds med det än. Pausen fortsätter.",
    },
  },
  stay: "Inte nu",
  reasonNeeded: "Skriv några ord.",
  word: {
    label: "Den utsattas ord om återkomsten",
    none: "Inte tillfrågad än",
    content: (when: string) => `Tillfreds med att personen kommer tillbaka, ${when}`,
    not: (when: string) => `Inte tillfreds med det än, ${when}`,
    unreached: (when: string) => `Gick inte att nå, ${when}`,
  },
  timeOut: {
    open: "Kräv time-out från alla uppdrag",
    again: "Lägg till ett uppdrag",
    explanation:
      "Alla uppdrag som står i registret kommer med av sig själva. Säg det till personen först, och anteckna svaren här.",
    also: "Uppdrag som inte står i registret",
    alsoHint: "Ett på varje rad. Den anklagade läser också det du skriver.",
    submit: "Kräv time-out",
    kept: "Det du har skrivit är kvar. Inget är krävt.",
  },
  leaving: {
    open: "Kräv att uppdragen lämnas",
    explanation:
      "Styrelsen har beslutat det. Pausen gäller tills uppdragen är lämnade. Säg det till personen, och anteckna svaren här.",
    submit: "Kräv att uppdragen lämnas",
  },
  continuation: {
    open: "Låt pausen fortsätta",
    means: "Styrelsen har beslutat det. Den som har sagt nej, eller inte svarat, får frågan igen.",
  },
  care: {
    open: "Kräv vård och samtalsstöd",
    explanation: "Styrelsen har beslutat det. Skriv inget om vad som sägs där.",
    text: "Vad krävs, och vem hjälper till?",
    textHint: "Den anklagade läser det.",
    submit: "Kräv det",
  },
  cancel: "Avbryt",
  support: {
    waiting: "Hämtar stödet",
    care: {
      title: "Vård och samtalsstöd",
      mine: "Det här kan du få hjälp med. Du väljer själv, och du får ändra dig.",
      theirs: "Det här har ni erbjudit. Ett nej är också ett svar.",
      privateMine: "Bara du, din kontaktperson och den säkerhetsansvariga ser det här.",
      private: "Bara den utsatta, kontaktpersonen och den säkerhetsansvariga ser det här.",
      emptyMine: "Här visas hjälp som du kan få. Säg till din kontaktperson om du behöver något.",
      emptyTheirs: "Inget är erbjudet än. Berätta vad som finns, och hjälp till om hen vill.",
      steps: { started: "Det har börjat", completed: "Det är klart", declined: "Nej tack" },
      open: "Erbjud vård eller samtalsstöd",
      text: "Vad finns, och hur kommer man dit?",
      textHint: "Den utsatta läser det.",
      submit: "Erbjud",
    },
    statusMine: "Du kan tacka ja",
    returns: {
      title: "Att någon kommer tillbaka",
      question: (who: string | null) =>
        who === null
          ? "Är det okej om den anklagade kommer tillbaka?"
          : `Är det okej om ${who} kommer tillbaka?`,
      mine: "Pausen tar inte slut utan ditt svar. Du behöver inte skynda dig eller säga varför, och du får ändra dig.",
      theirs:
        "Fråga lugnt. Ett ja eller nej räcker, ingen behöver säga varför. Utan svaret tar pausen inte slut.",
      whoReadsMine:
        "Styrelsen får veta om du svarar ja eller nej. Orden läser bara du, din kontaktperson och den säkerhetsansvariga.",
      whoReads:
        "Styrelsen får veta om svaret är ja eller nej. Orden läser bara den utsatta, kontaktpersonen och den säkerhetsansvariga.",
      said: {
        yes: (when: string) => `Ja, det är okej. ${when}`,
        no: (when: string) => `Nej, inte än. ${when}`,
        unreached: (when: string) => `Gick inte att nå. ${when}`,
      },
      answer: "Svaret",
      yes: "Ja, det är okej",
      no: "Nej, inte än",
      unreached: "Det går inte att nå hen",
      text: "Med egna ord",
      textUnreached: "Vad har ni försökt?",
      open: "Svara",
      openAgain: "Ändra svaret",
      choose: "Välj ett svar.",
      submit: "Spara svaret",
      kept: "Det du har skrivit är kvar. Inget är sparat.",
    },
  },
};

export type MeasuresTexts = typeof measures;
export default measures;
