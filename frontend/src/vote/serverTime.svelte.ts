/** What time it is where the vote's moments are kept: a telephone's own clock may be hours wrong. */
import { currentTime } from "../ui/clock.svelte";

let ahead = $state(0);

/** From an answer's `Date`, which is whole seconds; without one the device's own clock is believed. */
export function noteServerTime(date: string | null): void {
  const told = Date.parse(date ?? "");
  if (!Number.isNaN(told)) ahead = told - Date.now();
}

/** Whoever reads it in a component is drawn again as it passes. */
export function serverTime(): Date {
  return new Date(currentTime().getTime() + ahead);
}
