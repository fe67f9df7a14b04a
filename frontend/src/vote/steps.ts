/** Where a voter is: decided from what the server says of the vote and what this device holds. Pure. */
import type { LocalRecord } from "./protocol/state";
import type { Entry, Stage } from "./server";

/** What this device holds of the draw: a request, an answer, an envelope on its way, a receipt. */
export type Mine = "nothing" | "asked" | "drawn" | "sent" | "cast";

/**
 * `look`: the link must be asked about first. `recover` and `resend` happen by themselves: an answer that
 * never came is got again.
 */
export type Step =
  | "look"
  | "draw"
  | "collect"
  | "wait"
  | "elsewhere"
  | "too-late"
  | "recover"
  | "restore"
  | "choose"
  | "resend"
  | "receipt"
  | "check"
  | "result"
  | "ended"
  | "changed";

export interface Facts {
  readonly stage: Stage;
  readonly record: LocalRecord | null;
  /** What the link was told, if it was asked about since the page was opened. */
  readonly entry: Pick<Entry, "can_draw" | "has_drawn"> | null;
}

export function mineOf(record: LocalRecord | null): Mine {
  if (record === null) return "nothing";
  if (record.credentials === null) return "asked";
  if (record.pending !== null) return "sent";
  return record.receipt === null ? "drawn" : "cast";
}

export function stepOf({ stage, record, entry }: Facts): Step {
  const mine = mineOf(record);
  switch (stage.status) {
    case "cancelled":
    case "void":
      return "ended";
    case "counted":
    case "certified":
    case "minutes_approved":
      return "result";
  }
  // Locked anew after a dispute: other keys, other links, and nothing drawn before holds.
  if (record !== null && record.state.manifest_hash !== stage.manifest_hash) return "changed";
  if (stage.status === "open") {
    const steps = {
      nothing: "restore",
      asked: "recover",
      drawn: "choose",
      sent: "resend",
      cast: "receipt",
    } as const;
    return steps[mine];
  }
  if (stage.status === "closed") return record === null && entry === null ? "look" : "check";
  if (record !== null) return mine === "asked" || !record.isCodeNoted ? "collect" : "wait";
  if (entry === null) return "look";
  if (entry.has_drawn) return "elsewhere";
  return entry.can_draw && !stage.is_drawing_closed ? "draw" : "too-late";
}
