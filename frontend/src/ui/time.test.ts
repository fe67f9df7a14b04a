import { describe, expect, it } from "vitest";
import { absoluteTime, momentAt, relativeTime, writtenDay } from "./time";

// Local times, as people read them; the machine's zone does not matter.
const now = new Date(2026, 10, 3, 12, 0);
const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute);

describe("times", () => {
  it("are said in the largest whole unit, before and after", () => {
    expect(relativeTime(at(3, 14, 59), now, "sv")).toBe("om 2 timmar");
    expect(relativeTime(at(3, 11, 30), now, "sv")).toBe("för 30 minuter sedan");
    expect(relativeTime(at(6, 12), now, "en")).toBe("in 3 days");
    expect(relativeTime(new Date(now.getTime() - 20_000), now, "sv")).toBe("nu");
    // 46 hours: one whole day by division, two by the calendar.
    expect(relativeTime(at(1, 14), now, "sv")).toBe("i förrgår");
  });

  it("name today and its neighbours, then the weekday", () => {
    expect(absoluteTime(at(3, 14, 30), now, "sv")).toBe("i dag 14:30");
    expect(absoluteTime(at(4, 9), now, "sv")).toBe("i morgon 09:00");
    expect(absoluteTime(at(2, 9), now, "en")).toBe("yesterday 09:00");
    expect(absoluteTime(at(9, 9), now, "sv")).toMatch(/^mån\.? 9 nov\.? 09:00$/);
    expect(absoluteTime(new Date(2027, 0, 8, 9), now, "sv")).toContain("2027");
  });

  it("keep a day that has no time on its day", () => {
    expect(writtenDay("2026-11-03", "sv")).toBe("3 november 2026");
    expect(writtenDay("2026-11-03", "en")).toBe("3 November 2026");
  });

  it("are taken as people write them, and never guessed", () => {
    expect(momentAt("2026-11-03", "18:30")).toEqual(at(3, 18, 30));
    expect(momentAt("2026-11-03", "18.30")).toEqual(at(3, 18, 30));
    expect(momentAt("2026-11-03", " 8 ")).toEqual(at(3, 8));
    for (const wrong of ["", "25", "12:70", "halv sju"])
      expect(momentAt("2026-11-03", wrong)).toBeNull();
    expect(momentAt("", "18:30")).toBeNull();
  });
});
