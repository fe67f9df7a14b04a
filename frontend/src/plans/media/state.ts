/** How a media plan's state looks, and who is to act. Pure. */
import type { components } from "../../api/schema";
import type { Messages } from "../../messages/sv";
import type { StatusTone } from "../../ui/StatusWord.svelte";

type Plan = components["schemas"]["MediaPlanRead"];
export type PlanWords = components["schemas"]["MediaPlanWrite"];

/** In the order in which they are asked and read. */
export const partNames = ["who_answers", "we_say", "we_leave_out"] as const;

const tones: Record<Plan["state"], StatusTone> = {
  not_asked: "closed",
  not_written: "ahead",
  waits: "waiting",
  refused: "attention",
  agreed: "done",
};

export const toneOf = (state: Plan["state"]): StatusTone => tones[state];

/** Undefined where nothing is to be done. */
export function whoActs(of: Plan, t: Messages["mediaPlan"]): string | undefined {
  if (of.state === "not_written" || of.state === "refused") return t.bothSides;
  if (of.state !== "waits") return undefined;
  return of.waits_for.map((side) => t.sides[side] ?? side).join(", ");
}

/** The first twelve signs, in fours: enough to compare two papers by. */
export const codeOf = (digest: string): string =>
  (digest.slice(0, 12).match(/.{4}/g) ?? []).join(" ");
