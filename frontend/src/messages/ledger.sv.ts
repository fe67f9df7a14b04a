/** Who knows what on which ground, and the words for those who are told. */
const ledger = {
  states: {
    open: "Inget svar än",
    asked: "Frågan är ställd",
    given: "Ja",
    refused: "Nej",
    withdrawn: "Tog tillbaka sitt ja",
    expired: "Ja som inte gäller längre",
  },
  runsOut: (when: string) => `Gäller till ${when}, om ingen har fått veta innan dess.`,
  history: (count: number) => `Så har svaret ändrats (${count})`,
  events: {
    open: "",
    asked: "Frågan ställdes",
    given: "Ja",
    refused: "Nej",
    withdrawn: "Ja togs tillbaka",
    expired: "Ja slutade gälla",
  },
  expiredBecause: "ingen hade använt det",
  byThemself: "den det gäller",
  by: (who: string, role: string) => (role === "" ? who : `${who}, ${role}`),
  someone: "någon",
  ask: "Ställ frågan",
  asked: "Frågan är ställd. Den det gäller får veta att det finns något att läsa.",
  kept: "Inget har ändrats.",
  waiting: "Hämtar listan",
  told: {
    by: (who: string, when: string) => `${who} berättade ${when}`,
    step: (step: string) => `Steget: ${step}`,
    text: (text: string) => `Ord som användes: ${text}`,
    onYes: (question: string, when: string) => `Efter ett ja ${when} på frågan: ${question}`,
    byTwo: (first: string, second: string) =>
      `Utan ja, för att någon var i fara: ${first} bad, ${second} sa ja`,
    noQuestion: "Policyn kräver inget ja för detta",
    why: "Läs varför",
    whyIsRead: "Att du läser skälet antecknas.",
    noKey: "Det skrevs innan du kom med i ärendet, och din nyckel öppnar det inte.",
  },
  text: {
    title: "Ord att använda",
    about: "Säg eller skriv det här, och inget om vad som hänt.",
    copy: "Kopiera orden",
    copied: "Kopierat. Ta bort det ur urklipp när du är klar.",
    copyFailed: "Det gick inte att kopiera. Markera texten i stället.",
    print: "Skriv ut",
    used: "Jag använde de här orden",
    notYet: "Orden visas när den det gäller har sagt ja.",
  },
};

export default ledger;
