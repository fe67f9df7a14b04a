import type { components } from "../api/schema";
import type { StatusTone } from "../ui/StatusWord.svelte";

export const checkTones: Record<components["schemas"]["EventCheckState"], StatusTone> = {
  ahead: "ahead",
  due: "attention",
  done: "done",
  missed: "stopped",
  called_off: "closed",
};
