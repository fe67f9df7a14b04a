import type { components } from "../api/schema";

type Schemas = components["schemas"];

const informing = {
  title: "Till medlemmarna",
  introduction:
    "Vart de vänder sig om något händer. Texten skrivs av systemet och följer uppdragen.",
  waiting: "Hämtar texten",
  standing: {
    title: "När det ska göras",
    everyone: (day: string) => `Alla ska få texten senast ${day}`,
    everyoneLate: (day: string) => `Alla skulle ha fått texten ${day}`,
    never: "Medlemmarna har inte fått texten än",
    new: (since: string, day: string) => `Någon ny sedan ${since} ska få texten senast ${day}`,
    newLate: (since: string) => `Någon ny sedan ${since} har inte fått texten`,
    noNew: "Alla nya har fått den",
    changed: "Texten har ändrats sedan den skickades",
    changedWhy: "Ett uppdrag, ett nummer eller ett ord är ett annat nu. Skicka gärna den nya.",
  },
  doubts: {
    title: "Se över det här först",
    why: "Du kan skicka texten ändå, men då får medlemmarna det som står.",
    kinds: {
      nobody: (office: string) => `${office}: ingen har uppdraget`,
      "no-number": (office: string) => `${office}: inget nummer är publicerat`,
      "not-published": (_office: string, name: string) => `${name} har inget publicerat nummer`,
      "never-verified": (_office: string, name: string) => `Numret till ${name} är aldrig provat`,
      "too-old": (_office: string, name: string, day: string) =>
        `Numret till ${name} provades senast ${day}`,
    } as Record<Schemas["Doubt"], (office: string, name: string, day: string) => string>,
    see: "Till personen",
  },
  sheet: {
    title: "Texten",
    language: "Språk i texten",
    languages: { sv: "Svenska", en: "Engelska" } as Record<Schemas["Language"], string>,
    copy: "Kopiera texten",
    copied: "Texten är kopierad.",
    copyFailed: "Det gick inte att kopiera. Markera texten och kopiera för hand.",
    print: "Skriv ut bladet",
    version: (mark: string) => `Textens märke: ${mark}`,
  },
  tell: {
    title: "Skriv upp att de har fått veta",
    who: "Vem fick texten",
    audiences: { everyone: "Alla medlemmar", new: "De som är nya" } as Record<
      Schemas["Audience"],
      string
    >,
    how: "Hur",
    ways: { mail: "Mejl", meeting: "Möte", paper: "Papper", web: "Webben" } as Record<
      Schemas["InformedBy"],
      string
    >,
    day: "Vilken dag",
    isThis: "Det var texten som står här nu",
    isThisHint: "Ta bort krysset om det som gick ut var en äldre text.",
    submit: "Skriv upp",
    done: "Uppskrivet.",
    kept: "Det du valde står kvar.",
  },
  joined: {
    open: "Någon ny har gått med",
    why: "Utan namn. Den som läggs till bland personer räknas in av sig själv.",
    day: "Vilken dag",
    submit: "Lägg till",
    cancel: "Avbryt",
  },
  log: {
    title: "Det som har gjorts",
    empty: "Här står när medlemmarna fick veta, och hur",
    line: (day: string, way: string, audience: string) =>
      `${day}, ${way.toLowerCase()}: ${audience}`,
    by: (name: string, when: string) => `${name} skrev upp det ${when}`,
    same: "Samma text som nu",
    other: "En äldre text",
  },
};

export default informing;
