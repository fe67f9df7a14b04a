/** Words of the tellers: those who hold the keys to a vote's envelopes, and open them together. */

const amounts = ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio"];
const amount = (count: number): string => amounts[count] ?? String(count);

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const tellers = {
  title: "Din uppgift som rösträknare",
  back: "Till omröstningen",
  waiting: "Hämtar din uppgift",
  again: "Försök igen",
  kept: "Det som redan är gjort är kvar.",
  shown: "Det vi senast fick. Sidan fortsätter försöka.",
  unnamed: (number: number) => `Rösträknare ${number}`,
  and: (names: readonly string[]) =>
    names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} och ${names.at(-1)}`,
  list: "Rösträknare",
  me: "du",
  fingerprint: "Nyckelns fingeravtryck",
  states: {
    struck: "Räknar inte längre",
    noKeys: "Har inte gjort sin nyckel",
    keys: "Har gjort sin nyckel",
    unconfirmed: "Har inte bekräftat",
    confirmed: "Har bekräftat",
    notSent: "Har inte skickat sina delar",
    sent: "Har skickat sina delar",
    signed: "Har skrivit under",
    notSigned: "Behövde inte skriva under",
  },
  stages: { key: "Nyckel", confirm: "Bekräfta", open: "Öppna", done: "Klart" },
  stageLine: "Var du är i uppgiften",
  tasks: {
    keys: "Gör din nyckel",
    confirmation: "Bekräfta din nyckel",
    opening: "Öppna rösterna tillsammans",
  },
  now: {
    title: "Väntar på dig som rösträknare",
    link: (what: string) => `Rösträkning: ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
  },
  card: {
    title: "Du är rösträknare",
    waits: (what: string) => `${what}: det väntar på dig.`,
    nothing: "Just nu väntar inget på dig.",
    open: "Till din uppgift",
  },
  setUp: {
    title: "Välj om ni har rösträknare",
    why: "Rösterna låses in med nycklar som bara rösträknarna har. Då kan den som sköter servern inte läsa dem, och inte räkna ensam.",
    how: "Hur ska rösterna låsas in?",
    options: {
      with: (count: number, threshold: number) => ({
        label: "Med rösträknare",
        explanation: `${capital(amount(count))} personer gör var sin nyckel. ${capital(amount(threshold))} av dem räcker för att öppna.`,
      }),
      without: {
        label: "Utan rösträknare",
        explanation: "Servern öppnar och räknar själv.",
      },
    },
    without:
      "Den som sköter servern kan då se hur det går, ändra eller ta bort röster, och ta reda på vem som röstade vad. Det står på allas sidor.",
    whom: "Välj personer som gruppen litar på, och som inte hör ihop. De behöver inte rösta själva. Den som sköter servern kan inte vara rösträknare.",
    person: (number: number) => `Rösträknare ${number}`,
    choose: "Välj en person",
    add: "En till",
    fewer: "En färre",
    threshold: "Hur många behövs för att öppna?",
    thresholdIs: (threshold: number, count: number) => `${threshold} av ${count}`,
    missing: "Välj en person på varje rad.",
    twice: "Samma person står två gånger.",
    undecided: "Välj med eller utan rösträknare.",
    submit: "Utse dem",
    submitWithout: "Utan rösträknare",
    kept: "Det du har valt är kvar här.",
    change: "Ändra",
    means:
      "De får ett mejl om att något väntar på dem. Var och en gör sin nyckel på sin egen sida. Den det gäller får inget veta.",
    chosenWithout: "Utan rösträknare. Servern öppnar och räknar själv.",
    chosen: (threshold: number, count: number) =>
      `${capital(amount(threshold))} av ${amount(count)} öppnar tillsammans.`,
    waitsForKeys: (names: string, count: number) =>
      `Väntar på att ${names} gör ${count === 1 ? "sin nyckel" : "sina nycklar"}. Be dem öppna omröstningen på sin egen sida.`,
    waitsForWord: (names: string) =>
      `Väntar på att ${names} bekräftar. Röstningen kan inte öppna innan dess.`,
    readAloud:
      "Läs upp fingeravtrycken när ni ses. Var och en ser sitt på sin egen sida: skiljer det sig ska ni inte gå vidare.",
    states: { choose: "Att välja", chosen: "Valt", waits: "Väntar på dem" },
    lockWaits: (names: string, count: number) =>
      `Låset väntar på ${names}, som inte har gjort ${count === 1 ? "sin nyckel" : "sina nycklar"} än.`,
    first: "Välj först om ni har rösträknare.",
    someone: "någon",
  },
  lead: {
    confirming: {
      title: "Väntar på rösträknarna",
      explanation: (names: string, _count: number) =>
        `Röstningen öppnar när ${names} har bekräftat på sin egen sida. Be dem göra det nu.`,
      gone: "Kan någon inte bekräfta? Börja om med någon annan i stället. Det är för tidigt för att någon röst ska gå förlorad.",
      struck: "En av rösträknarna kan inte vara med längre. Börja om, och utse någon annan.",
    },
    opening: {
      title: "Rösträknarna öppnar",
      word: "Rösträknarna öppnar",
      explanation: (threshold: number, count: number) =>
        `${capital(amount(threshold))} av ${amount(count)} behöver skicka sina delar, räkna och skriva under. Då gäller resultatet. Servern kan inte öppna något själv.`,
      sent: (have: number, need: number) => `${have} har skickat sina delar, minst ${need} behövs.`,
      signed: (have: number, need: number) =>
        `${have} har skrivit under, ${need} behövs på samma räkning.`,
      goneOne: "Saknas en av dem räcker de andra, om de är minst så många som behövs.",
    },
    differ: {
      title: "Räkningarna skiljer sig",
      explanation:
        "Därför gäller inget resultat än. Be rösträknarna jämföra kontrolltalet på sina skärmar, och räkna om.",
    },
    short: {
      title: "Rösträknarna är för få",
      explanation:
        "Ingen kan öppna rösterna längre. Det som återstår är att ogiltigförklara omröstningen och hålla en ny.",
    },
    group:
      "Rösträknarna öppnar kuverten tillsammans. Resultatet kommer hit när de har räknat lika.",
    checked: "Rösträknarna öppnar kuverten när tiden för kontroll är slut, om ingen har invänt.",
    checking:
      "Var och ens sida jämför sitt kvitto med listan över kuvert. När tiden är slut öppnar rösträknarna, om ingen har invänt.",
  },
  result: {
    title: "Vem som räknade",
    openedBy: (names: string) => `Öppnad tillsammans av ${names}.`,
    unopened: "Ingen öppnade kuverten.",
    signedBy: (names: string) => `Räkningen är underskriven av ${names}.`,
    why: "Underskrifterna står i protokollsutdraget. Servern har inte kunnat öppna något själv.",
  },
  mode: {
    title: "Vem som öppnar",
    tellers: (threshold: number, count: number) =>
      `Kuverten går bara att öppna om ${amount(threshold)} av de ${amount(count)} rösträknarna gör det tillsammans.`,
  },
  make: {
    title: "Gör din nyckel",
    why: "Rösterna låses in med din nyckel och de andra rösträknarnas. Den görs här i din telefon eller dator, och lämnar den aldrig.",
    needs: "Ha papper och penna, eller en skrivare. Det tar ett par minuter.",
    device: "Gör den på en enhet som är din egen, och som du har med dig när rösterna öppnas.",
    begin: "Gör min nyckel",
    anew: "Gör en ny nyckel i stället",
    paper: {
      title: "Skriv koden på papper",
      why: "Tappar du telefonen är papperet det enda som återskapar din nyckel. Koden visas bara nu.",
      label: "Din reservkod",
      print: "Skriv ut",
      keep: "Ta ingen bild av den och mejla den inte. Lägg papperet där bara du kommer åt det.",
      sheet: "Reservkod till en nyckel i en omröstning",
      for: "Används bara om nyckeln har gått förlorad: den skrivs då in på den egna sidan för omröstningen. Den är personlig. Förstör papperet när omröstningen är avslutad.",
      number: "Kontrolltal",
      done: "Jag har koden på papper",
    },
    again: {
      title: "Skriv in två delar från papperet",
      why: "Då vet du att det går att läsa.",
      group: (number: number) => `Grupp ${number} av 7`,
      hint: "Fyra tecken",
      wrong: "Det är inte vad som stod. Se efter på papperet.",
      show: "Visa koden igen",
      done: "Stämmer, spara nyckeln",
      working: "Nyckeln görs",
    },
  },
  made: {
    title: "Din nyckel är klar",
    next: "Den finns här i din enhet. När omröstningen låses får du ett mejl. Då bekräftar du att din nyckel är med.",
    others: "Väntar på de andra",
    all: "Alla har gjort sina nycklar. Nu låser den som leder.",
    yours: "Läs upp ditt fingeravtryck när ni ses, så att de andra kan jämföra.",
  },
  give: "Skickar din nyckels öppna del",
  elsewhere: {
    title: "Din nyckel finns på en annan enhet",
    why: "Du har redan gjort en nyckel, men inte i den här telefonen eller datorn. Fortsätt där, eller återskapa den från papperet.",
    anewWhy:
      "Har du varken enheten eller papperet? Gör en ny. Den gamla koden gäller då inte längre.",
  },
  restore: {
    title: "Återskapa din nyckel",
    why: "Nyckeln finns inte i den här telefonen eller datorn. Har du den enhet där du gjorde den, använd den. Annars skriver du koden från papperet här.",
    label: "Reservkod",
    hint: "28 tecken. Mellanslag och små bokstäver går bra.",
    missing: "Skriv koden från papperet.",
    slip: "Något tecken blev fel. Jämför med papperet.",
    other: "Koden hör inte till din nyckel i den här omröstningen.",
    act: "Återskapa",
    working: "Nyckeln återskapas",
    none: (threshold: number) =>
      `Har du varken enheten eller papperet? Säg det till den som leder. ${capital(amount(threshold))} av er räcker för att öppna.`,
    noneYet:
      "Har du varken enheten eller papperet? Säg det till den som leder. Ni får låsa om, med en ny nyckel, innan röstningen öppnar.",
  },
  lostPaper: {
    title: "Om något går förlorat",
    paper: "Papperet: gör inget väsen av det. Nyckeln finns i enheten.",
    device: "Enheten: öppna den här sidan på en annan, och återskapa nyckeln från papperet.",
    both: (threshold: number) =>
      `Båda, eller en av er är borta: ${amount(threshold)} av de andra räcker.`,
    all: "Är ni för få kvar kan ingen öppna. Då återstår bara att ogiltigförklara omröstningen.",
  },
  confirm: {
    title: "Bekräfta att din nyckel är med",
    found: "Sidan har jämfört: din egen nyckel står i det som är låst.",
    why: "Be de andra läsa upp sina fingeravtryck. De ska stå likadant på allas sidor, och det ska kontrolltalet också.",
    yours: "Ditt fingeravtryck",
    hash: "Kontrolltal",
    others: "Alla rösträknare i det som är låst",
    act: "Allt stämmer, jag bekräftar",
    wrong: "Skiljer sig något? Bekräfta inte, och säg till den som leder.",
    comparing: "Sidan jämför nycklarna",
  },
  wait: {
    title: "Din nyckel är med",
    confirmed: "Du har bekräftat. Inget mer behövs av dig förrän rösterna ska öppnas.",
    next: {
      confirming: (names: string) => `Väntar på att ${names} bekräftar.`,
      drawing: "Nu hämtar gruppen sin rösträtt. Sedan öppnar röstningen.",
      voting: (closes: string) => `Röstning pågår. Den stänger senast ${closes}.`,
      checking: (ends: string) => `Kvittona kontrolleras till ${ends}. Sedan öppnar ni.`,
      objection: "Någon har invänt. Ni öppnar när den som leder har svarat.",
    },
    keep: "Rensa inte webbläsaren innan dess, och ha enheten med dig när ni öppnar.",
    voter: "Är du också med på röstlängden röstar du med din egen länk i mejlet.",
  },
  open: {
    title: "Öppna tillsammans",
    why: (threshold: number) =>
      `Din sida skickar din del av varje kuverts nyckel till de andra rösträknarna, inlåst så att bara de kan läsa den. När ${amount(threshold)} av er har skickat räknar var och ens sida rösterna.`,
    means: [
      "Servern ser ingenting av det.",
      "Det går inte att ta tillbaka.",
      "Innan du skriver under får du se vad som räknades.",
    ] as readonly string[],
    act: "Skicka mina delar",
    working: "Kuverten kontrolleras, och delarna låses in",
  },
  sent: {
    title: "Dina delar är skickade",
    waits: (missing: number) =>
      missing === 1 ? "Väntar på en rösträknare till." : `Väntar på ${missing} rösträknare till.`,
    next: "Så snart de har skickat räknar din sida rösterna. Ha den öppen.",
  },
  count: {
    title: "Läs vad som räknades",
    working: "Sidan öppnar kuverten och räknar",
    outcome: "Utfall",
    without: "Utfall utan de kuverten",
    yes: "Ja",
    no: "Nej",
    blank: "Blankt",
    envelopes: "Kuvert",
    counted: "Räknade röster",
    paper: "Räknade på papper, i siffrorna ovan",
    repeated: "Samma röst i flera kuvert",
    conflicting: "Olika svar från samma rösträtt",
    rejected: "Underkända kuvert",
    none: "Inget kuvert är underkänt.",
    reasons: {
      key: (count: number) =>
        count === 1
          ? "1 kuvert gick inte att öppna med era delar."
          : `${count} kuvert gick inte att öppna med era delar.`,
      seal: (count: number) => `${count} gick att låsa upp men var skadade.`,
      form: (count: number) => `${count} innehöll inte en röst.`,
      credential: (count: number) => `${count} hade ingen giltig rösträtt.`,
      choice: (count: number) => `${count} var inte rätt underskrivna av den som röstade.`,
    },
    sealed:
      "För få var med. Kuverten öppnas inte, utan förstörs. Inget är avgjort, och ingen får veta hur någon röstade.",
    hash: "Räkningens kontrolltal",
    hashWhy: "Ska stå likadant hos de andra som räknar. Läs upp det innan du skriver under.",
    openedBy: (names: string) => `Öppnad med delarna från ${names}.`,
    sign: "Skriv under räkningen",
    means: (threshold: number) =>
      `När ${amount(threshold)} av er har skrivit under samma räkning gäller resultatet. Då förstörs nycklarna.`,
    secret: "Visa det inte för någon innan resultatet gäller.",
    another: {
      unopened: "Skriv inte under än",
      title: "Öppna med en annan av er i stället",
      why: "Det kan vara någons delar som är fel, och inte kuverten. Har en till av er skickat sina delar kan ni byta ut den ena. Det som redan är underskrivet gäller då inte, och ni räknar om.",
      act: (name: string) => `Byt ut ${name}`,
      distrusted: (names: string) =>
        `Delarna från ${names} går inte att lita på. Räkna inte med dem.`,
      signOnly: "Skriv bara under om samma kuvert inte går att öppna med någon annan av er heller.",
      asked: "Be en till av er att skicka sina delar, om det inte redan är gjort.",
    },
    recount: "Räkna om",
  },
  signed: {
    title: "Du har skrivit under",
    waits: (missing: number) =>
      missing === 1
        ? "Väntar på en underskrift till på samma räkning. Då gäller resultatet."
        : `Väntar på ${missing} underskrifter till på samma räkning. Då gäller resultatet.`,
    differ: {
      title: "Era räkningar skiljer sig",
      explanation:
        "Inget gäller än. Räkna om på båda sidorna, och jämför kontrolltalen. Är de fortfarande olika: ring den som leder, och skriv inte under igen.",
      again: "Skriv under den nya räkningen",
    },
  },
  short: {
    title: "Ni är för få för att öppna",
    why: "En av rösträknarna kan inte vara med längre, och de som är kvar räcker inte. Rösterna går inte att öppna.",
    next: "Det som återstår är att den som leder ogiltigförklarar omröstningen. Ingen röst blir känd.",
    unlocked: "Den som leder får utse någon annan och låsa om. Ingen har röstat än.",
  },
  certified: {
    title: "Klart. Resultatet gäller",
    why: "Din nyckel är borttagen ur den här enheten. Förstör papperet.",
    result: "Se resultatet",
  },
  ended: {
    title: "Omröstningen är avslutad utan resultat",
    why: "Inga röster har räknats. Din nyckel är borttagen ur den här enheten. Förstör papperet.",
  },
  notMine: {
    title: "Du är inte rösträknare här",
    why: "Någon annan har den uppgiften i den här omröstningen.",
  },
  troubles: {
    "no-storage": {
      title: "Webbläsaren kan inte spara nyckeln",
      advice: "Stäng av privat läge, eller använd en annan webbläsare.",
    },
    unsupported: {
      title: "Webbläsaren är för gammal",
      advice: "Uppdatera den, eller använd en annan enhet.",
    },
    "not-genuine": {
      title: "Något stämmer inte med det servern visar",
      advice:
        "Gå inte vidare. Säg till den som leder, och be en annan rösträknare se efter på sin sida.",
    },
    "other-keys": {
      title: "Din nyckel står inte i det som är låst",
      advice: "Bekräfta inte. Säg till den som leder: omröstningen får låsas om.",
    },
    "box-altered": {
      title: "Kuverten är inte desamma som publicerades",
      advice:
        "Öppna inte. Säg till den som leder. De som har röstat jämförde sina kvitton med en annan lista.",
    },
    unreachable: {
      title: "Servern svarar inte",
      advice: "Se efter att du har nät, och försök igen. Inget har gått förlorat.",
    },
  },
};

export type TellersTexts = typeof tellers;
export default tellers;
