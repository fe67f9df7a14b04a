const evidence = {
  title: "Filer",
  about:
    "Bilder, ljud, mejl och skärmbilder. De förvaras låsta och precis som de kom, och allt som görs med dem antecknas.",
  none: "Inga filer än.",
  before: (count: number) =>
    count === 1
      ? "Det finns en fil. När du öppnar listan antecknas det. Den det gäller kan se vem som har läst."
      : `Det finns ${count} filer. När du öppnar listan antecknas det. Den det gäller kan se vem som har läst.`,
  open: "Öppna listan",
  unnamed: "Fil",
  byline: (who: string, when: string, size: string, part: string) =>
    `${who}, ${when} · ${size} · ${part}`,
  add: "Lägg till filer",
  where: "Vilken del hör de till?",
  whereHint: "De som läser den delen kan öppna filerna.",
  note: "Vad visar de? (frivilligt)",
  noteHint: "Till exempel när det hände och var det kommer ifrån.",
  pick: "Välj filer",
  largest: "Högst 50 MB var. Bryts nätet fortsätter det där det slutade.",
  sendingList: "Filer du skickar",
  sending: (percent: number) => `Skickar, ${percent} %`,
  states: {
    waits: "Väntar på sin tur",
    line_down: "Nätet är borta. Det fortsätter av sig självt.",
    kept: "Framme och sparad",
  } as Record<string, string>,
  tryNow: "Försök nu",
  tooLarge: "Filen är tom eller större än 50 MB. Dela upp den, eller prata med säkerhetsansvarig.",
  notKept: "Filen sparades inte. De andra är kvar.",
  show: "Visa",
  listen: "Lyssna",
  hide: "Dölj",
  copy: "Spara en kopia att dela",
  copySuffix: "kopia",
  original: "Hämta originalet",
  pictureOf: (name: string) => `Bilden ${name}, utan uppgifter om plats och kamera`,
  misnamed:
    "Filen heter som något annat än den är. Öppna inte originalet om du inte vet vad det är.",
  infected:
    "Virusskyddet larmade när filen kom. Den är kvar som underlag. Öppna inte originalet på din egen dator.",
  headers: {
    From: "Från",
    To: "Till",
    Cc: "Kopia",
    Date: "Datum",
    Subject: "Ämne",
    "Reply-To": "Svar till",
    "Message-ID": "Brevets nummer",
  } as Record<string, string>,
  isCut: "Här visas bara början. Allt finns i originalet.",
  attachments: (names: string) => `Bilagor i originalet: ${names}`,
  custody: {
    title: "Vem har gjort vad med filen",
    acts: {
      arrived: "Filen kom",
      opened: "Originalet hämtades",
      shown: "Visades",
      verified: "Jämfördes med det som kom",
      packed: "Originalet följde med till polisen",
      "found-changed": "Var inte längre som när den kom",
    } as Record<string, string>,
  },
  verify: "Jämför med det som kom",
  unchanged: "Oförändrad, varje tecken",
  changed: "Filen är inte som när den kom. Säg till den som sköter servern.",
  advice: {
    title: "Så sparar du det som hänt",
    lines: [
      "Radera ingenting, hur obehagligt det än är. Det kan behövas.",
      "Ta skärmbild så att namn, datum och tid syns.",
      "Spara mejl som fil, då följer uppgifter om vägen med.",
      "Skriv upp samtal: vilket nummer, när, vad som sades.",
      "Spara brev och kuvert orörda i en påse. Fotografera dem först.",
    ],
  },
  report: {
    title: "Har du bilder, ljud eller skärmbilder?",
    about: "Lägg till dem nu eller senare. De läses av dem som läser det du berättat.",
    later: "Du kan komma tillbaka med koden och lägga till fler.",
    mine: "Det du har skickat",
  },
};

export default evidence;
