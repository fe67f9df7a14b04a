/** What a whole room sees of a vote: nothing that its group may not know at that moment. Pure. */
import type { components } from "../api/schema";
import { isPast, type Vote } from "./stages";

type Turnout = components["schemas"]["CoarseTurnout"];

export type Scene =
  | "before"
  | "draw"
  | "wait"
  | "vote"
  | "check"
  | "answer"
  | "paper"
  | "count"
  | "result"
  | "cancelled"
  | "void";

type Shown = Pick<
  Vote,
  "status" | "summoned_at" | "is_drawing_closed" | "check_ends_at" | "objections" | "paper_awaited"
>;

/** Before its summons the group does not know of a vote, nor of one that was called off before it. */
export function sceneOf(of: Shown, now: Date): Scene {
  if (of.summoned_at === null) return "before";
  switch (of.status) {
    case "credentials_out":
      return of.is_drawing_closed ? "wait" : "draw";
    case "open":
      return "vote";
    case "closed":
      if (!isPast(of.check_ends_at, now)) return "check";
      if (of.objections.some((objection) => objection.answer === null)) return "answer";
      return of.paper_awaited ? "paper" : "count";
    case "counted":
      return "count";
    case "certified":
    case "minutes_approved":
      return "result";
    case "cancelled":
    case "void":
      return of.status;
    default:
      return "before"; // convened anew: what was drawn holds no more
  }
}

/** While anyone draws as while anyone casts: no number that moves with the person who just looked up. */
export function drawnRoughly(of: Pick<Vote, "drawn" | "paper" | "roll_size">): Turnout {
  // Whoever votes on paper draws nothing.
  const [drawn, roll] = [of.drawn ?? 0, (of.roll_size ?? 0) - (of.paper ?? 0)];
  if (drawn === 0) return "none";
  if (drawn >= roll) return "all";
  return 2 * drawn >= roll ? "half_or_more" : "under_half";
}
