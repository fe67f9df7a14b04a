import { describe, expect, it } from "vitest";
import type { Matter } from "./calls";
import { isForTheBoard, lineOf, mayDecide, nextOf, stageOf } from "./stages";

const applied: Matter = {
  case_id: "a",
  reference: "7QF2-9MXK",
  concerns: null,
  is_own_wish: false,
  applied_at: "2026-03-02T19:04:00Z",
  status: "applied",
  status_since: "2026-03-02T19:04:00Z",
  earlier_case: null,
  talk: null,
  talk_text_id: null,
  affected: null,
  no_confidence_before: null,
  is_no_confidence_certified: false,
  consultation: null,
  advice: null,
  due_on: null,
  decisions: [],
  answers: [],
  my_actions: [],
  version: 1,
};
const talking: Matter = { ...applied, status: "interviews" };
const heard: Matter = { ...talking, talk: "held", affected: "declined" };
const ready: Matter = { ...heard, answers: [{ answer: "try_return", missing: [] }] };

describe("where a return is and what comes next", () => {
  it.each([
    ["a wish", applied, "applied", "applied"],
    ["the talks", talking, "interviews", "talks"],
    ["no answer about the group yet", heard, "interviews", "talks"],
    ["no confidence before", { ...heard, no_confidence_before: true }, "consultation", "ask"],
    [
      "a group that is asked",
      { ...heard, consultation: { vote_id: "v", status: "open" } },
      "consultation",
      "group",
    ],
    ["all heard", ready, "decision", "decide"],
    ["a trial", { ...applied, status: "trial" }, "review", "trial"],
    ["its review", { ...applied, status: "review" }, "review", "review"],
    ["waiting", { ...applied, status: "deferred" }, "applied", "deferred"],
    ["a no", { ...applied, status: "denied" }, "done", "over"],
  ] as const)("%s", (_, matter, stage, next) => {
    expect([stageOf(matter as Matter), nextOf(matter as Matter)]).toEqual([stage, next]);
  });

  it("lets the board decide what nothing is missing for, and whatever is no answer", () => {
    const waiting: Matter = {
      ...heard,
      answers: [{ answer: "try_return", missing: ["affected"] }],
    };
    expect(mayDecide(ready, "try_return")).toBe(true);
    expect(mayDecide(ready, "deny_return")).toBe(false);
    expect([mayDecide(waiting, "try_return"), mayDecide(waiting, "other")]).toEqual([false, true]);
    expect([isForTheBoard(ready), isForTheBoard(waiting)]).toEqual([true, false]);
    expect(isForTheBoard({ ...applied, status: "review" })).toBe(true);
  });

  it("names the group only where it is asked", () => {
    expect(lineOf(ready)).not.toContain("consultation");
    expect(lineOf({ ...ready, no_confidence_before: true })).toContain("consultation");
  });
});
