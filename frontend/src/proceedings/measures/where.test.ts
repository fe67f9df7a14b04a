import { describe, expect, it } from "vitest";
import sv from "../../messages/measures.sv";
import { inOrder, whereItIs, type Asked, type Measure } from "./where";

const measure = (id: string, more: Partial<Measure> = {}): Measure => ({
  id,
  kind: "time_out",
  status: "active",
  assignment: { id, text: id, term_person_id: null },
  text: null,
  asked_at: "2026-11-03T20:00:00Z",
  answered_at: null,
  is_own_answer: null,
  is_continued: false,
  review_by: null,
  is_late: false,
  over_at: null,
  version: 1,
  answers: [],
  care_steps: [],
  can_be_reviewed: false,
  end_obstacle: "decision-missing",
  ...more,
});
const asked = (measures: Measure[], is_accused = true): Asked => ({
  person: null,
  is_accused,
  decided: { leaving: false, continuation: false, end: false, care: false },
  word: null,
  can_demand_time_out: true,
  can_demand_leaving: false,
  can_continue: false,
  can_require_care: false,
  measures,
});

describe("where it is", () => {
  it("says what is next before anything is asked, and nothing more of whoever is accused no more", () => {
    expect(whereItIs(asked([]), sv.where)).toBe(sv.where.nothing);
    expect(whereItIs(asked([], false), sv.where)).toBe(sv.where.cleared);
    expect(whereItIs(asked([measure("a", { status: "lifted" })]), sv.where)).toBe(sv.where.cleared);
  });

  it("counts what waits for an answer, and then says that a review is late", () => {
    const [waits, late] = [measure("a", { status: "demanded" }), measure("b", { is_late: true })];
    expect(whereItIs(asked([waits, late]), sv.where)).toBe("Ett uppdrag väntar på svar.");
    expect(whereItIs(asked([late]), sv.where)).toBe(sv.where.late);
    expect(whereItIs(asked([measure("c")]), sv.where)).toBe(sv.where.answered);
  });
});

it("shows what is late first and what is over last", () => {
  const rows = [
    measure("over", { over_at: "2026-11-04T20:00:00Z", status: "ended" }),
    measure("on"),
    measure("waits", { status: "demanded" }),
    measure("late", { is_late: true }),
  ];
  expect(inOrder(rows).map(({ id }) => id)).toEqual(["late", "waits", "on", "over"]);
});
