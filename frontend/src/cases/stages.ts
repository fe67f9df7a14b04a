/** Where a case can go from where it is, and what comes next for whoever looks at it. Pure. */
import type { components } from "../api/schema";

type Schemas = components["schemas"];
export type Case = Schemas["CaseRead"];
export type Compartment = Schemas["Compartment"];
export type Stage = Schemas["Stage"];

export interface Move {
  to: Stage;
  /** What has to be said with it. */
  asks: "phase" | "reason" | null;
  isBack: boolean;
}

type Placed = Pick<
  Case,
  "stage" | "stage_line" | "next_stages" | "plain_moves" | "my_actions" | "phase"
>;

/** Concluded and not yet followed up: a meeting has to decide before anything goes on. */
const decidedFrom: ReadonlySet<Stage> = new Set(["concluded", "decision"]);

/** Whose conclusion is set aside by sending the case back says why. */
const sentBackFrom: ReadonlySet<Stage> = new Set(["concluded", "decision", "follow_up"]);

/** The moves that this person can make, those ahead first. */
export function movesFrom(of: Placed): Move[] {
  if (!of.my_actions.includes("move_on")) return [];
  const place = (stage: Stage) => of.stage_line.indexOf(stage);
  return of.plain_moves
    .toSorted((one, other) => place(one) - place(other))
    .map((to) => ({
      to,
      asks: asksFor(of, to),
      isBack: place(of.stage) >= 0 && place(to) < place(of.stage),
    }));
}

function asksFor(of: Placed, to: Stage): Move["asks"] {
  if (to !== "mapping") return null;
  if (sentBackFrom.has(of.stage)) return "reason";
  return of.phase === null ? "phase" : null;
}

/** Whether the board's meeting is what takes it further: it is called, held and approved where decisions stand. */
export const isUpToTheBoard = (of: Pick<Case, "stage" | "category" | "my_actions">): boolean =>
  of.category === "internal" && decidedFrom.has(of.stage) && of.my_actions.includes("call_meeting");

/** The line to show. A stage outside the straight way (opened again) stands before where it can go on. */
export function stagesToShow(of: Placed): Stage[] {
  if (of.stage_line.includes(of.stage)) return of.stage_line;
  const firstAhead = of.stage_line.findIndex((stage) => of.next_stages.includes(stage));
  return [of.stage, ...of.stage_line.slice(Math.max(firstAhead, 0))];
}

/** The parts of a case in the order in which they come to be, whatever order they arrive in. */
const order: readonly Compartment[] = [
  "submission",
  "report",
  "support",
  "media_plan",
  "investigation",
  "hearing",
  "decisions",
  "account",
];

export function inOrder(parts: readonly Compartment[]): Compartment[] {
  return order.filter((part) => parts.includes(part));
}

export type NextAction =
  | { kind: "acknowledge" }
  | { kind: "step"; stepId: string }
  | { kind: "move" }
  | { kind: "meeting" }
  | { kind: "none" };

/** The one thing to press: a human says that it has been seen before anything else is done. */
export function nextAction(of: Case, progress: Schemas["ProgressRead"]): NextAction {
  if (of.acknowledged_at === null && of.my_actions.includes("acknowledge"))
    return { kind: "acknowledge" };
  if (progress.next) return { kind: "step", stepId: progress.next.step_id };
  if (isUpToTheBoard(of)) return { kind: "meeting" };
  // To send it back to its mapping is never what comes next: it is there for whoever looks for it.
  return { kind: movesFrom(of).some((move) => move.asks !== "reason") ? "move" : "none" };
}

export const mayClose = (of: Placed): boolean =>
  of.my_actions.includes("close") && of.next_stages.includes("closed");

export const mayReopen = (of: Placed): boolean =>
  of.my_actions.includes("close") && of.stage === "closed";

export const isOver = (of: Pick<Case, "stage">): boolean =>
  of.stage === "closed" || of.stage === "anonymised";
