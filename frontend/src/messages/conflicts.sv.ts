/** Who is part of a matter and who is kept out of it: the words of one part of a case's page, and of leaving it. */
const conflicts = {
  waiting: "Hämtar listan",
  roles: {
    affected: "Den det gäller",
    suspected: "Misstänkt",
    accused: "Anklagad",
    witness: "Vittne",
    close: "Närstående till någon av dem",
  },
  parties: {
    title: "Vilka det handlar om",
    explanation: "Att du läser listan antecknas, som när du öppnar en text.",
    open: "Visa",
    empty: "Ingen är namngiven än.",
    onlyName: "står inte i registret",
    since: (when: string) => `Namngiven ${when}`,
  },
  bars: {
    title: "Hålls utanför",
    explanation:
      "De här ser inte att ärendet finns: inte i listor, inte i sökningar, inte i meddelanden.",
    empty: "Ingen hålls utanför.",
    unknown: "Någon som inte finns i registret längre",
    why: {
      "named-in-report": "Kan vara nämnd i det som berättades",
      suspected: "Misstänkt",
      accused: "Anklagad",
      witness: "Vittne",
      close: "Närstående till någon av dem",
      declared: "Har själv sagt sig vara inblandad",
      returning: "Vill komma tillbaka",
      affected: "Utsatt",
    },
    alike: (who: string) => `Det finns en till som kan vara ${who}`,
    alikeMeans:
      "Samma namn eller telefonnummer står en gång till i registret, och den raden är inte stängd ute. Är det samma person? Namnge den också.",
    provisional: "Tills någon har kontrollerat",
    firm: "Bekräftat",
    since: (when: string) => `Sedan ${when}`,
    confirm: "Det är den här personen",
    confirmTitle: (who: string) => `Vem är ${who} i det som har hänt?`,
    confirmMeans: "Personen fortsätter att hållas utanför.",
    confirmSuspected:
      "Bekräftar du som misstänkt ser bara de som kartlägger det efteråt. Personen försvinner ur listan här.",
    confirmNow: "Bekräfta",
    lift: "Släpp spärren",
    liftTitle: (who: string) => `Släpp spärren för ${who}`,
    liftMeans:
      "Det krävs två. När en till har sagt ja är spärren borta, men personen får inte tillbaka något av sig själv.",
    liftReason: "Varför ska den släppas?",
    liftNow: "Jag tycker att den ska släppas",
    agree: "Jag håller med: släpp spärren",
    asked: (who: string, when: string) =>
      `${who} vill släppa spärren, ${when}. Det krävs en person till.`,
    askedByMe: (when: string) => `Du vill släppa spärren, ${when}. Det krävs en person till.`,
    keep: "Behåll spärren",
    lifted: "Spärren är släppt.",
    waitsForSecond: "Antecknat. Nu krävs en person till.",
    chooseRole: "Välj ett av alternativen.",
  },
  name: {
    title: "Namnge någon",
    explanation:
      "Den som är anklagad, misstänkt, vittne eller närstående får inte ha någon uppgift i ärendet. När du namnger någon stängs personen ute genast: inget i ärendet syns, nycklarna byts och uppgifterna går till nästa i tur.",
    readFirst: "De här har läst eller kan läsa. Det som är läst går inte att ta tillbaka.",
    nobodyRead: "Ingen har öppnat något än.",
    reporter: "Den som berättade",
    hasOpened: (parts: string, when: string) => `Har öppnat ${parts}, senast ${when}`,
    canRead: "Har inte öppnat något än",
    left: "inte längre med",
    as: "Vem är personen i det som har hänt?",
    who: "Vem?",
    choose: "Välj en person",
    notThere: "Står inte i registret",
    name: "Namn, så som det sades",
    nameHint:
      "Alla i registret som namnet kan syfta på hålls utanför tills någon har kontrollerat.",
    submit: "Namnge",
    sureTitle: (who: string) => `Stänga ute ${who}?`,
    sureMeans:
      "Det sker genast. Att släppa in personen igen kräver två. Namnge bara den som du har skäl att tro är inblandad.",
    affectedTitle: (who: string) => `${who} är den det gäller?`,
    affectedMeans:
      "Personen får läsa det som är hens, och lämnar eventuella uppgifter för föreningen i ärendet.",
    missing: { role: "Välj ett av alternativen.", who: "Välj en person eller skriv ett namn." },
    done: "Namngiven.",
    kept: "Det du skrev är kvar. Ingen är namngiven.",
  },
  declare: {
    title: "Är du själv inblandad?",
    explanation:
      "Känner du någon av dem väl, eller rör det dig själv, ska du inte ha någon uppgift här. Det är rätt att säga till, och ingen tolkar det som något annat.",
    reason: "Varför? Läses av dem som har nyckel till händelsen.",
    open: "Jag är inblandad",
    sureTitle: "Lämna ärendet",
    sureMeans:
      "Dina uppgifter går till nästa i tur och ärendet försvinner för dig. Att komma in igen kräver två andra.",
    submit: "Lämna ärendet",
    needsReason: "Skriv några ord om varför.",
    kept: "Det du skrev är kvar. Du är fortfarande med.",
  },
  cancel: "Avbryt",
};

export default conflicts;
