import { describe, expect, it } from "vitest";
import sv from "../../messages/measures.sv";
import { inOrder, standingOf, mostPressing, type Asked, type Measure } from "./where";

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
  const said = (of: Asked) => standingOf(of, sv);

  it("says what is next before anything is asked, and nothing more of whoever is accused no more", () => {
    expect(said(asked([]))).toMatchObject({ word: sv.where.nothing, who: sv.who.leads });
    const cleared = { word: sv.where.cleared, tone: "closed", isOver: true };
    expect(said(asked([], false))).toEqual(cleared);
    expect(said(asked([measure("a", { status: "lifted" })]))).toEqual(cleared);
  });

  it("says that what the board has decided is yet to be asked, until it is", () => {
    const decided = { leaving: true, continuation: false, end: false, care: false };
    const of = { ...asked([measure("a")]), decided };
    expect(said(of)).toMatchObject({ next: sv.next.decided, who: sv.who.leads });
    const leaving = measure("b", { kind: "leaving", status: "demanded" });
    expect(said({ ...of, measures: [leaving] }).next).toBe(sv.next.waits);
  });

  it("counts what waits for an answer, and then says that a review is late", () => {
    const [waits, late] = [measure("a", { status: "demanded" }), measure("b", { is_late: true })];
    expect(said(asked([waits, late])).word).toBe("Ett uppdrag väntar på svar.");
    expect(said(asked([late])).word).toBe(sv.where.late);
    expect(said(asked([measure("c")])).word).toBe(sv.where.answered);
  });

  it("waits for whoever was asked, by name, and then for those who lead the case", () => {
    const person = { person_id: "p", display_name: "Kim Exempel" };
    const waits = { ...asked([measure("a", { status: "demanded" })]), person };
    expect(said(waits).who).toBe("Kim Exempel");
    expect(said({ ...asked([measure("b", { is_late: true })]), person }).who).toBe(sv.who.leads);
  });

  it("tells of all by the one that presses most", () => {
    const late = asked([measure("b", { is_late: true })]);
    expect(mostPressing([asked([]), late, asked([], false)])).toBe(late);
    expect(mostPressing([])).toBeNull();
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
