/** What a state of consent looks like beside its word. */
import type { components } from "../api/schema";
import type { StatusTone } from "../ui/StatusWord.svelte";

export const tones: Record<components["schemas"]["ConsentState"], StatusTone> = {
  open: "ahead",
  asked: "waiting",
  given: "done",
  refused: "stopped",
  withdrawn: "stopped",
  expired: "ahead",
};
