import { expect, it } from "vitest";
import { weekNumber } from "./week";

it("numbers weeks as calendars here do, around the new year too", () => {
  expect(weekNumber("2026-08-31")).toBe(36);
  expect(weekNumber("2025-12-29")).toBe(1);
  expect(weekNumber("2026-12-28")).toBe(53);
  expect(weekNumber("2027-01-04")).toBe(1);
});
