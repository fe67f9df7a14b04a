import { language } from "../language.svelte";
import { currentTime } from "../ui/clock.svelte";
import { absoluteTime } from "../ui/time";

/** "i dag 14:30"; empty for a moment that nobody has set. */
export function written(moment: string | null | undefined): string {
  return moment ? absoluteTime(new Date(moment), currentTime(), language.current) : "";
}
