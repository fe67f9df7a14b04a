import { language } from "../language.svelte";
import { absoluteTime } from "../ui/time";
import { serverTime } from "./serverTime.svelte";

/** "i dag 14:30"; empty for a moment that nobody has set. */
export function written(moment: string | null | undefined): string {
  return moment ? absoluteTime(new Date(moment), serverTime(), language.current) : "";
}
