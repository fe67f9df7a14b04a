/** Words of the ballot: to someone alone with a telephone, who may be afraid. Short, plain, and true. */

interface Share {
  numerator: number;
  denominator: number;
}

const shares: Record<string, string> = {
  "1/2": "hälften",
  "1/3": "en tredjedel",
  "2/3": "två tredjedelar",
  "1/4": "en fjärdedel",
  "3/4": "tre fjärdedelar",
  "1/1": "alla",
};

const shareOf = ({ numerator, denominator }: Share): string =>
  shares[`${numerator}/${denominator}`] ?? `${numerator}/${denominator}`;

const bases = {
  decided: "av dem som svarar ja eller nej",
  cast: "av alla som röstar, också blankt,",
  present: "av alla närvarande",
  roll: "av alla på röstlängden",
};

const vote = {
  demo: "Demo – påhittade personer",
  skipToContent: "Hoppa till innehållet",
  languageSwitch: "In English",
  leave: "Lämna snabbt",
  leaveShort: "Lämna",
  opening: "Öppnar din länk",
  outOfReach: "Vi når inte servern just nu. Sidan fortsätter försöka.",
  tryAgain: "Försök igen",
  start: {
    title: "Öppna din egen länk",
    explanation: "Sidan öppnas med länken i din kallelse eller med QR-koden på din lapp.",
    help: "Har du ingen länk, eller har någon annan använt den? Säg till den som leder omröstningen innan den öppnar.",
    broken: "Länken är inte hel",
    brokenMore:
      "En bit av länken har fallit bort. Öppna den direkt i mejlet, eller kopiera hela raden och klistra in den här.",
    label: "Länken, avskriven för hand",
    hint: "Hela raden på lappen. Stora och små bokstäver räknas.",
    hintNext: "Det räcker med de 43 tecknen efter punkten. Stora och små bokstäver räknas.",
    act: "Öppna länken",
    missing: "Skriv länken först.",
    partly: (count: number) =>
      count === 43
        ? "Början av länken stämmer inte. Jämför tecknen före punkten."
        : `Efter punkten ska det stå 43 tecken. Du har skrivit ${count}.`,
    cleared: "Enheten är tömd",
    clearedMore:
      "Här finns inget kvar om din rösträtt, inte heller bakom knappen Tillbaka. Lämna enheten vidare.",
    take: "Ta med din länk och din röstkod. När röstningen är öppen öppnar du länken igen, på den här eller en annan enhet, och skriver koden. Har du redan röstat är du klar.",
    history: "Webbläsarens historik kan ha kvar länken. Med den ensam kan ingen rösta.",
    next: "Nästa person",
    nextHow: "Rikta kameran mot rutan på lappen, eller skriv av länken.",
  },
  inApp: {
    title: "Öppna länken i din vanliga webbläsare",
    explanation:
      "Du har öppnat länken inne i en annan app. När den appen stängs kan den glömma din rösträtt.",
    how: "Kopiera länken, öppna Safari, Chrome, Firefox eller en annan webbläsare, och klistra in den i adressfältet.",
    copy: "Kopiera länken",
    copied: "Kopierad",
    copyFailed: "Det gick inte. Välj ”Öppna i webbläsare” i appens meny i stället.",
    goOn: "Fortsätt här ändå",
  },
  whoSees: {
    title: "Vem kan se vad?",
    sentence:
      "Den som leder ser att du har hämtat din rösträtt, och efter stängning ser hela gruppen det, men ingen av dem kan se hur du röstar.",
    tellers: (threshold: number, tellers: number) =>
      `Inget kuvert går att öppna utan att minst ${threshold} av de ${tellers} rösträknarna hjälps åt.`,
  },
  question: {
    title: "Frågan",
    about: "Den som frågan gäller",
    account: "Läs styrelsens redogörelse",
    rule: {
      confidence: "Förtroende saknas",
      consultation: "Gruppen avråder",
      otherwise: "Det blir ja",
    } as Record<string, string>,
    ruleIn: (
      outcome: string,
      rule: Share & { strict: boolean; base: keyof typeof bases },
      roll: number,
      needed: number | null,
    ) =>
      `${outcome} om ${rule.strict ? "mer än" : rule.numerator === rule.denominator ? "" : "minst"} ${shareOf(rule)} ${bases[rule.base]} svarar ja.`.replace(
        /\s+/g,
        " ",
      ) + (needed === null ? "" : ` Om alla ${roll} svarar ja eller nej behövs ${needed} ja.`),
  },
  hash: {
    label: "Omröstningens kontrolltal",
    why: "Jämför med det som visas i lokalen eller läses upp. Är det inte likadant: rösta inte, och säg till.",
  },
  draw: {
    title: "Hämta din rösträtt",
    steps: {
      title: "Så går det till",
      collect: "Du hämtar din rösträtt nu. Det säger ingenting om hur du röstar.",
      wait: (when: string) =>
        `När alla har fått tid att hämta sin öppnar röstningen${when ? `, ${when}` : ", när den som leder säger till"}.`,
      vote: (when: string) => `Du röstar, och kan ändra dig tills det stänger ${when}.`,
    },
    before: (when: string) => `Hämta senast ${when}.`,
    collect: "Hämta min rösträtt",
    isOwn: "Länken är personlig. Är den inte din? Stäng sidan och säg till den som leder.",
  },
  code: {
    title: "Skriv av din röstkod",
    why: "Med koden kan du rösta från en annan telefon eller dator, om den här går sönder eller glömmer.",
    keep: "Skriv den på papper och visa den inte för någon. Den som har koden kan rösta i ditt ställe.",
    label: "Din röstkod",
    collecting: "Hämtar din rösträtt",
    collected: "Din rösträtt är hämtad. Servern vet inte vilken den är.",
    noted: "Jag har skrivit av koden",
    again: "Visa röstkoden",
  },
  wait: {
    title: "Din rösträtt är hämtad",
    why: "Nu väntar vi på de andra. Ingen röstar förrän hämtningen har stängt, så att ingen kan räkna ut vem som lade vilken röst.",
    closes: (when: string) => `Hämtningen stänger ${when}.`,
    opens: (when: string) => `Röstningen öppnar ${when}.`,
    opensByWord: "Den som leder säger till när röstningen öppnar.",
    goesOn:
      "Sidan går vidare av sig själv. Du kan också stänga den och öppna samma länk igen på den här enheten.",
  },
  elsewhere: {
    title: "Länken har redan använts",
    you: "Var det du, på en annan telefon eller i en annan webbläsare? Gå tillbaka dit. När röstningen öppnar kan du också rösta här med din röstkod.",
    other:
      "Var det inte du, eller har du varken enheten eller koden kvar? Säg genast till den som leder. Innan röstningen öppnar går det att rätta till.",
  },
  tooLate: {
    title: "Hämtningen har stängt",
    explanation: "Din länk användes inte i tid, och går inte att rösta med.",
    help: "Hade du använt den, eller hindrades du? Säg till den som leder innan röstningen öppnar.",
  },
  changed: {
    title: "Omröstningen har börjat om",
    explanation:
      "Den rösträtt du hämtade gäller inte längre, och inte heller den här länken. Alla får en ny länk.",
    help: "Använd den nya länken. Har du inte fått någon? Säg till den som leder.",
  },
  void: {
    title: "Länken gäller inte",
    explanation:
      "Du har kanske fått en nyare: ett senare mejl, eller en lapp på papper. Använd den.",
    help: "Har du ingen annan? Säg till den som leder omröstningen. Skrev du av den för hand? Stora och små bokstäver räknas.",
    another: "Öppna en annan länk",
  },
  ended: {
    cancelled: "Omröstningen är inställd",
    void: "Omröstningen är ogiltig",
    explanation: "Inget är avgjort, och inga röster gäller.",
    help: "Den som leder berättar varför.",
  },
  restore: {
    title: "Skriv din röstkod",
    explanation:
      "Röstningen är öppen, men den här enheten har ingen rösträtt. Hämtade du den på en annan enhet skrev du av en kod.",
    label: "Röstkod",
    hint: "28 tecken. Stora eller små bokstäver, med eller utan streck.",
    act: "Hämta hit min rösträtt",
    working: "Letar bland allas hämtade rösträtter. Det säger inte till någon vem du är.",
    none: "Har du aldrig hämtat någon rösträtt kan du inte rösta längre: hämtningen är stängd.",
    notTaken:
      "Den rösträtt du försökte hämta här kom aldrig fram till servern. Säg till den som leder.",
    missing: "Skriv koden först.",
    slip: "Något tecken stämmer inte. Jämför med det du skrev av.",
    unknown: "Ingen hämtad rösträtt har den koden. Jämför med det du skrev av.",
  },
  loss: {
    title: "Jag har varken telefonen eller koden kvar",
    means: [
      "Då går din röst inte att lägga, och ingen kan ta fram den åt dig. Här kan du säga att den är förlorad.",
      "I protokollet står då att någon hämtade sin rösträtt men inte kunde rösta, utan ditt namn. Resultatet gäller ändå, om inte de förlorade rösterna kunde ha ändrat det.",
      "Har du redan röstat räknas din röst som vanligt, och det här ändrar ingenting.",
    ] as readonly string[],
    act: "Säg att min röst är förlorad",
    said: "Du har sagt att din röst är förlorad",
    saidMore:
      "Det räknas, utan ditt namn. Hittar du koden innan det stänger kan du ändå rösta här.",
    saidInTime: "Det räknas, utan ditt namn.",
  },
  choose: {
    title: "Rösta",
    titleAgain: "Rösta om",
    choices: {
      confidence: {
        against: "Ja, förtroende saknas",
        for: "Nej, förtroendet finns kvar",
      },
      consultation: { against: "Ja, jag avråder", for: "Nej, jag avråder inte" },
      otherwise: { against: "Ja", for: "Nej" },
    } as Record<string, { against: string; for: string }>,
    blank: "Blank",
    blankIgnored: "Räknas och redovisas, men ändrar inte andelen.",
    blankCounts: "Räknas med när andelen räknas ut, och verkar då som ett nej.",
    missing: "Välj ett av de tre först.",
    act: "Lägg rösten",
    until: (when: string) =>
      `Du kan ändra dig tills det stänger ${when}. Den senaste rösten gäller.`,
    other:
      "En röst med din rösträtt ligger redan i urnan, från en annan enhet. Det du väljer här ersätter den. Var det inte du? Rösta här och säg till den som leder.",
    goBack: "Behåll rösten som den är",
  },
  resend: {
    title: "Din röst är på väg",
    explanation:
      "Sidan har förseglat din röst, men inget kvitto har kommit än. Den kan redan ligga i urnan.",
    safe: "Sidan skickar samma kuvert igen. Det räknas aldrig två gånger.",
  },
  receipt: {
    title: "Din röst ligger i urnan",
    checked: "Servern har gett ett kvitto, och sidan har kontrollerat det.",
    number: (count: number) => `Kvitto ${count}`,
    notKept: "Vad du valde sparas inte på den här enheten.",
    again: "Rösta om",
    until: (when: string) => `Du kan ändra dig tills det stänger ${when}.`,
    after:
      "Öppna länken igen efter stängning: då jämför sidan ditt kvitto med listan över allt som lades i urnan.",
  },
  check: {
    title: "Omröstningen är stängd",
    listed: "Ditt kuvert finns på listan",
    listedMore: "Det ligger i urnan precis som kvittot säger.",
    other: "Ett annat kuvert ligger på din plats",
    otherMore:
      "Röstade du sist från en annan enhet är det det kuvertet: bekräfta där. Annars ska du invända nu.",
    missing: "Ditt kuvert finns inte på listan",
    missingMore: "Servern gav ett kvitto på det. Gör en invändning nu, innan något öppnas.",
    notCast: "Du röstade inte",
    notCastMore:
      "Du hämtade din rösträtt men lade ingen röst. Protokollet säger hur många som gjorde så, inte vilka.",
    hasDrawn: "Enligt röstlängden har din länk hämtat en rösträtt",
    hasDrawnMore:
      "Var det du, på en annan enhet? Öppna länken där och bekräfta. Var det inte du ska du invända nu.",
    hasNotDrawn: "Din länk användes inte",
    hasNotDrawnMore:
      "Enligt röstlängden hämtade du ingen rösträtt. Stämmer inte det ska du invända nu.",
    confirm: "Bekräfta att mitt kvitto finns med",
    confirmWhy:
      "Röstlängden får då ett märke vid ditt namn, utan kvittot. Ju fler som bekräftar, desto säkrare är resultatet.",
    confirmed: "Du har bekräftat att ditt kvitto finns med.",
    opens: (when: string) =>
      `Rösterna räknas tidigast ${when}, om ingen har invänt. Sidan går vidare av sig själv.`,
    objection: {
      title: "Något stämmer inte",
      explanation:
        "Ingen röst öppnas förrän den som leder har svarat. Gruppen läser det du skriver; ditt namn står inte med. Skriv inte hur du röstade.",
      label: "Vad är fel?",
      act: "Invänd",
      missing: "Skriv vad som är fel.",
      sent: "Din invändning är framme. Inget öppnas förrän den är besvarad.",
      over: "Tiden för invändningar är slut.",
    },
  },
  result: {
    outcomes: {
      confidence: {
        no_confidence: "Gruppen saknar förtroende",
        confidence_retained: "Förtroendet finns kvar",
      },
      consultation: {
        no_confidence: "Gruppen avråder",
        confidence_retained: "Gruppen avråder inte",
      },
      otherwise: { no_confidence: "Det blev ja", confidence_retained: "Det blev nej" },
    } as Record<string, { no_confidence: string; confidence_retained: string }>,
    inquorate: "Omröstningen blev inte giltig",
    inquorateMore: "För få deltog. Kuverten har förstörts oöppnade.",
    lost: "Förlorade röster kunde ha avgjort.",
    paper: (count: number) =>
      `${count} röstade på papper. Två räknade dem för hand, och de går inte att räkna om.`,
    paperUncounted: (count: number) =>
      `Röster på papper: ${count}, för få för att läsas. De är förstörda.`,
    numbers: (against: number, for_: number, blank: number) =>
      `${against} svarade ja, ${for_} svarade nej och ${blank} röstade blankt.`,
    needed: (needed: number) => `Det behövdes ${needed} ja.`,
    turnout: (drawn: number, roll: number, envelopes: number) =>
      `${drawn} av ${roll} hämtade sin rösträtt, och ${envelopes} röstade.`,
    recounted: "Sidan har räknat rösterna på nytt och kontrollerat vem som har skrivit under.",
    again: "Räkna om själv, på en dator. Det kräver ingen inloggning, inget nät.",
    bulletin: "Hämta protokollsutdraget",
    verifier: "Hämta sidan som räknar om",
    confirmed: (confirmed: number, drawn: number) =>
      `${confirmed} av ${drawn} har bekräftat att deras kvitto finns med.`,
    unconfirmed:
      "De som inte bekräftat är det högsta antal vars röster kan ha ändrats utan att någon märkt det.",
    mine: {
      title: "Din röst",
      show: "Visa min rad",
      hide: "Dölj min rad",
      warning: "Raden visar hur du röstade. Se till att ingen annan ser skärmen.",
      line: "Så räknades din röst",
      row: (row: string) => `Raden som börjar ${row}`,
      voided:
        "Din rösträtt användes till flera olika svar, och inget av dem räknades. Säg till den som leder.",
      rejected: "Ditt kuvert gick inte att öppna, och räknades inte. Säg till den som leder.",
      missing: "Din röst finns inte bland de räknade. Säg till den som leder.",
    },
  },
  forget: {
    title: "Är enheten lånad?",
    explanation:
      "Sidan kan ta bort allt om omröstningen från den här enheten. Sedan kan nästa person använda den.",
    before: "Därefter behöver du både din länk och din röstkod för att rösta.",
    ending: "De fyra sista tecknen i din röstkod",
    endingHint: "Läs dem på ditt papper: då vet du att koden är avskriven.",
    wrong: "Koden slutar inte så. Jämför ditt papper med koden på sidan.",
    after: "Din röst ligger kvar i urnan, men sidan kan inte längre kontrollera ditt kvitto.",
    act: "Ta bort från enheten",
  },
  troubles: {
    unreachable: {
      title: "Vi når inte servern",
      advice: "Inget har gått förlorat. Kontrollera att du har täckning och försök igen.",
    },
    unexpected: {
      title: "Något gick fel",
      advice: "Inget har gått förlorat. Försök igen. Fortsätter det: säg till den som leder.",
    },
    "link-void": { title: "Länken gäller inte", advice: "Använd den senaste du fått." },
    "no-storage": {
      title: "Webbläsaren sparar ingenting",
      advice:
        "Sidan måste kunna spara din rösträtt på enheten. Öppna länken i ett vanligt fönster, inte ett privat, eller i en annan webbläsare.",
    },
    unsupported: {
      title: "Webbläsaren är för gammal",
      advice: "Den kan inte hålla din röst hemlig. Uppdatera den, eller öppna länken i en annan.",
    },
    "not-genuine": {
      title: "Det servern svarade stämmer inte",
      advice: "Rösta inte. Säg genast till den som leder omröstningen.",
    },
    "not-admitted": {
      title: "Rösträtten godtogs inte",
      advice: "Din röst lades inte. Säg genast till den som leder omröstningen.",
    },
    "not-drawn": {
      title: "Länken har ingen rösträtt att förlora",
      advice:
        "Den användes inte innan hämtningen stängde. Stämmer inte det? Säg till den som leder.",
    },
    "closed-meanwhile": {
      title: "Omröstningen hade redan gått vidare",
      advice: "Här ser du var den är nu.",
    },
  },
};

export type VoteTexts = typeof vote;
export default vote;
