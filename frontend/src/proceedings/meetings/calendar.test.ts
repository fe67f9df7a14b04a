import { expect, it } from "vitest";
import { calendarOf } from "./calendar";

const now = new Date("2026-11-03T12:00:00Z");

it("says a neutral word, when and where, and nothing that leads to the case", () => {
  const meeting = { starts_at: "2026-11-05T18:30:00Z", place: "Lilla salen, plan 2; ring på" };
  expect(calendarOf(meeting, "Möte", "a-new-one", now).split("\r\n")).toEqual([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//calendar//",
    "BEGIN:VEVENT",
    "UID:a-new-one",
    "DTSTAMP:20261103T120000Z",
    "DTSTART:20261105T183000Z",
    "SUMMARY:Möte",
    String.raw`LOCATION:Lilla salen\, plan 2\; ring på`,
    "CLASS:PRIVATE",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]);
});

it("leaves out a place that is not known", () => {
  const file = calendarOf({ starts_at: "2026-11-05T18:30:00Z", place: null }, "Möte", "u", now);
  expect(file).not.toContain("LOCATION");
});
