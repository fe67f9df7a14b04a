const myCase = {
  title: "Mitt ärende",
  waiting: "Hämtar ditt ärende",
  kept: "Inget har ändrats.",
  now: {
    title: "Det här händer",
    stages: "Var ditt ärende är",
    responsible: "Ansvarar för ditt ärende",
    nobody: "Just nu har ingen ditt ärende. Ring någon av dem som står under Kontakt.",
    contact: "Din kontaktperson",
    noContact:
      "Du får en kontaktperson. Den som ansvarar berättar vem det är så snart det är klart.",
    declined: "Du har sagt att du inte vill ha någon. Det kan du ändra när du vill.",
  },
  consents: {
    title: "Du bestämmer",
    others: (count: number) => `Övriga frågor (${count})`,
    allAnswered: "Du har svarat på alla frågor. Du kan ändra dig när du vill.",
    next: "Nästa fråga",
  },
  offers: {
    title: "Om du vill",
    about: "Det här kan du göra om du vill. Inget är ett krav, och inget blir för sent.",
    empty: "Här står det du själv kan göra, om du vill.",
    deeds: {
      done: "Jag har gjort det",
      left: "Jag vill inte",
      handed_on: "Gör det åt mig",
      opened_again: "Öppna igen",
    },
    isHandedOn: "Någon i föreningen gör det åt dig.",
    note: "Vill du säga något om det?",
    saved: "Sparat.",
    kept: "Det du skrivit är kvar.",
  },
  told: {
    title: "De som har fått veta",
    by: (who: string, when: string) => `${who} berättade ${when}`,
  },
  knows: {
    title: "De som är med i ditt ärende",
    empty: "Ingen annan är med just nu.",
  },
  opened: {
    title: "De som har öppnat ditt ärende",
    about: "Varje gång någon annan har öppnat en del som du själv kan läsa.",
    waiting: "Hämtar listan",
    empty: "Ingen annan har öppnat det ännu.",
    noName: "Någon som inte längre finns i registret",
    line: (part: string, when: string) => `${part}, ${when}`,
    file: (part: string) => `${part}, en fil`,
    newest: "Listan visar de senaste gångerna. Alla står i filen med dina uppgifter.",
  },
  data: {
    title: "Mina uppgifter",
    about:
      "En fil med det du har skrivit och svarat, vilka som har fått veta och när någon öppnade ärendet. Andra står där efter sitt uppdrag, inte med namn.",
    careful: "Filen ligger kvar där du sparar den. Spara den inte på en enhet som andra kan öppna.",
    toRead: "Spara för att läsa",
    forMachine: "Spara för ett annat program",
    done: "Filen är sparad.",
    fileName: "uppgifter",
    madeAt: "Gjord",
    case: "Ärendet",
    texts: "Texter",
    byAnother: "Skrivet av någon annan. Texten är inte med.",
    answers: "Dina svar",
    yes: "Ja",
    no: "Nej",
    nothing: "Inget",
  },
  confirm: {
    button: "Det är den det gäller",
    title: "Är det den utsatta som har kvittokoden?",
    means:
      "Personen läser då sitt eget ärende med koden: vad som händer, vilka som är med och vilka som har öppnat det. Personen svarar också själv på frågorna om samtycke. Det som har lästs går inte att ta tillbaka. Den som berättade kan vara någon annan än den det gäller.",
    checked: "Jag har talat med personen och vet att det är den det gäller",
    checkFirst: "Tala med personen först. Kryssa sedan i rutan.",
    isWrong: "Visade det sig vara fel person? Två tar tillbaka det tillsammans under Samtycke.",
  },
};

export default myCase;
