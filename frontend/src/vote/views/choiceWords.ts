import type { VoteTexts } from "../../messages/vote.sv";
import type { Choice } from "../protocol/messages";

/** A locked question is answered yes (`against`) or no; a question nobody put words to still is. */
export function choiceWords(words: VoteTexts["choose"], question: string): Record<Choice, string> {
  const { choices, blank } = words;
  const said = choices[question] ?? choices.otherwise ?? { against: "", for: "" };
  return { ...said, blank };
}
