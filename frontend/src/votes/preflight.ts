/** What is read and answered before lock, as far as it can be told without asking. Pure. */
import type { components } from "../api/schema";
import { neededYes } from "./rule";
import type { Vote } from "./stages";

type Schemas = components["schemas"];
export type Part = Schemas["PreflightPart"];
export type Statute = Schemas["Statute"];
export type Sheet = Schemas["PreflightSheet"];
export type StatuteSheet = Schemas["StatuteSheet"];
export type Answers = Required<Schemas["PreflightWrite"]>;

/** What is only to be read: ticked, and sent back as it was shown. */
export type Reading = "roll" | "rule" | "question" | "caution" | "warnings";
/** What says who has the vote; the roll, the rule and its warnings are read under it. */
export type Chosen = Pick<Answers, "statute" | "paragraph" | "federation">;

/** As they stand on the page. */
export const partsInOrder: readonly Part[] = [
  "question",
  "account",
  "hearing",
  "statute",
  "roll",
  "rule",
  "conflicts",
  "caution",
  "warnings",
];

export const isAnswered = (vote: Pick<Vote, "preflight">, part: Part): boolean =>
  vote.preflight !== null &&
  !vote.preflight.missing.includes(part) &&
  !vote.preflight.outdated.includes(part);

export const under = (sheet: Sheet, statute: Statute | null): StatuteSheet | undefined =>
  sheet.statutes.find((one) => one.statute === (statute ?? "association_policy"));

/** Everything answered so far and still as it was read, with the numbers that the page shows. Pure. */
export function answersSoFar(
  vote: Pick<Vote, "preflight" | "majority">,
  sheet: Sheet,
  has: (part: Part) => boolean,
  chosen: Chosen,
): Answers {
  const read = under(sheet, chosen.statute);
  if (read === undefined) throw new Error("a sheet has every statute");
  return {
    ...chosen,
    roll: has("roll")
      ? { count: read.members.length + read.substitutes.length, mark: read.roll.mark }
      : null,
    rule: has("rule")
      ? {
          of: read.rule.of,
          needed: neededYes(vote.majority, read.rule.of),
          mark: read.rule.mark,
        }
      : null,
    question: has("question") ? sheet.question : null,
    caution: has("caution") ? sheet.caution : null,
    warnings: has("warnings") ? read.warnings : null,
    conflicted: has("conflicts") ? (vote.preflight?.conflicted ?? []) : null,
  };
}
