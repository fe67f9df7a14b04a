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
  without: {
    title: "Dela utan att berätta mer än du tänkt",
    button: "Hämta en kopia att dela",
    removed: {
      document:
        "I kopian finns bara det som syns på sidorna. Borta är vem som gjort dokumentet och när, tidigare versioner, bifogade filer, dolda kommentarer, bokmärken, länkar, program, och vad bilderna i det säger om plats och kamera.",
      sound:
        "I kopian finns bara ljudet. Borta är titel, namn, omslagsbild, plats, tid och vilket program som sparade det.",
      film: "I kopian finns bara bild och ljud. Borta är plats, tid, telefonens namn, textremsor och kapitel.",
    } as Record<string, string>,
    stays: {
      document:
        "Det som står på sidorna är kvar, också text under en svart ruta, text som är dold i ett lager och namn på bilderna. Läs igenom kopian innan du delar den.",
      sound:
        "Det som hörs är kvar, också röster och bakgrund. Lyssna igenom kopian innan du delar den.",
      film: "Det som syns och hörs är kvar, också ansikten, röster och platser. En del kameror skriver in uppgifter i själva bilden. Titta igenom kopian på en dator som du litar på innan du delar den.",
    } as Record<string, string>,
    forms: {
      film: "Det går med filmer från de flesta telefoner: mp4, mov och 3gp. Av andra går det inte än. Filma då av skärmen eller ta en skärmbild av det som behövs.",
    } as Record<string, string>,
    recorded: "Att du hämtar en kopia antecknas. Originalet är kvar precis som det kom.",
  },
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
      copied: "En kopia utan uppgifter om plats och person begärdes",
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
  writeDown: {
    title: "Skriv upp ett samtal, ett brev eller en länk",
    about: "Skriv det du minns, med dina egna ord. Det sparas låst, som en fil bland de andra.",
    when: "När",
    whenHint: "Ungefär räcker.",
    who: "Från och till vem",
    whoHint: "Nummer, adress eller konto. Dolt nummer går bra att skriva.",
    what: "Vad som sades eller stod",
    whatHint: "Klistra in en länk som den är. Den sparas som text och öppnas inte.",
    missing: "Skriv vad som sades eller stod. Några ord räcker.",
    keep: "Spara",
    kept: "Sparat",
    notKept: "Det sparades inte än, men det du skrev finns kvar på den här sidan.",
    fileName: "Uppskrivet",
  },
  film: "En film visas inte här. Den som spelar upp en film lämnar över den till program som kan luras, och filmen kan berätta var den togs. Hämta originalet och titta på en dator som du litar på.",
  police: {
    title: "Till polisen",
    about:
      "Samla det som hänt och filerna du väljer i ett paket att lämna till polisen. Det går att läsa och kontrollera på vilken dator som helst.",
    begin: "Gör ett paket",
    publicTitle: "Det du lämnar kan bli offentligt",
    public:
      "Det som lämnas till en myndighet kan bli en allmän handling. I paketet står en begäran om att uppgifterna prövas för sekretess, men myndigheten avgör. Den som misstänks kan få läsa utredningen. Skriv inte in hemliga uppgifter, och titta igenom filerna först.",
    what: "Vad gäller det?",
    whatHint: "Till exempel: Hot mot en förtroendevald.",
    chronology: "Vad som har hänt",
    when: (number: number) => `När (${number})`,
    whenHint: "Till exempel: 14 oktober, cirka 22.40.",
    happened: (number: number) => `Vad hände (${number})`,
    more: "En händelse till",
    takeOut: (number: number) => `Ta bort händelse ${number}`,
    fill: {
      about:
        "Börja gärna med det som redan står i ärendet, och när filerna du valt kom. Läs igenom, ändra och ta bort som du vill. Att du öppnar det antecknas.",
      button: "Fyll i det som finns",
      added: (count: number) =>
        count === 0
          ? "Det finns inget mer att fylla i."
          : count === 1
            ? "En händelse är ifylld."
            : `${count} händelser är ifyllda.`,
    },
    notes: {
      title: "Anteckningar ur ärendet",
      about:
        "De du väljer följer med ord för ord. Ingenting annat ur ärendet följer med. Att du öppnar dem antecknas.",
      open: "Visa anteckningarna",
      none: "Det finns inga anteckningar som du kan ta med.",
      one: (kind: string, when: string) => `${kind}, ${when}`,
    },
    files: "Filer som ska följa med",
    noFiles: "Det finns inga filer. Paketet går att göra ändå.",
    openFirst: "Öppna listan här ovanför först, så kan du välja.",
    openHere: "Öppna listan, så kan du välja. Att du öppnar den antecknas.",
    shows: (name: string) => `Vad visar ${name}?`,
    elected: "Förtroendeuppdrag",
    protection: "Behov av skydd",
    protectionHint: "Till exempel hemligt nummer, skyddade personuppgifter, larm.",
    restricted: "Det här får den misstänkte inte se",
    restrictedHint: "Skriv vilka uppgifter det gäller, inte uppgifterna själva.",
    contact: "Vem kan polisen nå, och hur?",
    contactHint: "Ett sätt som är tryggt även om det blir känt.",
    kept: "Det du skriver här sparas inte i Varna. Att paketet gjordes antecknas, vilka filer som följde med och hur många anteckningar, men inte vad som står i dem.",
    missing: "Fyll i det här.",
    notWhole: "Något saknas. Skriv vad det gäller, och minst en händelse.",
    make: "Hämta paketet",
    made: "Paketet är hämtat",
    next: "Det ligger olåst där du sparade det. Ta bort det därifrån när det är lämnat. I LAS-MIG.txt står hur det kontrolleras.",
  },
  report: {
    title: "Har du bilder, ljud eller skärmbilder?",
    about: "Lägg till dem nu eller senare. De läses av dem som läser det du berättat.",
    later: "Du kan komma tillbaka med koden och lägga till fler.",
    mine: "Det du har skickat",
  },
};

export default evidence;
