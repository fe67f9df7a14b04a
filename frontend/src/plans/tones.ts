import type { components } from "../api/schema";
import type { StatusTone } from "../ui/StatusWord.svelte";

/** The icon beside a step's state. Nothing that is offered or waits for a yes looks like a fault. */
const tones: Record<components["schemas"]["StepState"], StatusTone> = {
  offered: "ahead",
  open: "active",
  waits_for_answer: "waiting",
  waits_for_steps: "waiting",
  waits_for_consent: "waiting",
  consent_refused: "stopped",
  does_not_apply: "closed",
  done: "done",
  not_applicable: "closed",
  superseded: "closed",
};

export const toneOf = (state: components["schemas"]["StepState"]): StatusTone => tones[state];
