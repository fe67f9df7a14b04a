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

/** What to say at one field, or undefined when the problem does not concern it. */
export function fieldText(problem: Problem | null, field: string): string | undefined {
  const code = problem?.faultAt(field);
  if (code === undefined) return undefined;
  return t.problems.byFieldCode[code] ?? t.problems.fieldOtherwise;
}
