import { describe, expect, it } from "vitest";
import { Doing } from "./doing.svelte";
import { Problem } from "./problem";

describe("something that is being done", () => {
  it("is asked once however often it is pressed meanwhile", async () => {
    const doing = new Doing();
    let asked = 0;
    let finish = (): void => undefined;
    const first = doing.run(() => {
      asked += 1;
      return new Promise<void>((resolve) => {
        finish = resolve;
      });
    });
    expect(doing.isBusy).toBe(true);
    expect(await doing.run(() => Promise.resolve((asked += 1)))).toBe(false);
    finish();
    expect(await first).toBe(true);
    expect([asked, doing.isBusy, doing.isDone]).toEqual([1, false, true]);
  });

  it("keeps what it was refused with until it is tried again", async () => {
    const doing = new Doing();
    const refusal = new Problem("case-closed", { status: 409 });
    expect(await doing.run(() => Promise.reject(refusal))).toBe(false);
    expect(doing.problem).toBe(refusal);
    expect(doing.isDone).toBe(false);
    await doing.run(() => Promise.resolve());
    expect(doing.problem).toBeNull();
  });
});
