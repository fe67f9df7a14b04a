import { t } from "../messages/index.svelte";
import type { Problem } from "./problem";

export interface ProblemText {
  title: string;
  advice: string;
}

/** A problem in the reader's language. An unknown code gets the general words, never the code itself. */
export function problemText(problem: Problem): ProblemText {
  const general = { title: "", advice: "" };
  const found = t.problems.byCode[problem.code] ?? t.problems.byCode.unexpected ?? general;
  if (problem.retryAfterSeconds === null) return found;
  return { title: found.title, advice: t.problems.waitSeconds(problem.retryAfterSeconds) };
}

/** The code of a value that is of the right length and kind and still not what the field asks for. */
const unfitting = "value-error";

/**
 * What to say at one field, or undefined when the problem does not concern it.
 * `kind` is the code that says what this field asks for, in place of the general words.
 */
export function fieldText(
  problem: Problem | null,
  field: string,
  kind: string = unfitting,
): string | undefined {
  const found = problem?.faultAt(field);
  if (found === undefined) return undefined;
  const code = found === unfitting ? kind : found;
  return t.problems.byFieldCode[code] ?? t.problems.fieldOtherwise;
}
