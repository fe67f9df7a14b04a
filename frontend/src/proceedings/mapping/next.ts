/** What a mapping waits for now, and whether it is this reader who has to act. Pure. */
import type { components } from "../../api/schema";

type Schemas = components["schemas"];
export type Mapped = Schemas["MappingRead"];

export type Next =
  | { kind: "over" }
  | { kind: "lead" }
  | { kind: "answer_finding"; isMine: boolean }
  | { kind: "settle_talks"; count: number }
  | { kind: "look"; count: number; isMine: boolean }
  | { kind: "ask_chair" }
  | { kind: "hear" }
  | { kind: "propose"; isMine: boolean };

/** In the order in which one thing holds up the next. */
export function nextOf(mapping: Mapped): Next {
  if (!mapping.is_under_way) return { kind: "over" };
  if (mapping.lead === null) return { kind: "lead" };
  const waiting = mapping.findings.find((each) => each.status === "proposed");
  if (waiting) return { kind: "answer_finding", isMine: waiting.is_mine_to_answer };
  const unsettled = mapping.talks.filter((talk) => talk.is_time_up).length;
  if (unsettled > 0) return { kind: "settle_talks", count: unsettled };
  if (mapping.may_propose_known) return { kind: "ask_chair" };
  const open = mapping.checks.filter((check) => !check.is_checked);
  const missing = mapping.outcomes.flatMap((outcome) => outcome.missing);
  if (missing.some((each) => each.endsWith("-not-heard"))) return { kind: "hear" };
  if (open.length > 0)
    return {
      kind: "look",
      count: open.length,
      isMine: open.some((check) => check.is_mine_to_look),
    };
  return { kind: "propose", isMine: mapping.is_led_by_me };
}

export type Who = "you" | "all" | "another" | "lead" | null;

/** Whose it is; the reader's own stands first. */
export function whoOf(next: Next, isLedByMe: boolean): Who {
  if ("isMine" in next && next.isMine) return "you";
  switch (next.kind) {
    case "over":
      return null;
    case "lead":
    case "hear":
      return "all";
    case "answer_finding":
    case "look":
      return "another";
    default:
      return isLedByMe ? "you" : "lead";
  }
}
