/** How a person's measures stand, as the card about them says it. Pure; the words come along. */
import type { components } from "../../api/schema";
import type { MeasuresTexts } from "../../messages/measures.sv";
import type { StatusTone } from "../../ui/StatusWord.svelte";

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

/** Where it is and what is next; null when there is nothing more to say than the rows do. */
export function whereItIs(of: Asked, words: MeasuresTexts["where"]): string {
  if (of.measures.length === 0) return of.is_accused ? words.nothing : words.cleared;
  if (of.measures.every(({ status }) => status === "lifted")) return words.cleared;
  const waiting = of.measures.filter(({ status }) => status === "demanded").length;
  if (waiting > 0) return words.waits(waiting);
  return of.measures.some((one) => one.is_late) ? words.late : words.answered;
}

/** What somebody has to do something about first; otherwise as they were asked. */
export function inOrder(measures: readonly Measure[]): Measure[] {
  const rank = (one: Measure): number =>
    one.is_late ? 0 : one.status === "demanded" ? 1 : one.over_at === null ? 2 : 3;
  return measures.toSorted((one, other) => rank(one) - rank(other));
}
