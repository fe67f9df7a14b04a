import { describe, expect, it } from "vitest";
import {
  isUpToTheBoard,
  mayClose,
  mayReopen,
  movesFrom,
  nextAction,
  stagesToShow,
  type Case,
} from "./stages";

const leading = ["see", "acknowledge", "move_on", "close"] as const;
const aCase = (of: Partial<Case>): Case => ({
  id: "c",
  reference: "AB12",
  category: "internal",
  phase: null,
  conclusion: null,
  concluded: [],
  stage: "triage",
  stage_line: [
    "reported",
    "acknowledged",
    "assessing",
    "triage",
    "mapping",
    "concluded",
    "decision",
    "follow_up",
    "closed",
  ],
  next_stages: ["mapping"],
  plain_moves: ["mapping"],
  opened_at: "2026-11-03T20:00:00Z",
  stage_since: "2026-11-03T20:00:00Z",
  acknowledged_at: "2026-11-03T20:05:00Z",
  acknowledged_by: null,
  affected_asked_at: null,
  closed_at: null,
  policy: { name: "standard", version: 1 },
  my_roles: ["security_officer"],
  my_actions: [...leading],
  my_compartments: ["report"],
  awaiting_key: [],
  version: 3,
  ...of,
});
const progress = {
  done: 1,
  of: 9,
  late: 0,
  holds_closing: 8,
  needs_acknowledgement: false,
  next: null,
};

describe("where a case can go", () => {
  it("asks before the first mapping whether the person is known, and never again", () => {
    expect(movesFrom(aCase({}))).toEqual([{ to: "mapping", asks: "phase", isBack: false }]);
    const again = aCase({ stage: "reopened", plain_moves: ["mapping"], phase: "unknown" });
    expect(movesFrom(again)).toEqual([{ to: "mapping", asks: null, isBack: false }]);
  });

  it("concludes by no plain move, and asks why a concluded case goes back", () => {
    const mapped = aCase({ stage: "mapping", plain_moves: [], phase: "known" });
    expect(movesFrom(mapped)).toEqual([]);
    const concluded = aCase({ stage: "concluded", plain_moves: ["mapping"], phase: "known" });
    expect(movesFrom(concluded)).toEqual([{ to: "mapping", asks: "reason", isBack: true }]);
  });

  it("shows the way back as a way back, even where the server lists it last", () => {
    const stages = ["reported", "acknowledged", "assessing", "active", "follow_up"] as const;
    const followed = aCase({ stage: "active", stage_line: [...stages] });
    const both = { ...followed, plain_moves: ["follow_up" as const, "assessing" as const] };
    expect(movesFrom(both).map((move) => [move.to, move.isBack])).toEqual([
      ["assessing", true],
      ["follow_up", false],
    ]);
  });

  it("offers nobody a move that they may not make, and never closing as a plain move", () => {
    expect(movesFrom(aCase({ my_actions: ["see"] }))).toEqual([]);
    const followed = aCase({
      stage: "follow_up",
      next_stages: ["closed", "decision"],
      plain_moves: [],
    });
    expect(movesFrom(followed)).toEqual([]);
    expect(mayClose(followed)).toBe(true);
    expect(mayClose(aCase({}))).toBe(false);
  });

  it("reopens only what is closed, and only by those who may", () => {
    expect(mayReopen(aCase({ stage: "closed", next_stages: ["reopened"] }))).toBe(true);
    expect(mayReopen(aCase({ stage: "closed", my_actions: ["see"] }))).toBe(false);
  });

  it("puts a case that was opened again before the stages it can go on to", () => {
    const reopened = aCase({ stage: "reopened", next_stages: ["mapping", "triage", "follow_up"] });
    expect(stagesToShow(reopened).slice(0, 2)).toEqual(["reopened", "triage"]);
    expect(stagesToShow(aCase({}))).toHaveLength(9);
  });
});

describe("the one thing to do next", () => {
  const next = {
    step_id: "s",
    code: "SOI-01",
    title: { sv: "Lyssna", en: "Listen" },
    state: "open" as const,
    due_at: null,
    is_late: false,
    who: [],
    role: "security_officer" as const,
  };

  it("is to say that it has been seen, before any step", () => {
    const unseen = aCase({ acknowledged_at: null });
    expect(nextAction(unseen, { ...progress, next })).toEqual({ kind: "acknowledge" });
    expect(nextAction(aCase({}), { ...progress, next })).toEqual({ kind: "step", stepId: "s" });
  });

  it("is the board's meeting once the mapping is concluded, for whoever can call it", () => {
    const calls = { my_actions: [...leading, "call_meeting" as const], plain_moves: [] };
    for (const stage of ["concluded", "decision"] as const) {
      expect(nextAction(aCase({ ...calls, stage }), progress)).toEqual({ kind: "meeting" });
      expect(isUpToTheBoard(aCase({ stage, plain_moves: [] }))).toBe(false);
    }
    expect(isUpToTheBoard(aCase({ ...calls, stage: "mapping" }))).toBe(false);
    expect(isUpToTheBoard(aCase({ ...calls, stage: "follow_up" }))).toBe(false);
  });

  it("is to move on when no step waits, and nothing for whoever may not", () => {
    expect(nextAction(aCase({}), progress)).toEqual({ kind: "move" });
    expect(nextAction(aCase({ my_actions: ["see"] }), progress)).toEqual({ kind: "none" });
    // Somebody else acknowledges: then the next step is what counts.
    const watched = aCase({ acknowledged_at: null, my_actions: ["see"] });
    expect(nextAction(watched, { ...progress, next }).kind).toBe("step");
  });
});
