const aboutOffices = {
  chair: "Ordförande",
  vice_chair: "Vice ordförande",
  security_officer: "Säkerhetsansvarig",
  group_leader: "Gruppledare",
  board_member: "Annan i styrelsen",
  executive_board_chair: "Kommunstyrelsens ordförande",
  committee_chair: "Nämndordförande",
  administrator: "Administratör i systemet",
};

const intake = {
  title: "Berätta vad som hänt",
  introduction:
    "Du behöver inte veta vad det heter eller om det är allvarligt nog. Skriv det du orkar. Det mesta går att hoppa över.",
  whatHappensThen:
    "Den som ansvarar för säkerheten läser och hör av sig. Den du berättar om får aldrig se det du skriver här.",
  nothingStored: "Inget sparas i telefonen eller datorn. Stänger du sidan försvinner texten.",
  next: "Nästa",
  back: "Tillbaka",
  send: "Skicka",
  sendNow: "Skicka nu, hoppa över resten",
  gapsTitle: "Nästan klart",
  gaps: "Det här behövs innan vi kan ta emot det:",
  insecure: {
    title: "Skriv inte här just nu",
    explanation:
      "Förbindelsen är inte skyddad, så andra på samma nät kan läsa det du skriver. Ring i stället, eller öppna sidan med https.",
  },

  concerns: {
    title: "Vad tror du att det beror på?",
    hint: "Det du väljer bestämmer vem som får läsa. Det går att ändra senare.",
    options: {
      party: {
        label: "Att jag är med i partiet",
        explanation: "Till exempel efter en kampanj, en debatt eller ett inlägg.",
      },
      municipal: {
        label: "Mitt uppdrag i kommunen",
        explanation: "Till exempel efter ett beslut i en nämnd eller i fullmäktige.",
      },
      internal: {
        label: "Någon i den egna föreningen",
        explanation: "Till exempel trakasserier från någon med uppdrag eller en annan medlem.",
      },
      unsure: { label: "Jag vet inte", explanation: "Det räcker. Vi reder ut det tillsammans." },
    },
    error: 'Välj det som ligger närmast. Du kan välja "Jag vet inte".',
  },
  about: {
    promiseTitle: "Det du skriver går aldrig till den det handlar om",
    promise:
      "Säg vem, så leder vi den förbi personen från början. Det gäller också ordföranden och den som ansvarar för säkerheten.",
    office: "Har personen något av de här uppdragen?",
    noOffice: "Nej, eller jag vet inte",
    offices: aboutOffices,
    names: "Vem eller vilka handlar det om?",
    namesHint: "Namn, om du vet och vill säga det.",
  },
  happened: {
    title: "Vad har hänt?",
    label: "Berätta med dina egna ord",
    hint: "Några ord räcker. Meddelanden, bilder och datum kan du lämna senare.",
    error: "Skriv några ord om vad som hänt.",
  },
  now: {
    title: "Hur är det just nu?",
    safe: "Är du trygg just nu?",
    safeHint: "Hoppar du över frågan räknar vi med att du kan vara otrygg.",
    options: { yes: "Ja", unsure: "Jag är osäker", no: "Nej" },
    danger: {
      title: "Ring 112 om du eller någon annan är i fara",
      explanation: "Du kan ringa först och skriva sedan. Texten är kvar så länge sidan är öppen.",
      call: "Ring 112",
    },
    unsure: "Blir det värre: ring 112. Polisen svarar på 114 14 när det inte är bråttom.",
    needs: "Vad behöver du i kväll?",
    needsHint:
      "Till exempel någon att prata med, sällskap hem eller en annan plats att sova på. Nämner du någon vid namn får hen inte läsa förrän någon annan har tittat.",
  },
  mustNotKnow: {
    title: "Vem får inte veta?",
    label: "Någon som inte ska få veta att du har hört av dig",
    hint: "I föreningen, i kommunen eller hemma. Den som tar emot läser det här först.",
  },
  reach: {
    title: "Hur når vi dig?",
    legend: "Så här får ni höra av er",
    hint: "Det vi skickar säger aldrig vad det gäller.",
    options: {
      telephone: { label: "Ring mig", explanation: "Snabbast." },
      email: { label: "Mejla mig", explanation: "" },
      none: {
        label: "Hör inte av er",
        explanation: "Då svarar vi bara den som har koden du får när du har skickat.",
      },
    },
    telephone: "Telefonnummer",
    telephoneHint: "Ett nummer där bara du svarar.",
    telephoneError: "Skriv ett telefonnummer, eller välj ett annat sätt.",
    email: "E-postadress",
    emailHint: "En adress som bara du läser.",
    emailError: "Skriv en e-postadress, eller välj ett annat sätt.",
  },

  sending: {
    trying: "Skickar",
    tryingAgain: (attempt: number) => `Skickar igen, försök ${attempt}`,
    pausing: (seconds: number) => `Det kom inget svar. Försöker igen om ${seconds} s.`,
    kept: "Din text är kvar på sidan. Försöken räknas som en och samma anmälan.",
    tryNow: "Försök nu",
    stoppedTitle: "Det gick inte att skicka ännu",
    stoppedKept: "All din text är kvar på sidan.",
    stoppedAdvice:
      "Låt sidan vara öppen och försök igen när du har täckning. Det går också att ringa:",
    refusedAdvice: "Se över det du skrev och försök igen. Det går också att ringa:",
    toContact: "Kontaktkortet",
  },

  received: {
    title: "Tack. Vi har tagit emot det.",
    callerWithin: (caller: string, time: string) => `${caller} hör av sig inom ${time}.`,
    within: (time: string) => `Någon som ansvarar för säkerheten hör av sig inom ${time}.`,
    readWithin: (time: string) =>
      `Någon som ansvarar för säkerheten läser det inom ${time} och svarar dig där du loggar in med koden.`,
    otherwise: "Hinner personen inte går det vidare till nästa i tur.",
    minutes: (count: number) => `${count} minuter`,
    hours: (count: number) => (count === 1 ? "en timme" : `${count} timmar`),
    codeTitle: "Spara din kod",
    codeLabel: "Din kod",
    why: "Koden är din nyckel. Med den kan du läsa svar och lägga till mer utan konto. Bara du har den: tappar du bort den kan ingen ta fram den igen.",
    where:
      "Skriv av den eller spara den där ingen annan tittar. Den som har koden kan läsa det du berättat.",
    saved: "Jag har sparat koden",
    printed: "Behåll pappret för dig själv.",
    stillHere: "Blir det bråttom: ring 112.",
  },

  mine: {
    title: "Min anmälan",
    introduction: "Skriv koden du fick när du berättade. Du behöver inget konto.",
    code: "Din kod",
    codeHint: "Stora eller små bokstäver, mellanrum och bindestreck spelar ingen roll.",
    mistyped: "Något tecken blev annorlunda. Jämför med din kod och försök igen.",
    submit: "Visa",
    kept: "Koden du skrev är kvar i fältet.",
    lost: "Har du tappat bort koden kan ingen ta fram den. Ring, eller berätta på nytt. Det är helt i sin ordning.",
    received: (when: string) => `Vi tog emot det ${when}.`,
    seenBy: (who: string, when: string) => `${who} såg det ${when}`,
    seen: (when: string) => `Någon som ansvarar såg det ${when}`,
    notSeen: "Ingen har öppnat det ännu",
    answerBy: (when: string) =>
      `Någon ska ha sett det senast ${when}. Annars går det vidare till nästa i tur.`,
    passedOn: "Ingen har svarat i tid, så det har gått vidare till nästa i tur.",
    callInstead: "Vill du inte vänta? Ring någon nu",
    told: "Det du berättade",
    hide: "Dölj och stäng",
    kinds: {
      happened: "Vad som hänt",
      about: "Vem det handlar om",
      needs: "Vad du behöver",
      must_not_know: "Vem som inte får veta",
      reach: "Hur vi når dig",
      safe_now: "Är du trygg",
      narrative: "Berättelse",
      note: "Anteckning",
      reason: "Skäl",
      released: "Utlämnat",
      statement: "Yttrande",
      meeting: "Från ett möte",
      decision: "Beslut",
      exclusion_statement: "Svar i uteslutningsärendet",
      recommendation: "Yttrande till förbundet",
    } as Record<string, string>,
    safe: { yes: "Ja", no: "Nej", unsure: "Osäker" } as Record<string, string>,
  },
  onBehalf: {
    title: "Berätta för någon annan",
    introduction: "För den som har berättat för dig och inte vill eller orkar skriva själv.",
    who: "Vem gäller det?",
    done: "Det är mottaget",
    doneMore: "Ärendet är öppnat och rätt personer har fått veta.",
    reference: "Ärendets beteckning",
    registered: "Någon i registret",
    unregistered: "Någon annan",
    person: "Vem i registret?",
    personHint: "Har personen ett konto är hen med i sitt ärende från början.",
    choose: "Välj",
    name: "Namn",
    nameHint: "Eller något annat som personen vill kallas.",
    toCase: "Öppna ärendet",
    words: {
      concerns: {
        title: "Vad tror ni att det beror på?",
        hint: "Det avgör vem som får läsa. Det går att ändra senare.",
        options: {
          party: {
            label: "Att personen är med i partiet",
            explanation: "Till exempel efter en kampanj, en debatt eller ett inlägg.",
          },
          municipal: {
            label: "Personens uppdrag i kommunen",
            explanation: "Till exempel efter ett beslut i en nämnd eller i fullmäktige.",
          },
          internal: {
            label: "Någon i den egna föreningen",
            explanation: "Till exempel trakasserier från någon med uppdrag eller en annan medlem.",
          },
          unsure: {
            label: "Ni vet inte",
            explanation: "Det räcker. Då får så få som möjligt läsa till en början.",
          },
        },
        error: 'Välj det som ligger närmast. Det går att välja "Ni vet inte".',
      },
      about: {
        promiseTitle: "Den det handlar om får aldrig läsa",
        promise:
          "Säg vem, så leds det förbi personen från början. Det gäller också ordföranden och den som ansvarar för säkerheten.",
        office: "Har den som det handlar om något av de här uppdragen?",
        noOffice: "Nej, eller ni vet inte",
        offices: aboutOffices,
        names: "Vem eller vilka handlar det om?",
        namesHint: "Namn, om personen vet och vill säga det.",
      },
      happened: {
        title: "Vad har hänt?",
        label: "Det som personen har berättat",
        hint: "Gärna med personens egna ord. Några ord räcker.",
        error: "Skriv några ord om vad som hänt.",
      },
      now: {
        title: "Hur är det just nu?",
        safe: "Är personen trygg just nu?",
        safeHint: "Hoppar du över frågan räknar vi med att personen kan vara otrygg.",
        options: { yes: "Ja", unsure: "Osäkert", no: "Nej" },
        danger: {
          title: "Ring 112 om någon är i fara",
          explanation: "Ring först och skriv sedan. Texten är kvar så länge sidan är öppen.",
          call: "Ring 112",
        },
        unsure: "Blir det värre: ring 112. Polisen svarar på 114 14 när det inte är bråttom.",
        needs: "Vad behöver personen i kväll?",
        needsHint:
          "Till exempel någon att prata med, sällskap hem eller en annan plats att sova på. Nämner du någon vid namn får hen inte läsa förrän någon annan har tittat.",
      },
      mustNotKnow: {
        title: "Vem får inte veta?",
        label: "Någon som inte ska få veta att det har berättats",
        hint: "I föreningen, i kommunen eller hemma. Den som tar emot läser det här först.",
      },
    },
    notYours: "Du är inte själv med i ärendet. Den som är säkerhetsansvarig tar över nu.",
  },
};

export default intake;
