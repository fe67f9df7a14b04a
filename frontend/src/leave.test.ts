// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { leaveTo } from "./settings";

let leave: typeof import("./leave");
let stop: () => void;
const replace = vi.fn();

beforeEach(async () => {
  vi.resetModules();
  replace.mockReset();
  vi.spyOn(location, "replace").mockImplementation(replace);
  sessionStorage.clear();
  leave = await import("./leave");
  stop = leave.leaveOnEscapeTwice(window);
});

afterEach(() => stop());

function press(key: string, timeStamp: number): void {
  const event = new KeyboardEvent("keydown", { key });
  Object.defineProperty(event, "timeStamp", { value: timeStamp });
  window.dispatchEvent(event);
}

function arriveBy(type: NavigationTimingType): void {
  vi.spyOn(performance, "getEntriesByType").mockReturnValue([
    { type } as unknown as PerformanceEntry,
  ]);
}

describe("leaving quickly", () => {
  it("takes two presses of Escape in quick succession", () => {
    press("Escape", 1_000);
    press("Escape", 3_000);
    expect(replace).not.toHaveBeenCalled();
    press("Escape", 3_300);
    expect(replace).toHaveBeenCalledExactlyOnceWith(leaveTo);
  });

  it("clears what is seen, says goodbye, and lets no page ask to stay", () => {
    document.body.append("something private");
    const farewell = vi.fn();
    leave.onLeavingQuickly(farewell);
    leave.leaveQuickly();
    expect(document.body.textContent).toBe("");
    expect(farewell).toHaveBeenCalledOnce();
    expect(leave.isLeavingQuickly()).toBe(true);
  });

  it("shows nothing to whoever then presses Back, but opens for whoever comes anew", () => {
    leave.leaveQuickly();
    replace.mockReset();
    arriveBy("back_forward");
    expect(leave.returnedAfterLeaving()).toBe(true);
    expect(replace).toHaveBeenCalledWith(leaveTo);
    arriveBy("navigate");
    expect(leave.returnedAfterLeaving()).toBe(false);
    arriveBy("back_forward");
    expect(leave.returnedAfterLeaving()).toBe(false);
  });
});
