import { describe, expect, it } from "vitest";
import en from "../messages/plans.en";
import sv from "../messages/plans.sv";
import { doneElsewhere } from "./doneElsewhere";

describe("where a step is done that nobody ticks off", () => {
  it("is a vote for the question to the group, and a meeting for what the board answers", () => {
    expect(doneElsewhere("raise_confidence")).toEqual({ how: "vote", part: "decisions" });
    expect(doneElsewhere("assess_exclusion")).toEqual({ how: "board", part: "decisions" });
    expect(doneElsewhere("call_decision_meeting")).toEqual({ how: "meeting", part: "decisions" });
  });

  it("is nowhere else for a step that is done on its own page", () => {
    for (const act of [null, "keep_in_touch", "agree_media_plan"])
      expect(doneElsewhere(act)).toBeNull();
  });

  it("names the tab as the tab is called", () => {
    for (const [words, tab] of [
      [sv, "Beslut"],
      [en, "Decisions"],
    ] as const)
      for (const how of ["measures", "mapping", "meeting", "board", "vote"] as const)
        expect(words.waits.doneBy[how]).toContain(tab);
  });
});
