/** What an answer of consent says, in one word of four. Pure. */
import type { components } from "../api/schema";

type Answer = components["schemas"]["AnswerRead"];

export function answerState(
  answer: Pick<Answer, "is_given" | "is_withdrawn">,
): "open" | "given" | "refused" | "withdrawn" {
  if (answer.is_given === null) return "open";
  if (answer.is_given) return "given";
  return answer.is_withdrawn ? "withdrawn" : "refused";
}
