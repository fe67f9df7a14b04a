import { expect, it } from "vitest";
import { leftUntil } from "./seconds.svelte";

it("counts down to nothing and no further", () => {
  const now = new Date("2026-11-03T19:00:00Z");
  const left = (end: string) => leftUntil(new Date(end), now);
  expect(left("2026-11-03T19:01:05Z")).toBe("1:05");
  expect(left("2026-11-03T19:00:00.400Z")).toBe("0:01");
  expect(left("2026-11-03T18:59:00Z")).toBe("0:00");
});
