import { describe, expect, it } from "vitest";
import { peopleFor, unmapped } from "./whom";

const robin = { person_id: "r", display_name: "Robin", conclusion: "severe" } as const;
const kim = { person_id: "k", display_name: "Kim", conclusion: "not_severe" } as const;
const alex = { person_id: "a", display_name: "Alex", conclusion: null };
const item = {
  kinds_about: [
    { person_id: "r", kinds: ["leave_assignments"] },
    { person_id: "k", kinds: ["leave_assignments", "continue_time_out"] },
    { person_id: "a", kinds: [] },
  ],
} as Parameters<typeof peopleFor>[0];

describe("of whom something can be decided", () => {
  it("follows from what was found about each", () => {
    expect(peopleFor(item, "continue_time_out", [robin, kim, alex])).toEqual([kim]);
    expect(peopleFor(item, "leave_assignments", [robin, kim, alex])).toEqual([robin, kim]);
  });

  it("is anyone before the kind is chosen", () => {
    expect(peopleFor(item, null, [robin, kim])).toEqual([robin, kim]);
  });

  it("says who is not mapped yet, of several", () => {
    expect(unmapped([robin, alex])).toEqual([alex]);
    expect(unmapped([alex])).toEqual([]);
  });
});
