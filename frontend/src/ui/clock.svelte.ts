import { createSubscriber } from "svelte/reactivity";

const tickMs = 20_000;

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, tickMs);
  return () => clearInterval(timer);
});

/** The time now; whoever reads it in a component is drawn again as it passes. */
export function currentTime(): Date {
  subscribe();
  return new Date();
}
