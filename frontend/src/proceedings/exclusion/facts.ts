import type exclusionTexts from "../../messages/exclusion.sv";
import type { Exclusion } from "./life";

/** What has happened so far, a sentence each, in the order in which it did. */
export function factsOf(
  texts: typeof exclusionTexts,
  one: Exclusion,
  written: (day: string) => string,
): string[] {
  const { facts, outcomes } = texts;
  const on = (day: string | null, say: (day: string) => string): string[] =>
    day === null ? [] : [say(written(day))];
  const ranOut = one.recommended_on !== null && one.statement_on === null;
  return [
    ...on(one.notified_on, facts.told),
    ...(ranOut || (one.status === "statement" && one.statement_on === null)
      ? [facts.noAnswer]
      : on(one.statement_on, facts.answered)),
    ...on(one.recommended_on, facts.recommended),
    ...on(one.referred_on, facts.referred),
    ...(one.outcome === null
      ? []
      : on(one.decided_on, (day) => facts.decided(outcomes[one.outcome ?? "left"], day))),
    ...(one.reference === null ? [] : [facts.reference(one.reference)]),
    ...on(one.appealed_on === null ? one.appeal_until : null, facts.appealUntil),
    ...on(one.appealed_on, facts.appealed),
    ...(one.appeal_outcome === null
      ? []
      : on(one.appeal_decided_on, (day) =>
          facts.afterAppeal(outcomes[one.appeal_outcome ?? "left"], day),
        )),
    ...(one.appeal_reference === null ? [] : [facts.reference(one.appeal_reference)]),
  ];
}
