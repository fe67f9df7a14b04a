import type { components } from "../api/schema";

type Schemas = components["schemas"];

const safety = {
  title: "Trygghet framåt",
  why: "Hur det ser ut framöver, och vad föreningen ordnar. Den det gäller ska aldrig behöva ordna det själv.",
  waiting: "Hämtar bedömningen",
  states: {
    not_made: "Ingen bedömning är gjord än",
    holds: "Bedömningen gäller",
    to_review: "Bedömningen behöver ses över",
  } as Record<Schemas["AssessmentState"], string>,
  open: "Läs bedömningen och åtgärderna",
  openWhy: "Att du läser antecknas.",
  until: (day: string) => `Gäller till och med ${day}`,
  written: (name: string, when: string) => `Skriven av ${name}, ${when}`,
  reviewed: (name: string, when: string) => `Gäller fortfarande, enligt ${name}, ${when}`,
  someone: "någon",
  earlier: "Tidigare bedömningar",
  still: {
    open: "Den gäller fortfarande",
    day: "Till och med vilken dag",
    submit: "Spara den nya dagen",
  },
  write: {
    first: "Skriv en bedömning",
    anew: "Skriv en ny bedömning",
    text: "Hur ser det ut framåt?",
    hint: "Vad kan hända, var och när? Gå igenom arrangemang, kampanjer och möten.",
    day: "Gäller till och med",
    submit: "Spara bedömningen",
    cancel: "Avbryt",
    kept: "Det du skrev står kvar.",
  },
  measures: {
    title: "Det som ordnas",
    empty: "Här står det som ordnas, och vem som ser till det",
    emptyWhy: "Fråga den det gäller vad som skulle kännas tryggt.",
    sealed: "Läs ovan för att se vad det är",
    states: {
      planned: "Planerat",
      in_place: "På plats",
      ended: "Avslutat",
      not_needed: "Behövs inte",
    } as Record<Schemas["SafetyState"], string>,
    late: "Skulle vara på plats",
    due: (day: string) => `på plats senast ${day}`,
    who: (name: string) => `${name} ser till det`,
    nobody: "Någon annan behöver se till det",
    inPlace: "På plats nu",
    end: "Avsluta",
    notNeeded: "Behövs inte",
    plan: "Planera igen",
    reason: "Varför",
    confirm: "Spara",
    because: (reason: string) => `Därför: ${reason}`,
    handOver: "Låt någon annan se till det",
    handedTo: "Vem",
  },
  add: {
    open: "Ordna något",
    kind: "Vad",
    text: "Hur, när och var?",
    who: "Vem ser till det",
    whoHint:
      "Någon i ärendet, aldrig den det gäller. Berätta för hen: alla i ärendet läser inte det här.",
    choose: "Välj",
    due: "På plats senast",
    submit: "Lägg till",
  },
};

export default safety;
