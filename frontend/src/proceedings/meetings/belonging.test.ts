import { describe, expect, it } from "vitest";
import { isAboutSomeone, isOfReturn, lacksBelonging, sentBelonging } from "./belonging";

const typed = { dueOn: "2026-09-01", assignment: " Vårens möten " };
const nothing = { dueOn: "", assignment: "" };

describe("what a decision on a return takes beside its words", () => {
  it("is a day for what is looked at again, and an assignment for a trial", () => {
    expect(sentBelonging("try_return", typed)).toEqual({
      due_on: "2026-09-01",
      assignment: "Vårens möten",
    });
    expect(sentBelonging("defer_return", typed)).toEqual({ due_on: "2026-09-01", assignment: "" });
    for (const kind of ["deny_return", "leave_assignments"] as const) {
      expect(sentBelonging(kind, typed)).toEqual({ due_on: null, assignment: "" });
      expect(lacksBelonging(kind, nothing)).toBe(false);
    }
  });

  it("is lacking until it is there", () => {
    expect(lacksBelonging("try_return", { ...typed, assignment: " " })).toBe(true);
    expect(lacksBelonging("approve_return", nothing)).toBe(true);
    expect(lacksBelonging("approve_return", { ...nothing, dueOn: "2026-09-01" })).toBe(false);
  });

  it("is about somebody, and of a return where it moves one", () => {
    expect([isAboutSomeone("end_return"), isAboutSomeone("other")]).toEqual([true, false]);
    expect([isOfReturn("deny_return"), isOfReturn("end_time_out")]).toEqual([true, false]);
  });
});
