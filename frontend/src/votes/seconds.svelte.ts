import { createSubscriber } from "svelte/reactivity";

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, 1_000);
  return () => clearInterval(timer);
});

/** The time now, to the second: for a short window that people wait for together. */
export function currentSecond(): Date {
  subscribe();
  return new Date();
}

/** "1:05"; "0:00" when it has passed. */
export function leftUntil(moment: Date, now: Date): string {
  const seconds = Math.max(0, Math.ceil((moment.getTime() - now.getTime()) / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
