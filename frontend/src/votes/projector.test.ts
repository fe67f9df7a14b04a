import { describe, expect, it } from "vitest";
import { drawnRoughly, sceneOf, type Scene } from "./projector";

type Shown = Parameters<typeof sceneOf>[0];
const now = new Date("2026-03-02T18:00:00Z");
const summoned: Shown = {
  status: "credentials_out",
  summoned_at: "2026-03-01T18:00:00Z",
  is_drawing_closed: false,
  check_ends_at: null,
  objections: [],
  paper_awaited: false,
};
const isClosed: Partial<Shown> = { status: "closed", check_ends_at: "2026-03-02T18:01:00Z" };
const hasPassed: Partial<Shown> = { status: "closed", check_ends_at: "2026-03-02T18:00:00Z" };
const objections = [{ id: "1", text: "Stop", answer: null }];

describe("what the room sees", () => {
  it.each<[Scene, Partial<Shown>]>([
    ["draw", {}],
    ["wait", { is_drawing_closed: true }],
    ["vote", { status: "open" }],
    ["check", isClosed],
    ["check", { ...isClosed, objections }],
    ["answer", { ...hasPassed, objections }],
    ["count", hasPassed],
    ["check", { ...isClosed, paper_awaited: true }],
    ["paper", { ...hasPassed, paper_awaited: true }],
    ["answer", { ...hasPassed, objections, paper_awaited: true }],
    ["count", { status: "counted" }],
    ["result", { status: "certified" }],
    ["result", { status: "minutes_approved" }],
    ["cancelled", { status: "cancelled" }],
    ["void", { status: "void" }],
    ["before", { status: "convened" }],
    ["before", { status: "roll_locked" }],
  ])("is %s for %o", (scene, change) => {
    expect(sceneOf({ ...summoned, ...change }, now)).toBe(scene);
  });

  it.each(["raised", "hearing", "convened", "roll_locked", "cancelled", "void"] as const)(
    "is nothing of a vote that is %s before its summons",
    (status) => {
      expect(sceneOf({ ...summoned, status, summoned_at: null }, now)).toBe("before");
    },
  );

  it("tells roughly how many have collected, and nothing that one person moves", () => {
    expect(
      [0, 1, 17, 18, 35, 36].map((drawn) => drawnRoughly({ drawn, paper: null, roll_size: 36 })),
    ).toEqual(["none", "under_half", "under_half", "half_or_more", "half_or_more", "all"]);
  });
});
