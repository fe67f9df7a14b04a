/** Words of the votes, for whoever leads one and for the group. The ballot's own page has its own: vote.sv.ts. */

interface Share {
  numerator: number;
  denominator: number;
  strict: boolean;
}

/** What whoever raises a question reads of it. */
interface KindOfQuestion {
  label: string;
  explanation: string;
  introduction: string;
  whomHint: string;
  follows: readonly string[];
}

const shares: Record<string, string> = {
  "1/2": "hälften",
  "1/3": "en tredjedel",
  "2/3": "två tredjedelar",
  "1/4": "en fjärdedel",
  "3/4": "tre fjärdedelar",
  "1/1": "alla",
};

function shareOf({ numerator, denominator, strict }: Share): string {
  const share = shares[`${numerator}/${denominator}`] ?? `${numerator}/${denominator}`;
  if (strict) return `mer än ${share}`;
  return numerator === denominator ? share : `minst ${share}`;
}

const bases = {
  decided: "av dem som tar ställning",
  cast: "av alla som röstar, också blankt,",
  present: "av alla som är med",
  roll: "av alla på röstlängden",
};

const votes = {
  title: "Omröstningar",
  waiting: "Hämtar omröstningar",
  more: "Visa fler",
  shelves: { mine: "Väntar på dig", going: "Pågår", over: "Avslutade" },
  empty: "Här visas omröstningar i fullmäktigegruppen.",
  emptyWhy: "Du ser dem som du röstar i, leder eller är rösträknare i.",
  raisedAt: (when: string) => `väckt ${when}`,
  closesAt: (when: string) => `stänger ${when}`,
  kinds: { confidence: "Förtroendefråga", consultation: "Rådfråga om återkomst" } as Record<
    string,
    string
  >,
  origins: { board: "Väckt av styrelsen", motion: "Väckt av en ledamot" } as Record<string, string>,
  statuses: {
    raised: "Frågan är väckt",
    hearing: "Hörandet är klart",
    convened: "Tiden är bestämd",
    roll_locked: "Röstlängden är låst",
    credentials_out: "Rösträtten hämtas",
    open: "Röstning pågår",
    closed: "Kvittona kontrolleras",
    counted: "Rösterna är räknade",
    certified: "Resultatet är klart",
    minutes_approved: "Protokollet är justerat",
    cancelled: "Inställd",
    void: "Ogiltig",
  } as Record<string, string>,
  drawingClosed: "Hämtningen är stängd",
  outcomes: {
    confidence: {
      no_confidence: "Gruppen saknar förtroende",
      confidence_retained: "Förtroendet finns kvar",
    },
    consultation: {
      no_confidence: "Gruppen avråder",
      confidence_retained: "Gruppen avråder inte",
    },
  } as Record<string, Record<string, string>>,
  inquorate: "Omröstningen blev inte giltig",
  back: "Till omröstningarna",
  waitingOne: "Hämtar omröstningen",
  about: (name: string) => `Gäller ${name}`,
  mayHaveChanged: "Omröstningen. Sidan läser av hur den står så snart det går.",
  readAnew: "Omröstningen, så som sidan nu visar den. Inget av det du bad om gjordes.",
  goOnFromHere: "Läs det nya, och fortsätt därifrån.",
  stillShown: "Det vi senast fick. Sidan fortsätter försöka.",
  stageLine: "Var omröstningen är",
  next: "Nästa steg",
  consequence: "Det här händer",
  understood: "Jag förstår",
  notNow: "Inte nu",
  raise: {
    title: "Väck förtroendefrågan",
    titleForBoard: "Väck en fråga",
    kind: "Vad ska gruppen svara på?",
    kinds: {
      confidence: {
        label: "Förtroendefrågan",
        explanation: "Saknar gruppen förtroende för någon?",
        introduction:
          "Gruppen svarar på om den saknar förtroende för någon. Alla i fullmäktigegruppen röstar, hemligt. Den som frågan gäller röstar inte, och ser ingenting om omröstningen här.",
        whomHint: "Någon i fullmäktigegruppen eller styrelsen.",
        follows: [
          "Gruppen får veta att frågan är väckt, och vem den gäller, när kallelsen går ut.",
          "Den som frågan gäller ska få chansen att bli hörd innan gruppen kallas.",
          "Den som leder omröstningen bestämmer när och hur ni röstar.",
          "Saknar gruppen förtroende öppnas ett uteslutningsärende, vad styrelsen än har beslutat förut.",
        ],
      },
      consultation: {
        label: "Rådfråga om återkomst",
        explanation: "Avråder gruppen från att någon kommer tillbaka?",
        introduction:
          "Gruppen ger styrelsen ett råd om någon som vill komma tillbaka. Alla i fullmäktigegruppen röstar, hemligt. Den som frågan gäller röstar inte, och ser ingenting om omröstningen här.",
        whomHint: "Någon som har lämnat sina uppdrag, eller har dem kvar.",
        follows: [
          "Gruppen får veta att frågan är väckt, och vem den gäller, när kallelsen går ut.",
          "Den som leder omröstningen bestämmer när och hur ni röstar.",
          "Svaret är ett råd. Styrelsen beslutar, och inget annat följer av det.",
        ],
      },
    } as Record<"confidence" | "consultation", KindOfQuestion>,
    whom: "Vem gäller frågan?",
    choose: "Välj en person",
    whomMissing: "Välj vem frågan gäller.",
    account: "Styrelsens redogörelse",
    accountHint:
      "Gruppen läser den när kallelsen går ut. Skriv lugnt vad som har hänt. Nämn ingen som behöver skydd. Den går inte att ändra sedan.",
    ofCase:
      "Gäller det ett ärende? Ställ då frågan på ärendets egen sida, under Beslut. Då följer resultatet med till ärendet.",
    standIn:
      "Som styrelseledamot väcker du frågan för styrelsen bara när varken ordföranden eller vice ordföranden kan.",
    takeBack: {
      leads:
        "Du kan ställa in omröstningen, och säger då varför, så länge röstningen inte har öppnat.",
      moves:
        "Du kan inte själv ta tillbaka frågan. Den som leder omröstningen kan ställa in den, och säger då varför.",
    },
    submit: "Väck frågan",
    kept: "Det du har valt och skrivit är kvar här.",
  },
  matter: {
    title: "Frågan",
    answers: "Man svarar ja, nej eller blankt.",
    accountOf: {
      board: "Styrelsens redogörelse",
      motion: "Styrelsens redogörelse",
    } as Record<string, string>,
    noAccount: "Det finns ingen redogörelse.",
    ruleTitle: "Regeln",
    cautionTitle: "Vad du ska veta om hemligheten",
    hash: "Kontrolltal",
    hashToLead:
      "Står likadant på allas sidor. Läs upp det: skiljer det sig på någons sida ska den inte rösta.",
    hashToFollow:
      "Ska stå likadant på din egen röstsida. Skiljer det sig: rösta inte, och säg till.",
    hashOnSlip: "Ska stå likadant på sidan som öppnas. Skiljer det sig: rösta inte, och säg till.",
  },
  rule: {
    outcomes: {
      confidence: "Gruppen saknar förtroende",
      consultation: "Gruppen avråder",
    } as Record<string, string>,
    inWords: (outcome: string, rule: Share & { base: keyof typeof bases }) =>
      `${outcome} om ${shareOf(rule)} ${bases[rule.base]} svarar ja.`,
    inNumbers: {
      decided: (base: number, yes: number) => `Av ${base} som tar ställning krävs ${yes} ja.`,
      cast: (base: number, yes: number) => `Av ${base} som röstar krävs ${yes} ja.`,
      present: (base: number, yes: number) => `Av ${base} som är med krävs ${yes} ja.`,
      roll: (base: number, yes: number) =>
        `Av ${base} på röstlängden krävs ${yes} ja, hur många som än röstar.`,
    },
    blank: {
      decided:
        "Att ta ställning är att svara ja eller nej. Blanka röster redovisas men påverkar inte andelen.",
      cast: "En blank röst räknas med när andelen räknas ut, och verkar då som ett nej.",
      present: "Den som är med men röstar blankt, eller inte röstar, verkar som ett nej.",
      roll: "Den som röstar blankt, eller inte röstar, verkar som ett nej.",
    },
    quorum: (need: number, roll: number) =>
      `Minst ${need} av ${roll} måste vara med. Annars är inget avgjort, och rösterna förstörs oöppnade.`,
    fewest: (fewest: number) =>
      `Läggs färre än ${fewest} röster förstörs de också oöppnade: så få kan inte hållas hemliga.`,
    presentAtDistance: "På distans är den med som har hämtat sin rösträtt.",
  },
  warnings: {
    small_group: "Gruppen är liten. Då kan siffrorna ibland visa hur någon röstade.",
    too_few_to_open:
      "Ni är för få. Rösterna kommer att förstöras oöppnade, och inget blir avgjort.",
    unanimous: "Alla röstade lika. Därmed vet alla hur alla röstade.",
    all_but_one:
      "Alla utom en röstade lika. Den som röstade annorlunda vet hur alla andra röstade.",
  } as Record<string, string>,
  setUp: {
    title: "Förbered omröstningen",
    introduction:
      "Gå igenom listan uppifrån. Fram till låset går det att ställa in utan att någon har fått en kallelse.",
    states: {
      done: "Klart",
      active: "Gör det här nu",
      ahead: "Kommer sedan",
      toRead: "Att läsa",
      read: "Läst",
    },
    readIt: "Jag har läst det",
    question: {
      title: "Läs frågan",
      why: "Den ställs i precis de här orden. Den nämner ingen, och kommer från er policy.",
    },
    hearing: {
      title: "Hör den det gäller",
      why: "Ingen kallas förrän den som frågan gäller har fått säga sitt.",
      notNeeded: "Er policy ber inte om det inför den här omröstningen.",
      how: "Hur gick det?",
      notRunOut: (when: string) =>
        `Har personen inte svarat? Att tiden gick ut kan du anteckna från ${when}.`,
      options: {
        held: { label: "Samtalet har hållits" },
        declined: { label: "Personen tackade nej" },
        time_ran_out: { label: "Tiden gick ut utan svar" },
      },
      day: "Vilken dag?",
      dayMissing: "Välj dagen då ni talades vid.",
      withWhom: "Vilka var med?",
      withWhomHint: "Läses bara av er som leder omröstningen.",
      reason: "Hur frågade ni, och när?",
      reasonMissing: "Skriv hur ni frågade.",
      missing: "Välj det som stämmer.",
      means: "Det går inte att ändra sedan. Därefter kan du kalla.",
      submit: "Anteckna",
      notSaved: "Någon annan antecknade före dig. Det här skrev du, och det sparades inte:",
      discard: "Ta bort det jag skrev",
      done: {
        held: (day: string) => `Samtalet hölls ${day}.`,
        declined: "Personen tackade nej till att bli hörd.",
        time_ran_out: "Tiden för att bli hörd gick ut utan svar.",
      },
    },
    convening: {
      title: "Bestäm var och när",
      how: "Hur röstar ni?",
      options: {
        in_a_room: {
          label: "I ett rum",
          explanation:
            "Alla är på plats med sin telefon. Du säger till när hämtningen stänger och när röstningen öppnar.",
        },
        at_a_distance: {
          label: "På distans",
          explanation:
            "Var och en röstar där den är. Allt öppnar och stänger på de tider du sätter.",
        },
      },
      missing: "Välj hur ni röstar.",
      drawing: "Hämtningen stänger",
      drawingHint: "Till dess hämtar var och en sin rösträtt. Ge gärna ett dygn.",
      casting: "Röstningen öppnar",
      castingHint: "Samma tid som hämtningen stänger, eller senare.",
      closes: "Röstningen stänger",
      closesHint: {
        in_a_room: "Senast då. Har alla röstat stänger du själv tidigare.",
        at_a_distance: "Har alla röstat kan du stänga tidigare.",
      },
      day: "Dag",
      time: "Klockslag",
      wrongTime: "Skriv ett klockslag, till exempel 18.30.",
      dayMissing: "Välj en dag.",
      order: "Tiderna ska komma i ordning, och efter nu.",
      means: "Du kan ändra det till dess att röstningen öppnar.",
      meansLocked:
        "Låset hävs av det. Sedan låser du på nytt, med gruppen som den är då och ett nytt kontrolltal.",
      lapsed: "En av tiderna har passerat. Bestäm nya.",
      change: "Ändra tiderna",
      submit: "Bestäm",
      done: {
        in_a_room: (closes: string) => `I ett rum. Stänger senast ${closes}.`,
        at_a_distance: (drawing: string, casting: string, closes: string) =>
          `På distans. Hämtningen stänger ${drawing}, röstningen öppnar ${casting} och stänger ${closes}.`,
      },
    },
    rule: { title: "Läs regeln" },
    roll: { title: "Läs vad som inte går att lova" },
    lock: {
      title: "Lås",
      means: [
        "Röstlängd, fråga, regel och tider läggs fast. Ska något ändras efter det låser du om alltihop.",
        "Den som väljs in i gruppen eller lämnar den efter det påverkar inte den här omröstningen.",
        "Nycklar görs som används bara här. Det tar några sekunder.",
        "Ingen får någon kallelse än.",
      ] as readonly string[],

      press: "Lås omröstningen",
      confirmTitle: "Lås omröstningen?",
      confirm: "Lås",
      working: "Nycklarna görs. Det kan ta upp till en halv minut. Ha sidan öppen.",
      done: (count: number) => `Låst, med ${count} på röstlängden.`,
    },
    summons: {
      title: "Läs röstlängden och kalla",
      read: "Jag har läst igenom namnen",
      readFirst: "Läs först igenom namnen, och kryssa för det.",
      wrong: "Saknas någon? Rätta uppdragen under Personer, ändra sedan tiderna och lås på nytt.",
    },
  },
  countsItself:
    "Rösterna räknas av sig själva när tiden för kontroll är slut, om ingen har invänt.",
  accountIsOut: "Gruppen kan nu läsa redogörelsen.",
  acts: {
    summon: {
      title: "Skicka kallelsen",
      press: "Skicka kallelsen",
      confirmTitle: "Skicka kallelsen?",
      confirm: "Skicka",
      means: {
        in_a_room: [
          "Alla på röstlängden får ett mejl med en egen länk.",
          "Med länken hämtar var och en sin rösträtt. Ingen röstar än.",
        ],
        at_a_distance: [
          "Alla på röstlängden får ett mejl med en egen länk.",
          "Med länken hämtar var och en sin rösträtt. Hämtningen stänger av sig själv på utsatt tid.",
        ],
      } as Record<string, readonly string[]>,
    },
    closeDrawing: {
      title: "Stäng hämtningen",
      press: "Stäng hämtningen",
      confirmTitle: "Stäng hämtningen av rösträtter?",
      confirm: "Stäng hämtningen",
      means: {
        in_a_room: [
          "Den som inte har hämtat sin rösträtt kan inte rösta.",
          "Alla på röstlängden får veta om deras länk har använts. Då märks det om någon annan har gjort det.",
          "Ingen röstar förrän du öppnar röstningen.",
        ],
        at_a_distance: [
          "Alla har hämtat, eller så är tiden inne. Då sker det också av sig självt inom kort.",
          "Den som inte har hämtat sin rösträtt kan inte rösta.",
          "Alla på röstlängden får veta om deras länk har använts. Då märks det om någon annan har gjort det.",
        ],
      } as Record<string, readonly string[]>,
    },
    open: {
      title: "Öppna röstningen",
      press: "Öppna röstningen",
      confirmTitle: "Öppna röstningen?",
      confirm: "Öppna röstningen",
      means: {
        in_a_room: [
          "Fråga först om någon har fått veta att länken är använd utan att ha gjort det själv.",
          "Alla som har hämtat sin rösträtt kan rösta nu. Deras sidor går vidare av sig själva.",
          "Efter det går omröstningen inte att ställa in, bara att ogiltigförklara.",
        ],
        at_a_distance: [
          "Tiden är inne. Det sker av sig självt inom kort, eller genast om du trycker.",
          "Alla som har hämtat sin rösträtt får ett mejl och kan rösta.",
          "Efter det går omröstningen inte att ställa in, bara att ogiltigförklara.",
        ],
      } as Record<string, readonly string[]>,
    },
    close: {
      title: "Stäng röstningen",
      press: "Stäng röstningen",
      confirmTitle: "Stäng röstningen?",
      confirm: "Stäng röstningen",
      means: {
        in_a_room: [
          "Alla som har hämtat sin rösträtt har röstat. Ingen kan ändra sig efter det.",
          "Var och ens sida kontrollerar att kuvertet finns med. Be alla se efter på sin sida.",
        ],
        at_a_distance: [
          "Alla som har hämtat sin rösträtt har röstat. Ingen kan ändra sig efter det.",
          "Var och ens sida kontrollerar att kuvertet finns med.",
        ],
      } as Record<string, readonly string[]>,
    },
    certify: {
      title: "Räkna rösterna",
      press: "Räkna rösterna",
      confirmTitle: "Räkna rösterna?",
      confirm: "Räkna",
      means: {
        in_a_room: [
          "Tiden för kontroll är slut. Det sker av sig självt inom kort, eller genast om du trycker.",
          "Resultatet gäller direkt, och nycklarna till kuverten förstörs.",
          "Alla på röstlängden får veta att det finns ett resultat.",
        ],
        at_a_distance: [
          "Tiden för kontroll är slut. Det sker av sig självt inom kort, eller genast om du trycker.",
          "Resultatet gäller direkt, och nycklarna till kuverten förstörs.",
          "Alla på röstlängden får veta att det finns ett resultat.",
        ],
      } as Record<string, readonly string[]>,
    },
    approve: {
      title: "Justera protokollet",
      press: "Protokollet är justerat",
      confirmTitle: "Är protokollet justerat?",
      confirm: "Ja, det är justerat",
      means: {
        in_a_room: [
          "Tryck när protokollet med resultatet är underskrivet.",
          "Omröstningen är därmed avslutad. Resultatet går fortfarande att läsa.",
          "När policyns tid för rösterna är slut förstörs de. Siffrorna och protokollet blir kvar.",
        ],
        at_a_distance: [
          "Tryck när protokollet med resultatet är underskrivet.",
          "Omröstningen är därmed avslutad. Resultatet går fortfarande att läsa.",
          "När policyns tid för rösterna är slut förstörs de. Siffrorna och protokollet blir kvar.",
        ],
      } as Record<string, readonly string[]>,
    },
  },
  waits: {
    newTimes: {
      title: "Bestäm nya tider",
      explanation:
        "Röstningen skulle ha stängt, men den öppnade aldrig. Med nya tider börjar ni om med nya länkar.",
    },
    collecting: {
      title: "Rösträtten hämtas",
      explanation:
        "Hämtningen stänger av sig själv på utsatt tid. Du kan stänga den tidigare först när alla på röstlängden har hämtat.",
    },
    opening: {
      title: "Röstningen öppnar snart",
      explanation:
        "Den öppnar av sig själv på utsatt tid, inte tidigare. Har någon fått veta att länken är använd utan att ha gjort det själv: börja om innan dess.",
    },
    later: {
      title: "Röstningen pågår",
      explanation: (closes: string) =>
        `Den stänger av sig själv ${closes}. Du kan stänga tidigare först när alla som har hämtat sin rösträtt har röstat.`,
    },
    wait: {
      title: "Kvittona kontrolleras",
      left: "Tid kvar",
      explanation:
        "Var och ens sida jämför sitt kvitto med listan över kuvert. Rösterna räknas av sig själva när tiden är slut, om ingen har invänt.",
      ends: (when: string) => `Kontrollen slutar ${when}.`,
    },
    answer: {
      title: "Svara på invändningen",
      explanation: "Inget kuvert öppnas förrän du har svarat.",
    },
    paper: {
      title: "Rösterna på papper räknas",
      explanation:
        "Två räknar dem var för sig och skriver in vad de fann. Inget kuvert öppnas förrän två har räknat lika.",
    },
    none: "Inget mer behöver göras.",
  },
  paper: {
    onPaper: "På papper",
    tooFew: (marked: number, fewest: number) =>
      `${marked} är avprickade för papper, och minst ${fewest} behövs. Låt dem låna en telefon i stället, eller pricka av fler.`,
    mark: {
      why: "Den som inte kan rösta på en telefon kan låna en, eller rösta på papper tillsammans med minst fyra andra.",
      press: "Papper",
      takeBack: "Inte på papper",
      title: (name: string) => `Ska ${name} rösta på papper?`,
      means: (fewest: number): readonly string[] => [
        "Länken slutar gälla. Det går att ändra till dess att hämtningen stänger, men då behövs en lapp.",
        `Minst ${fewest} måste rösta på papper. Annars går hämtningen inte att stänga.`,
        "Rösterna på papper räknas för sig, och siffrorna visas. Röstar alla på papper lika vet alla hur var och en av dem röstade.",
        "Två räknar för hand. De rösterna går inte att räkna om efteråt.",
      ],
      confirm: "Rösta på papper",
    },
    count: {
      title: "Räkna rösterna på papper",
      first: "Räkna rösterna på papper först",
      how: (marked: number, fewest: number): readonly string[] => [
        `${marked} är avprickade för papper. Räkna valsedlarna hopvikta, utan att läsa någon.`,
        `Är de färre än ${fewest} läses ingen: de skulle visa hur någon röstade.`,
        "Annars räknar ni var för sig och skriver in var för sig. Ingen ser vad den andra har skrivit.",
      ],
      ballots: "Antal valsedlar",
      tooFew: (fewest: number) =>
        `Färre än ${fewest}: läs ingen av dem. Förstör dem hopvikta när ni båda har sparat antalet.`,
      faults: {
        ballots: (marked: number) => `Skriv ett antal från 0 till ${marked}.`,
        sum: (ballots: string) => `Ja, nej och blankt ska tillsammans bli ${ballots}.`,
      },
      submit: "Spara min räkning",
      kept: "Det du skrev är kvar här.",
      waits: "Din räkning är sparad. En till ska räkna.",
      again: "Räkna om, och skriv in på nytt.",
      differ:
        "Ni har räknat olika. Räkna om, var för sig. Ingen av er ser vad den andra har skrivit.",
      mine: (yes: number, no: number, blank: number) =>
        `Du räknade ${yes} ja, ${no} nej och ${blank} blankt.`,
      mineUncounted: (ballots: number) => `Du räknade ${ballots} hopvikta valsedlar.`,
      anew: "Räkna om",
    },
  },
  shortfall: {
    soFar: (have: number, need: number) => `Hittills är ${have} med. Minst ${need} behövs.`,
    quorum: (have: number, need: number) =>
      `${have} är med, och ${need} behövs. Blir det inte fler är inget avgjort, och rösterna förstörs oöppnade.`,
    tooFew: (fewest: number) =>
      `Färre än ${fewest} har hämtat sin rösträtt. Blir det inte fler förstörs rösterna oöppnade.`,
  },
  attendance: {
    title: "Deltagande",
    roll: "På röstlängden",
    present: "Med",
    drawn: "Har hämtat sin rösträtt",
    cast: "Har röstat",
    envelopes: "Kuvert i urnan",
    confirmed: "Har bekräftat sitt kvitto",
    paper: "Avprickade för papper",
    paperBallots: "Röster på papper",
    lost: "Hämtade, men förlorade den",
    turnout: {
      none: "Ingen än",
      under_half: "Färre än hälften",
      half_or_more: "Hälften eller fler",
      all: "Alla som har hämtat",
    } as Record<string, string>,
    coarse:
      "Vilka som har röstat, eller exakt hur många, visas för ingen så länge röstningen pågår.",
  },
  roll: {
    title: "Röstlängden",
    count: (count: number) => `${count} på röstlängden`,
    filter: "Visa",
    notDrawn: (count: number) => `Inte hämtat (${count})`,
    everyone: (count: number) => `Alla (${count})`,
    allDrawn: "Alla har hämtat sin rösträtt.",
    hasDrawn: "Har hämtat",
    hasNotDrawn: "Har inte hämtat",
    hasConfirmed: "Har bekräftat",
    presence:
      "Kryssa för dem som är i rummet. De räknas som med även om de inte hämtar sin rösträtt.",
    lineUnknown: "Namnet saknas",
    kept: "Krysset ändrades inte.",
    isThere: "I rummet",
    slipsByOthers:
      "En lapp åt den som inte kan öppna mejlet skrivs ut av två andra än du, från deras egna sidor.",
    slip: "Lapp",
    slips: "Lappar till alla",
    slipAsked: "Lapp begärd",
  },
  slip: {
    ask: (name: string) => `Lapp till ${name}`,
    means: [
      "En lapp är för den som inte kan öppna mejlet. Länken på lappen ersätter den i mejlet.",
      "Två personer behövs: den ena begär lappen, den andra skriver ut den från sin egen sida. Ingen av dem får ha sitt uppdrag bara genom den andra.",
      "Den som leder omröstningen är en av dem bara om det inte finns två andra.",
      "Ge lappen direkt till personen. Den som har lappen kan rösta.",
    ] as readonly string[],
    askedBefore:
      "Någon har redan begärt lappen. Var det inte du skriver du ut den nu. Var det du väntar den på en av de andra.",
    confirm: "Fortsätt",
    kept: "Röstlängden. Se efter vid namnet om lappen är begärd.",
    waiting: (name: string) =>
      `Lappen till ${name} är begärd. Be en av de andra öppna omröstningen på sin egen sida och välja Lapp vid samma namn.`,
    all: {
      title: "Lappar till alla som inte har hämtat",
      means: [
        "Det blir en lapp till var och en på röstlängden som inte har hämtat sin rösträtt. Länken på lappen ersätter den i mejlet.",
        "Två personer behövs: den ena begär lapparna, den andra skriver ut dem från sin egen sida. Ingen av dem får ha sitt uppdrag bara genom den andra.",
        "Den som leder omröstningen är en av dem bara om det inte finns två andra.",
        "Klipp isär arket och ge var och en sin lapp direkt. Den som har lappen kan rösta.",
      ] as readonly string[],
    },
    left: {
      waiting: (count: number) =>
        count === 1
          ? "En lapp är begärd. Be en av de andra öppna omröstningen på sin egen sida och göra likadant."
          : `${count} lappar är begärda. Be en av de andra öppna omröstningen på sin egen sida och göra likadant.`,
      onPaper: (count: number) =>
        count === 1
          ? "En lapp skrivs inte ut: personen är avprickad för papper."
          : `${count} lappar skrivs inte ut: personerna är avprickade för papper.`,
      notIndependent: (count: number) =>
        count === 1
          ? "En lapp skrivs inte ut: den som begärde den och du kan inte skriva ut tillsammans. En av er har sitt uppdrag av den andra ensam."
          : `${count} lappar skrivs inte ut: den som begärde dem och du kan inte skriva ut tillsammans. En av er har sitt uppdrag av den andra ensam.`,
      drawn: (count: number) =>
        count === 1
          ? "En på röstlängden har redan hämtat sin rösträtt och får ingen lapp."
          : `${count} på röstlängden har redan hämtat sin rösträtt och får ingen lapp.`,
    },
    title: (count: number) => (count === 1 ? "Skriv ut lappen" : `Skriv ut ${count} lappar`),
    once: (count: number): string =>
      count === 1
        ? "Den visas bara nu. Stänger du utan att skriva ut får ni begära en ny."
        : "De visas bara nu. Stänger du utan att skriva ut får ni begära nya.",
    how: [
      "Rikta telefonens kamera mot rutan, eller skriv av adressen.",
      "Hämta din rösträtt innan hämtningen stänger.",
      "Lappen är bara din, och länken i mejlet gäller inte längre.",
    ] as readonly string[],
    qr: "QR-kod med länken",
    print: "Skriv ut",
    done: (count: number): string =>
      count === 1 ? "Klar, ta bort den från skärmen" : "Klar, ta bort dem från skärmen",
  },
  objections: {
    title: "Invändningar",
    none: "Ingen har invänt.",
    text: "Invändning",
    answer: "Svar",
    unanswered: "Väntar på svar",
    reply: "Ditt svar",
    replyHint:
      "Gruppen läser svaret. Har invändningen rätt: ogiltigförklara omröstningen i stället.",
    means: "Därefter räknas rösterna när tiden för kontroll är slut.",
    submit: "Svara och gå vidare",
    tooShort: "Skriv ett svar.",
    kept: "Det du skrev är kvar här.",
  },
  complaints: {
    title: "Klagomål på resultatet",
    until: (when: string) =>
      `Den som står på röstlängden kan klaga på resultatet till ${when}. Resultatet gäller under tiden.`,
    over: (when: string) => `Tiden för att klaga på resultatet gick ut ${when}.`,
    none: "Ingen har klagat.",
    mine: "Ditt klagomål. Ingen annan ser att det är ditt.",
    unanswered: "Väntar på svar",
    halfUpheld: "En person ger det rätt",
    dismissed: "Fick inte rätt",
    upheld: "Fick rätt",
    answer: "Svar",
    reason: "Skälet till att ge det rätt",
    waitsForSecond: "Du ger det rätt. Inget händer förrän en till håller med, från sin egen sida.",
    make: {
      open: "Klaga på resultatet",
      label: "Vad var fel?",
      hint: "Skriv vad som hände och vad det betydde för resultatet. Gruppen läser det, men ser inte vem som skrev.",
      means: [
        "Den som leder omröstningen svarar med ett skäl som gruppen läser.",
        "Resultatet gäller tills något annat är sagt.",
        "Du kan klaga en gång. Skriv därför allt du har att säga.",
      ] as readonly string[],
      submit: "Skicka klagomålet",
      tooShort: "Skriv vad som var fel.",
      kept: "Det du skrev är kvar här.",
    },
    reply: {
      verdict: "Vad är rätt?",
      verdicts: {
        dismissed: { label: "Resultatet står sig", explanation: "Gruppen läser varför." },
        upheld: {
          label: "Klagomålet har rätt",
          explanation: "Inget händer förrän en till håller med. Då faller resultatet.",
        },
      },
      verdictMissing: "Välj det som stämmer.",
      reason: "Varför?",
      orDismiss: "Håller du inte med? Skriv varför resultatet står sig.",
      hint: "Gruppen läser det.",
      submit: "Svara",
      dismiss: "Resultatet står sig",
      tooShort: "Skriv varför.",
      kept: "Det du skrev är kvar här.",
    },
    agree: {
      explanation: "En person ger klagomålet rätt. Håller du med faller resultatet.",
      press: "Jag håller med",
      confirmTitle: "Ska resultatet falla?",
      confirm: "Ja, det faller",
      means: [
        "Omröstningen blir ogiltig, och gruppen läser skälet. Det går inte att ångra.",
        "Ett uteslutningsärende som resultatet öppnade har ingen grund längre.",
        "Protokollsutdraget går fortfarande att läsa och räkna om.",
        "Frågan kan väckas på nytt.",
      ] as readonly string[],
      kept: "Resultatet är kvar.",
    },
  },
  endings: {
    title: "Om något är fel",
    reason: "Varför?",
    reasonHint: "Gruppen läser det.",
    reasonMissing: "Skriv varför.",
    kept: "Omröstningen är kvar. Det du skrev står här.",
    cancel: {
      open: "Ställ in omröstningen",
      title: "Ställ in omröstningen?",
      means:
        "Den går inte att ta upp igen. Länkar som har skickats slutar gälla. En ny fråga kan väckas.",
      confirm: "Ställ in",
    },
    void: {
      open: "Ogiltigförklara omröstningen",
      title: "Ogiltigförklara omröstningen?",
      means:
        "Inga röster räknas. De som har lagts förstörs oöppnade, och det går inte att ångra. En ny fråga kan väckas.",
      confirm: "Ogiltigförklara",
    },
    anew: {
      open: "Någon annan har använt en länk",
      title: "Börja om med nya länkar och tider?",
      why: "En hämtad rösträtt går inte att ta tillbaka. Därför börjar ni om, med nya tider.",
      means: [
        "Alla länkar slutar gälla, och det som har hämtats gäller inte längre.",
        "Sedan låser du på nytt, med gruppen som den är då och nya nycklar, och skickar kallelsen igen.",
        "Ingen får veta det förrän den nya kallelsen går ut. Säg till gruppen.",
      ] as readonly string[],
      confirm: "Börja om",
      tooLate: "Röstningen har öppnat. Nu går det bara att ogiltigförklara omröstningen.",
    },
    cancelled: "Omröstningen är inställd",
    voided: "Omröstningen är ogiltig",
    overturned: "Resultatet gäller inte längre",
    overturnedMore:
      "Ett klagomål fick rätt. Det som räknades står kvar här nedanför, men avgör inget.",
    because: "Skälet",
  },
  result: {
    title: "Resultat",
    titleOverturned: "Vad räkningen visade",
    share: {
      decided: (yes: number, base: number) => `${yes} av ${base} som tog ställning svarade ja.`,
      cast: (yes: number, base: number) => `${yes} av ${base} som röstade svarade ja.`,
      present: (yes: number, base: number) => `${yes} av ${base} som var med svarade ja.`,
      roll: (yes: number, base: number) => `${yes} av ${base} på röstlängden svarade ja.`,
    },
    needed: (needed: number) => `Det krävdes ${needed}.`,
    inquorateMore:
      "För få var med. Rösterna har förstörts oöppnade, så ingen vet hur någon röstade.",
    lostMore: (lost: number) =>
      lost === 1
        ? "En röst gick förlorad, och den kunde ha avgjort."
        : `${lost} röster gick förlorade, och de kunde ha avgjort.`,
    paper: (yes: number, no: number, blank: number) =>
      `På papper blev det ${yes} ja, ${no} nej och ${blank} blankt, som är med i siffrorna. Två räknade dem för hand var för sig. De rösterna går inte att räkna om: de bygger på vad de två har sagt.`,
    paperUncounted: (count: number) =>
      count === 1
        ? "En enda röst på papper lämnades in. Den förstördes oläst, för att ingen skulle se hur någon röstade."
        : `Bara ${count} röster på papper lämnades in. De förstördes olästa, för att ingen skulle se hur någon röstade.`,
    yes: "Ja",
    no: "Nej",
    blank: "Blankt",
    margin: "Marginal",
    marginIs: (over: number) =>
      over === 0
        ? "precis på gränsen"
        : over > 0
          ? `${over} över gränsen`
          : `${-over} under gränsen`,
    overturn: (count: number) =>
      count === 1
        ? "En enda ändrad röst hade gett ett annat resultat."
        : `Det hade krävts ${count} ändrade röster för ett annat resultat.`,
    unconfirmed: (count: number) =>
      count === 0
        ? "Alla som hämtade sin rösträtt har bekräftat sitt kvitto."
        : `${count} som hämtade sin rösträtt har inte bekräftat sitt kvitto. Fler kuvert än så kan ingen ha ändrat, lagt till eller tagit bort utan att det har märkts. Var och en kan flytta marginalen två steg.`,
    follows: "Det här följer",
    exclusion:
      "Ett uteslutningsärende är öppnat. Det följer av resultatet, vad styrelsen än har beslutat förut.",
    nothing: "Inget mer följer av omröstningen.",
    advice: "Svaret är ett råd. Styrelsen beslutar.",
    undecided: "Inget är avgjort. Frågan kan väckas på nytt.",
    seeExclusion: "Se uteslutningsärenden",
    bulletin: "Protokollsutdrag",
    bulletinWhy:
      "En fil med allt som behövs för att räkna om rösterna. Den nämner ingen, och vem som helst kan kontrollera den.",
    download: "Hämta filen",
    keptUntil: (when: string) =>
      `Rösterna och filen förstörs ${when}, som policyn säger, om inget klagomål väntar på svar. Siffrorna och protokollet blir kvar.`,
    destroyed: (when: string) =>
      `Rösterna och filen förstördes ${when}, som policyn säger. Siffrorna och protokollet finns kvar. Den som sparade filen kan fortfarande räkna om den.`,
    verifierWhy:
      "Sidan som räknar om rösterna är också en fil. Öppna den från datorn och välj protokollsutdraget: den kräver ingen inloggning, inget nät.",
    verifier: "Hämta sidan som räknar om",
    verifierHash: "Dess SHA-256, för den som vill jämföra:",
    kept: "Resultatet är kvar.",
  },
  minutes: {
    title: "Protokoll",
    what: "Frågan, regeln, resultatet med alla siffror, invändningar med svar, och hur man räknar om rösterna. Det säger vem frågan gäller, så visa det bara för gruppen.",
    next: "Skriv ut det, läs igenom det tillsammans och skriv under.",
    download: "Protokoll (PDF)",
    file: "protokoll",
  },
  projector: {
    open: "Visa för rummet",
    how: "Öppnas i en egen flik, utan namn. F fyller skärmen, Esc stänger.",
    notYours: "Den här sidan öppnas av den som leder omröstningen eller hjälper till med den.",
    beside: "Röstsidan och kontrolltalet",
    valid: (present: number, roll: number, fewest: number) =>
      `Minst ${present} av ${roll} måste vara med, och minst ${fewest} rösta. Annars är inget avgjort.`,
    scenes: {
      draw: "Hämta",
      wait: "Vänta",
      vote: "Rösta",
      check: "Kontrollera",
      answer: "Vänta",
      paper: "Räkning",
      count: "Räkning",
      result: "Klart",
      cancelled: "Inställt",
      void: "Ogiltigt",
    },
    now: {
      before: "Det börjar strax.",
      draw: "Öppna din egen länk och hämta din rösträtt. Ingen röstar än.",
      wait: "Ha din egen sida öppen. Säg till nu om någon annan har använt din länk.",
      vote: "Rösta på din egen sida. Du kan ändra dig tills röstningen stänger.",
      check: "Se efter på din egen sida att ditt kuvert finns med. Är något fel, invänd där.",
      answer: "Någon har invänt. Inget kuvert öppnas förrän invändningen är besvarad.",
      paper:
        "Två räknar rösterna på papper. Inget kuvert öppnas förrän de har räknat lika var för sig.",
      count: "Tiden för kontroll är slut. Rösterna räknas.",
      result: "Resultatet är klart.",
      cancelled: "Inga röster räknas.",
      void: "Inga röster räknas. De som hade lagts förstörs oöppnade.",
    },
    tellersCount: "Tiden för kontroll är slut. Rösträknarna öppnar och räknar.",
    drawn: {
      none: "Ingen har hämtat än.",
      under_half: "Färre än hälften har hämtat.",
      half_or_more: "Hälften eller fler har hämtat.",
      all: "Alla har hämtat.",
    },
    cast: {
      none: "Ingen har röstat än.",
      under_half: "Färre än hälften har röstat.",
      half_or_more: "Hälften eller fler har röstat.",
      all: "Alla som har hämtat har röstat.",
    },
    qr: "QR-kod till röstsidan",
    entry: "I mejlet eller på lappen finns din egen länk.",
    hash: "Kontrolltal. Ska stå likadant hos dig.",
    overturned: "Ett klagomål fick rätt. Resultatet gäller inte längre.",
    lost: "Sidan når inte servern just nu och försöker igen.",
  },
  forGroup: {
    raised:
      "Den som frågan gäller ska få chansen att bli hörd. Sedan bestämmer den som leder när ni röstar.",
    hearing: "Hörandet är klart. Den som leder bestämmer när ni röstar.",
    convened: "Tiden är bestämd. Du får en länk i ett mejl när kallelsen går ut.",
    roll_locked: "Allt är låst. Du får snart en länk i ett mejl.",
    credentials_out: "Öppna din egen länk i mejlet, och hämta din rösträtt. Ingen röstar än.",
    drawingClosed: "Hämtningen är stängd. Röstningen öppnar snart; ha din egen länk öppen.",
    open: "Rösta med din egen länk. Du kan ändra dig tills det stänger.",
    closed: "Röstningen är stängd. Öppna din egen länk: där ser du att ditt kuvert finns med.",
    counted: "Rösterna är räknade.",
    certified: "Resultatet gäller. Protokollet justeras.",
    minutes_approved: "Protokollet är justerat, och omröstningen avslutad.",
    cancelled: "Inga röster har räknats.",
    void: "Inga röster har räknats. De som hade lagts förstördes oöppnade.",
  } as Record<string, string>,
  forGroupTitle: "Just nu",
  times: {
    drawing: (when: string) => `Hämtningen stänger ${when}.`,
    reminder: (when: string) => `En påminnelse skickas ${when} till dem som inte har hämtat.`,
    casting: (when: string) => `Röstningen öppnar ${when}.`,
    closes: (when: string) => `Röstningen stänger ${when}.`,
    closesLatest: (when: string) => `Röstningen stänger senast ${when}.`,
  },
};

export type VotesTexts = typeof votes;
export default votes;
