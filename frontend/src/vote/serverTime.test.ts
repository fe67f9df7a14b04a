import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { noteServerTime, serverTime } from "./serverTime.svelte";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-03T09:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

it("is the server's, however wrong the telephone's clock is, and goes on with it", () => {
  noteServerTime("Tue, 03 Nov 2026 14:30:00 GMT");
  expect(serverTime().toISOString()).toBe("2026-11-03T14:30:00.000Z");
  vi.advanceTimersByTime(90_000);
  expect(serverTime().toISOString()).toBe("2026-11-03T14:31:30.000Z");
  noteServerTime("Tue, 03 Nov 2026 08:00:00 GMT");
  expect(serverTime().toISOString()).toBe("2026-11-03T08:00:00.000Z");
});

it("stays as it was known when an answer tells none", () => {
  noteServerTime("Tue, 03 Nov 2026 10:00:00 GMT");
  noteServerTime(null);
  noteServerTime("soon");
  expect(serverTime().toISOString()).toBe("2026-11-03T10:00:00.000Z");
});
