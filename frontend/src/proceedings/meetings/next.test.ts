import { describe, expect, it } from "vitest";
import { stepOf, whoOf } from "./next";

const meeting = (of: Partial<Parameters<typeof stepOf>[0]> = {}) => ({
  kind: "decision" as const,
  status: "held" as const,
  can_be_quorate: true,
  led_has_approved: false,
  adjuster: null,
  awaits_ruling: false,
  ...of,
});

describe("what a meeting waits for", () => {
  it("is its opening, or the federation where too few may decide", () => {
    expect(stepOf(meeting({ status: "called" }), null)).toBe("called");
    expect(stepOf(meeting({ status: "called", can_be_quorate: false }), null)).toBe("tooFew");
  });

  it("is its agenda before its minutes, also where nobody has opened what was said", () => {
    expect(stepOf(meeting(), null)).toBe("owed");
    expect(stepOf(meeting(), { owed: ["phase"] as never, items: [] })).toBe("owed");
    expect(stepOf(meeting(), { owed: [], items: [] })).toBe("approveBoth");
    expect(stepOf(meeting({ led_has_approved: true }), { owed: [], items: [] })).toBe(
      "approveOther",
    );
  });

  it("is its question, of a return, as long as that is left as it was", () => {
    const asked = { topic: "return" as const, decisions: [] };
    expect(stepOf(meeting(), { owed: [], items: [asked] as never })).toBe("owed");
    const answered = { ...asked, decisions: ["no"] };
    expect(stepOf(meeting(), { owed: [], items: [answered] as never })).toBe("approveBoth");
  });

  it("is the other approval once there is one, for whoever has not opened what was said too", () => {
    const adjuster = { person_id: "p", display_name: "Kim Exempel" };
    expect(stepOf(meeting({ led_has_approved: true }), null)).toBe("approveOther");
    expect(stepOf(meeting({ adjuster }), null)).toBe("approveLed");
  });

  it("is the federation's letter once it has the matter, until nothing is owed", () => {
    const over = { status: "handed_over" } as const;
    expect(stepOf(meeting({ ...over, awaits_ruling: true }), null)).toBe("ruling");
    expect(stepOf(meeting(over), null)).toBeNull();
    expect(whoOf("ruling", ["rule"])).toBe("you");
  });

  it("is nothing after the first meeting, or when the minutes are approved", () => {
    expect(stepOf(meeting({ kind: "triage" }), null)).toBeNull();
    expect(stepOf(meeting({ status: "approved" }), null)).toBeNull();
  });
});

it("is the reader's where they may do it, and else whoever led or called", () => {
  expect(whoOf("called", ["hold"])).toBe("you");
  expect(whoOf("called", ["cancel"])).toBe("gathered");
  expect(whoOf("approveOther", [])).toBe("other");
  expect(whoOf("approveLed", ["approve"])).toBe("you");
  expect(whoOf("approveBoth", [])).toBe("led");
});
