/** Votes and exclusion cases as a part of a case's page. */
const proceedings = {
  waiting: "Hämtar besluten",
  overview: {
    title: "Läget",
    parts: {
      mapping: "Kartläggningen",
      measures: "Time-out och uppdrag",
      meetings: "Möten",
      votes: "Omröstningar",
      exclusion: "Uteslutning",
    },
    acts: "Nu:",
    notBegun: "Inte börjat",
    group: "Fullmäktigegruppen",
    leadsVote: "Den som leder omröstningen",
    voteNext: {
      prepare: "Förbered omröstningen på dess egen sida.",
      draw: "Gruppen hämtar sin rösträtt.",
      cast: "Gruppen röstar.",
      check: "Kvittona kontrolleras. Sedan slås resultatet fast.",
      approve: "Justera protokollet.",
    },
    earlier: "Tidigare omröstningar",
  },
  votes: {
    title: "Omröstningar",
    empty: "Här visas förtroendefrågan när den har ställts.",
    about: (when: string) => `Frågan ställdes ${when}`,
  },
  raise: {
    title: "Ställ förtroendefrågan",
    explanation:
      "Styrelsen frågar fullmäktigegruppen om den har förtroende för den som är anklagad. Gruppen får kallelsen och redogörelsen, och ser inget annat av ärendet.",
    open: "Ställ frågan",
    whom: "Vem gäller frågan?",
    whomHint: "Den som är namngiven som anklagad under Inblandade.",
    choose: "Välj en person",
    whomMissing: "Välj vem frågan gäller.",
    account: "Styrelsens redogörelse",
    accountHint:
      "Gruppen läser den från det att kallelsen går ut. Skriv lugnt vad som har hänt. Den går inte att ändra sedan.",
    named: "Står det i redogörelsen vem som är utsatt?",
    namedYes: "Ja, och hen har gått med på det",
    namedNo: "Nej",
    namedMissing: "Svara ja eller nej.",
    follows: [
      "Den anklagade ska få chansen att bli hörd innan gruppen kallas.",
      "Ordföranden, eller den som är ordförande i hens ställe, leder omröstningen.",
      "Saknar gruppen förtroende öppnas ett uteslutningsärende, vad styrelsen än har beslutat förut.",
    ] as readonly string[],
    submit: "Ställ frågan",
    kept: "Det du har skrivit är kvar. Frågan är inte ställd.",
    done: "Frågan är ställd. Den som leder omröstningen tar vid under Omröstningar.",
    cancel: "Avbryt",
  },
};

export type ProceedingsTexts = typeof proceedings;
export default proceedings;
