import { language } from "../language.svelte";
import en from "../messages/vote.en";
import sv, { type VoteTexts } from "../messages/vote.sv";

/** Both languages come with the page: a voter must not depend on one more fetch. */
export function voteTexts(): VoteTexts {
  return language.current === "sv" ? sv : en;
}
