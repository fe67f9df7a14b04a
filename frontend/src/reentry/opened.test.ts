// @vitest-environment happy-dom
import { describe, expect, it, vi } from "vitest";
import { Doing } from "../api/doing.svelte";
import { Problem } from "../api/problem";
import type { Matter } from "./calls";
import { OpenedReturn } from "./opened.svelte";

const at = (version: number) => ({ version }) as Matter;

/** A line so slow that each answer is awaited by hand. */
class SlowLine {
  readonly seen: number[] = [];
  readonly #answers: { give: (matter: Matter) => void; refuse: (problem: Problem) => void }[] = [];

  readonly ask = (matter: Matter): Promise<Matter> => {
    this.seen.push(matter.version);
    return new Promise((give, refuse) => this.#answers.push({ give, refuse }));
  };

  async next() {
    await vi.waitUntil(() => this.#answers.length > 0);
    return this.#answers.shift()!;
  }
}

async function opened(): Promise<OpenedReturn> {
  const page = new OpenedReturn("0");
  vi.spyOn(page.calls, "read").mockResolvedValue(at(1));
  await page.read();
  return page;
}

describe("two parts of a return that are saved one after the other on a slow line", () => {
  it("sends the second with the version that the first one led to", async () => {
    const page = await opened();
    const line = new SlowLine();
    const talk = page.change(new Doing(), line.ask);
    const answer = page.change(new Doing(), line.ask);
    (await line.next()).give(at(2));
    (await line.next()).give(at(3));
    expect([await talk, await answer]).toEqual([true, true]);
    expect(line.seen).toEqual([1, 2]);
    expect(page.matter?.version).toBe(3);
  });

  it("sends the second also when the first was refused", async () => {
    const page = await opened();
    const line = new SlowLine();
    const talk = page.change(new Doing(), line.ask);
    const answer = page.change(new Doing(), line.ask);
    const refused = new Problem("invalid-input", { status: 422 });
    (await line.next()).refuse(refused);
    (await line.next()).give(at(2));
    expect([await talk, await answer]).toEqual([false, true]);
    expect(line.seen).toEqual([1, 1]);
  });
});
