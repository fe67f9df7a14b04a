// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { Problem } from "../api/problem";
import { OpenedVote } from "./opened.svelte";
import type { Vote } from "./stages";

const CHANGED = { id: "1", status: "hearing", version: 2, leads: true } as Vote;

afterEach(() => vi.unstubAllGlobals());

describe("what is being written", () => {
  it("can no longer be lost once the server has it, while the rest is still on its way", async () => {
    vi.stubGlobal("fetch", () => new Promise(() => undefined));
    const opened = new OpenedVote("1");
    opened.drafts.hearing = "Vice ordföranden, en timme.";
    let arrives: (vote: Vote) => void = () => undefined;
    const asked = new Promise<Vote>((resolve) => (arrives = resolve));
    void opened.change(() => asked, "hearing");
    expect(opened.hasUnsent).toBe(true);
    arrives(CHANGED);
    await vi.waitFor(() => expect(opened.vote).toEqual(CHANGED));
    expect(opened.hasUnsent).toBe(false);
    opened.drafts.ending = "Något annat";
    expect(opened.hasUnsent).toBe(true);
  });

  it("is still unsent where the server refused it", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no line")));
    const opened = new OpenedVote("1");
    opened.drafts.hearing = "Vice ordföranden, en timme.";
    const refused = new Problem("invalid-input", { status: 422 });
    await expect(opened.change(() => Promise.reject(refused), "hearing")).rejects.toBe(refused);
    expect(opened.hasUnsent).toBe(true);
  });
});
