import { describe, expect, it } from "vitest";
import sv from "../../messages/exclusion.sv";
import {
  endedAs,
  isLateOfMine,
  lastDayOf,
  nextOf,
  stagesOf,
  standingOf,
  standingWithout,
  toneOf,
  type Exclusion,
} from "./life";

const today = "2026-03-02";
const one = (about: Partial<Exclusion>): Exclusion =>
  ({
    ground: "by_board",
    status: "opened",
    outcome: null,
    appeal_until: null,
    appealed_on: null,
    appeal_outcome: null,
    is_late: false,
    ...about,
  }) as Exclusion;

describe("an exclusion case", () => {
  it("begins with the board's question only where the board asks it", () => {
    expect(stagesOf(one({}))[0]).toBe("assessing");
    expect(stagesOf(one({ ground: "mandatory_after_no_confidence" }))[0]).toBe("opened");
  });

  it("shows an appeal in its line only while there is one", () => {
    expect(stagesOf(one({ status: "decided" }))).not.toContain("appeal");
    expect(stagesOf(one({ status: "appeal" })).slice(-3)).toEqual(["decided", "appeal", "closed"]);
  });

  it.each([
    ["the last day to appeal is today", { appeal_until: today }, "decided"],
    ["it was yesterday", { appeal_until: "2026-03-01" }, "final"],
    ["it cannot be appealed", {}, "final"],
    ["the appeal is decided", { appeal_until: "2026-04-01", appealed_on: today }, "final"],
    ["they have left", { appeal_until: "2026-04-01", appeal_outcome: "left" }, "final"],
  ] as const)("that is decided, when %s, waits for: %s", (_when, about, key) => {
    expect(nextOf(one({ status: "decided", outcome: "excluded", ...about }), today)?.key).toBe(key);
  });

  it("waits for the board until it has decided, and then for whoever is to do as it decided", () => {
    const asked = one({ status: "assessing", is_for_board: true });
    expect(standingOf(asked, today, sv).who).toBe(sv.who.board);
    const said = standingOf({ ...asked, is_for_board: false }, today, sv);
    expect([said.word, said.who]).toEqual([sv.boardSaid, sv.who.leads]);
  });

  it("has begun where the board decided without being asked here first", () => {
    expect(standingWithout(null, sv)).toBeNull();
    expect(standingWithout("no_exclusion", sv)).toEqual({
      word: sv.ended.declined,
      tone: "closed",
    });
    expect(standingWithout("open_exclusion", sv)?.who).toBe(sv.who.leads);
  });

  it("waits for nobody when it has ended, and says how", () => {
    for (const status of ["declined", "lifted", "taken_over", "ground_fell", "closed"] as const) {
      expect(nextOf(one({ status }), today)).toBeNull();
      expect(endedAs(one({ status }))).toBe(status);
    }
    expect(endedAs(one({ status: "referred" }))).toBeNull();
  });

  it("can be answered up to and including the day before the midnight that ends the time", () => {
    expect(lastDayOf(new Date(2026, 11, 12).toISOString())).toBe("2026-12-11");
  });

  it("stands under Now when it is late and the reader leads it without a case", () => {
    const mine = one({ is_late: true, case_id: null, acts: ["notify"] });
    expect(isLateOfMine(mine)).toBe(true);
    for (const other of [{ is_late: false }, { acts: [] }, { case_id: "c" }])
      expect(isLateOfMine({ ...mine, ...other })).toBe(false);
  });

  it("asks for attention when it is late, and not when it has ended", () => {
    expect(toneOf(one({ is_late: true }))).toBe("attention");
    expect(toneOf(one({ is_late: true, status: "ground_fell" }))).toBe("stopped");
  });
});
