import type { components } from "../api/schema";

type Schemas = components["schemas"];

const events = {
  title: "Arrangemang",
  introduction:
    "Möten, kampanjer och torgdagar. Säkerheten på dem är föreningens sak, och den ses över före varje tillfälle.",
  waiting: "Hämtar arrangemangen",
  empty: "Här står det som är på gång",
  emptyWhy: "Lägg till ett arrangemang, så ser någon över det i tid.",
  past: "Det som har varit",
  where: (when: string, place: string) => `${when}, ${place}`,
  responsible: (name: string) => `${name} håller i det`,
  calledOff: "Inställt",
  toSeason: "Till valsäsongen",
  states: {
    ahead: "Ska ses över",
    due: "Ska ses över nu",
    done: "Genomgånget",
    missed: "Sågs inte över",
    called_off: "Inställt",
  } as Record<Schemas["EventCheckState"], string>,
  dueBy: (when: string) => `senast ${when}`,
  ticked: (done: number, of: number) => `${done} av ${of} genomgångna`,
  check: {
    open: "Se över",
    note: "Anteckning",
    noteHint: "Skriv inget om någon enskild.",
    submit: "Spara",
    close: "Stäng",
    by: (name: string, when: string) => `${name}, ${when}`,
    kept: "Det du har kryssat i står kvar.",
  },
  form: {
    add: "Lägg till arrangemang",
    change: "Ändra",
    title: "Vad",
    titleHint: "Alla med uppdrag läser det här. Skriv inget om någon enskild.",
    place: "Var",
    day: "Vilken dag",
    time: "Klockan",
    wrongTime: "Skriv en tid, till exempel 17:00.",
    who: "Vem håller i det",
    choose: "Välj",
    submit: "Spara",
    cancel: "Avbryt",
    kept: "Det du skrev står kvar.",
  },
  callOff: {
    open: "Ställ in",
    ask: "Arrangemanget står kvar som inställt.",
    yes: "Ja, ställ in",
    no: "Nej, låt det stå",
  },
};

export default events;
