import { expect, it } from "vitest";
import { clockOf, suggestedShift } from "./suggested";

const now = new Date("2026-10-22T20:00:00Z");

it("begins where nobody is on call, and lasts a week by the clock on the wall", () => {
  const gaps = [{ since: "2026-10-24T15:00:00Z", until: null }];
  expect(suggestedShift({ shifts: [], gaps }, now)).toEqual({
    firstDay: "2026-10-24",
    lastDay: "2026-10-31",
    clock: "17:00",
  });
});

it("begins today where there is no rota or nobody is on call now", () => {
  for (const gaps of [[], [{ since: "2026-10-20T11:11:00Z", until: null }]])
    expect(suggestedShift({ shifts: [], gaps }, now)).toEqual({
      firstDay: "2026-10-22",
      lastDay: "2026-10-29",
      clock: "17:00",
    });
});

it("reads a clock however it is written", () => {
  expect(["8", "17:00", "1730", "7.05", "24:00", "17:60", "later"].map(clockOf)).toEqual([
    "08:00",
    "17:00",
    "17:30",
    "07:05",
    null,
    null,
    null,
  ]);
});
