import type { Item } from "./held.svelte";

export type Kind = Item["kinds"][number];

const aboutNobody: readonly Kind[] = ["other", "state_distance"];
const withDay: readonly Kind[] = ["defer_return", "try_return", "approve_return"];
const answers: readonly Kind[] = [...withDay, "deny_return", "complete_return", "end_return"];

export const isAboutSomeone = (kind: Kind | null): boolean =>
  kind !== null && !aboutNobody.includes(kind);

/** A return waits for its minutes; what is decided in a case counts at once. */
export const isOfReturn = (kind: Kind | null): boolean => kind !== null && answers.includes(kind);

/** A return is what its meeting is about. It may be left as it is, and that is not what comes first. */
export const isUnanswered = ({ topic, decisions }: Pick<Item, "topic" | "decisions">): boolean =>
  (topic === "return" || topic === "return_review") && decisions.length === 0;

/** As it is typed. */
export interface Belonging {
  dueOn: string;
  assignment: string;
}

/** What a decision takes beside its words. */
export function belongingOf(kind: Kind | null): { day: boolean; assignment: boolean } {
  return { day: kind !== null && withDay.includes(kind), assignment: kind === "try_return" };
}

export function lacksBelonging(kind: Kind | null, { dueOn, assignment }: Belonging): boolean {
  const needs = belongingOf(kind);
  return (needs.day && dueOn === "") || (needs.assignment && assignment.trim() === "");
}

/** What goes along; what was typed for another choice stays behind. */
export function sentBelonging(
  kind: Kind | null,
  { dueOn, assignment }: Belonging,
): { due_on: string | null; assignment: string } {
  const needs = belongingOf(kind);
  return {
    due_on: needs.day ? dueOn : null,
    assignment: needs.assignment ? assignment.trim() : "",
  };
}
