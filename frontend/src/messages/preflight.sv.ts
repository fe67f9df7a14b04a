/** What whoever leads a vote reads through before the lock. */
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const members = (count: number) =>
  count === 1 ? "en ordinarie ledamot" : `${count} ordinarie ledamöter`;
const substitutes = (count: number) => (count === 1 ? "en ersättare" : `${count} ersättare`);

const preflight = {
  states: { toAnswer: "Att svara på", answered: "Svarat", again: "Läs igen" },
  keeping: "Sparas",
  outdated: "Det här har ändrats sedan du läste det. Läs igen.",
  whenConvened: "Kryssa för det när du har bestämt var och när ni röstar.",
  waiting: "Hämtar det du ska läsa",
  changed: "Något har ändrats",
  parts: {
    statute: "vad som gäller",
    hearing: "samtalen",
    roll: "namnen",
    rule: "regeln",
    question: "frågan",
    account: "styrelsens redogörelse",
    caution: "vad som inte går att lova",
    conflicts: "frågan om jäv",
    warnings: "varningen",
  },
  left: (parts: string) => `Läs först igenom det som står ovanför. Kvar: ${parts}.`,
  account: {
    title: "Styrelsens redogörelse",
    ask: "En ledamot har väckt frågan. Lämna styrelsens redogörelse, eller skriv varför ni inte lämnar någon.",
    how: "Vad svarar styrelsen?",
    options: {
      account: { label: "Styrelsen lämnar en redogörelse" },
      none: { label: "Styrelsen lämnar ingen" },
    },
    missing: "Välj det som stämmer.",
    text: { account: "Redogörelsen", none: "Varför inte?" },
    hint: "Gruppen läser det när kallelsen har gått ut.",
    tooShort: "Skriv några ord.",
    save: "Spara svaret",
    change: "Ändra svaret",
    none: "Styrelsen lämnar ingen redogörelse.",
    readFrom: "Gruppen läser det när kallelsen har gått ut. Till dess kan du ändra det.",
    waits: "Väntar på styrelsens redogörelse",
    asked: "Styrelsen är ombedd att lämna sin redogörelse.",
    answered: "Styrelsen har svarat. Du läser svaret när kallelsen har gått ut.",
    now: "En ledamots fråga väntar på styrelsens redogörelse",
    nowTitle: "Omröstningar som väntar på dig",
  },
  statute: {
    title: "Välj vad som gäller",
    which: "Vad bestämmer vilka som får rösta?",
    options: {
      association_policy: {
        label: "Föreningens policy",
        explanation: (ordinary: number, others: number) =>
          others === 0
            ? `Då röstar ${members(ordinary)}. Det är så er policy säger.`
            : `Då röstar ${members(ordinary)} och ${substitutes(others)}. Det är så er policy säger.`,
      },
      group_statute: {
        label: "Gruppens egna stadgar",
        explanation: (ordinary: number, _others: number) =>
          `Då röstar bara ${members(ordinary)}. Både den det gäller och förbundet ska ha hörts först, eller ha fått tid på sig att svara.`,
      },
    },
    missing: "Välj det som gäller hos er.",
    federation: {
      how: "Hur gick det med förbundet?",
      options: {
        held: "Förbundet har hörts",
        declined: "Förbundet tackade nej",
        time_ran_out: "Tiden gick ut utan svar",
      },
      notRunOut: (when: string) =>
        `Har förbundet inte svarat? Att tiden gick ut kan du anteckna från ${when}.`,
      missing: "Välj det som stämmer.",
      day: "Vilken dag?",
      dayMissing: "Välj dagen då förbundet hördes.",
      done: {
        held: (day: string) => `Förbundet hördes ${day}.`,
        declined: (_day: string) => "Förbundet tackade nej till att bli hört.",
        time_ran_out: (_day: string) => "Förbundets tid att bli hört gick ut utan svar.",
      },
    },
    paragraph: "Vilken paragraf?",
    paragraphHint: "Till protokollet. Till exempel § 7.",
    save: "Spara",
    change: "Ändra",
  },
  hearing: {
    needed: "Gruppens stadgar ber om att den det gäller hörs först.",
  },
  roll: {
    title: "Läs namnen",
    count: (ordinary: number, others: number) =>
      others === 0
        ? `${capital(members(ordinary))} får rösta. Den frågan gäller är inte med.`
        : `${ordinary + others} får rösta: ${members(ordinary)} och ${substitutes(others)}. Den frågan gäller är inte med.`,
    members: "Ordinarie ledamöter",
    substitutes: "Ersättare",
    none: "Ingen får rösta än. Se under Personer att gruppen finns med.",
    wrong: "Stämmer det inte? Rätta uppdragen under Personer och kom tillbaka hit.",
    read: (count: number) => `Jag har läst alla ${count} namn`,
  },
  rule: { read: "Jag har läst regeln och siffrorna" },
  conflicts: {
    title: "Fråga om jäv",
    ask: "Fråga alla som leder, hjälper till eller räknar: är du en del av det som har hänt, eller står du nära någon som är det?",
    how: "Vad svarade de?",
    options: {
      nobody: { label: "Ingen är en del av det" },
      some: { label: "Någon är det" },
      myself: { label: "Jag är det själv" },
    },
    missing: "Välj det som stämmer.",
    person: (number: number) => `Person ${number}`,
    choose: "Välj en person",
    add: "En till",
    fewer: "En färre",
    personMissing: "Välj en person på varje rad.",
    means:
      "De leder inte, hjälper inte till och räknar inte. De får rösta. Gruppen får veta hur många de är, inte vilka.",
    myself: {
      means: [
        "Du slutar leda omröstningen och ser den inte förrän kallelsen går ut. Du får rösta som alla andra.",
        "Vice ordföranden, eller ordföranden, går vidare. Kan ingen av dem det gör styrelsen det. De får ett mejl om att något väntar.",
        "Den som går vidare läser igenom allt på nytt.",
        "Det går inte att ångra här.",
      ] as readonly string[],
      press: "Lämna över",
      confirmTitle: "Lämna över till någon annan?",
      confirm: "Lämna över",
    },
    save: "Spara",
    change: "Ändra",
    done: (count: number) =>
      count === 0
        ? "Alla är tillfrågade. Ingen är en del av det."
        : count === 1
          ? "Alla är tillfrågade. En person är en del av det och håller sig borta."
          : `Alla är tillfrågade. ${count} personer är en del av det och håller sig borta.`,
  },
  warnings: { read: "Jag har läst varningen" },
  told: {
    title: "Det här gicks igenom före låset",
    statute: {
      association_policy: "Föreningens policy bestämmer vilka som får rösta.",
      group_statute: "Gruppens egna stadgar bestämmer vilka som får rösta: ordinarie ledamöter.",
    },
    paragraph: (paragraph: string) => `Paragraf: ${paragraph}`,
    roll: (count: number) => `${count} namn på röstlängden lästes igenom.`,
    rule: (of: number, needed: number) => `Om alla ${of} tar ställning krävs ${needed} ja.`,
    declared: (count: number) =>
      count === 0
        ? "Alla som leder, hjälper till eller räknar är tillfrågade om jäv. Ingen anmälde något."
        : count === 1
          ? "En person anmälde jäv, och håller sig borta från allt utom att rösta."
          : `${count} personer anmälde jäv, och håller sig borta från allt utom att rösta.`,
  },
};

export type PreflightTexts = typeof preflight;
export default preflight;
