import type { components } from "../api/schema";

const settings = {
  title: "Inställningar",
  notYours: "Inställningarna sköts av administratören.",
  save: "Spara",
  saved: "Sparat",
  kept: "Det du fyllde i är kvar.",
  association: {
    title: "Föreningen",
    neutralName: "Neutralt namn",
    neutralNameHint:
      "Det enda namn som syns för utomstående och i webbläsarens flik. Låt det inte avslöja något.",
    name: "Föreningens namn",
    municipality: "Kommun",
    language: "Språk från början",
  },
  clients: {
    title: "Andra system",
    explanation: "System som får hämta eller lämna uppgifter. Inget av dem kommer åt ett ärende.",
    empty: "Här visas system som du släpper in.",
    name: "Systemets namn",
    make: "Släpp in systemet",
    made: "Systemet är insläppt",
    once: "Hemligheten visas bara nu. Spara den i det andra systemet.",
    id: "Id",
    secret: "Hemlighet",
    end: "Avsluta tillgången",
    endTitle: (name: string) => `Avsluta tillgången för ${name}`,
    endMeans:
      "Systemet kan inte hämta eller lämna något från och med nu. Det går inte att ångra, men du kan släppa in det igen med en ny hemlighet.",
    ended: "Avslutad",
    chooseOne: "Välj minst en sak som systemet får göra.",
    scopes: {
      "people:read": "Läsa personer och uppdrag",
      "nominations:check": "Fråga om nomineringar",
      "policy:read": "Läsa policyn",
    } as Record<components["schemas"]["Scope"], string>,
  },
  audit: {
    title: "Händelseloggen",
    explanation:
      "Skriv ut eller spara koden ibland. Med den går det att visa att ingen har ändrat loggen i efterhand.",
    late: "Nya händelser har väntat för länge på att låsas. Be den som driver systemet titta.",
    none: "Här kommer koden när de första händelserna har låsts. Det sker av sig självt.",
    head: (number: number) => `Länk ${number}`,
  },
};

export default settings;
