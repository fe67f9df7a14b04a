// @vitest-environment happy-dom
import { flushSync, mount, unmount } from "svelte";
import { afterEach, describe, expect, it } from "vitest";

import type { Ballot } from "../ballot.svelte";
import WhoSees from "./WhoSees.svelte";

const caution = { sv: "Vad servern säger.", en: "What the server says." };
let mounted: Record<string, never> | undefined;

afterEach(async () => {
  if (mounted) await unmount(mounted);
  document.body.replaceChildren();
});

function shown(threshold: number, tellers: number): string {
  const manifest = { threshold, tellers: Array.from({ length: tellers }, () => ({})) };
  const ballot = { told: { caution }, vote: { manifest } } as unknown as Ballot;
  mounted = mount(WhoSees, { target: document.body, props: { ballot } });
  flushSync();
  return document.body.textContent.replace(/\s+/g, " ");
}

describe("who can see what", () => {
  it("names the tellers that the manifest locks, beside the server's caution", () => {
    const text = shown(2, 3);
    expect(text).toContain("minst 2 av de 3 rösträknarna");
    expect(text).toContain(caution.sv);
  });

  it("names none in a vote without them", () => {
    const text = shown(0, 0);
    expect(text).not.toContain("rösträknarna");
    expect(text).toContain(caution.sv);
  });
});
