/** How a person's measures stand, as the card about them says it. Pure; the words come along. */
import type { components } from "../../api/schema";
import type { MeasuresTexts } from "../../messages/measures.sv";
import type { StatusTone } from "../../ui/StatusWord.svelte";
import type { Standing } from "../standing";

type Schemas = components["schemas"];
export type Asked = Schemas["AskedRead"];
export type Measure = Schemas["MeasureRead"];
export type Status = Schemas["MeasureStatus"];

const tones: Record<Status, StatusTone> = {
  demanded: "waiting",
  active: "paused",
  refused: "stopped",
  unanswered: "stopped",
  resigned: "done",
  ended: "done",
  converted: "done",
  required: "waiting",
  offered: "ahead",
  started: "active",
  completed: "done",
  declined: "stopped",
  lifted: "closed",
};

export const toneOf = (status: Status): StatusTone => tones[status];

export type Where = "late" | "decided" | "waits" | "nothing" | "answered" | "cleared";

/** Most pressing first. */
const wheres: readonly Where[] = ["late", "decided", "waits", "nothing", "answered", "cleared"];

const toneAt: Record<Where, StatusTone> = {
  late: "attention",
  decided: "active",
  waits: "waiting",
  nothing: "active",
  answered: "done",
  cleared: "closed",
};

const waitingIn = (of: Asked): number =>
  of.measures.filter(({ status }) => status === "demanded").length;

export function whereOf(of: Asked): Where {
  if (of.measures.length === 0) return of.is_accused ? "nothing" : "cleared";
  if (of.measures.every(({ status }) => status === "lifted")) return "cleared";
  if (of.decided.leaving && of.is_accused && of.measures.every(({ kind }) => kind !== "leaving"))
    return "decided";
  if (waitingIn(of) > 0) return "waits";
  return of.measures.some((one) => one.is_late) ? "late" : "answered";
}

/** Where it is, what is next and whose it is. An answer is waited for from whoever was asked. */
export function standingOf(
  of: Asked,
  words: Pick<MeasuresTexts, "where" | "next" | "who" | "unknown">,
): Standing {
  const at = whereOf(of);
  const word = at === "waits" ? words.where.waits(waitingIn(of)) : words.where[at];
  if (at === "answered" || at === "cleared")
    return { word, tone: toneAt[at], isOver: at === "cleared" };
  const who = at === "waits" ? (of.person?.display_name ?? words.unknown) : words.who.leads;
  return { word, tone: toneAt[at], next: words.next[at], who };
}

/** The one whose measures press most: what the overview says of them all. */
export function mostPressing(all: readonly Asked[]): Asked | null {
  const rank = (one: Asked): number => wheres.indexOf(whereOf(one));
  return all.toSorted((one, other) => rank(one) - rank(other))[0] ?? null;
}

/** What somebody has to do something about first; otherwise as they were asked. */
export function inOrder(measures: readonly Measure[]): Measure[] {
  const rank = (one: Measure): number =>
    one.is_late ? 0 : one.status === "demanded" ? 1 : one.over_at === null ? 2 : 3;
  return measures.toSorted((one, other) => rank(one) - rank(other));
}
