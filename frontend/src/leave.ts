/** Leave quickly: the page goes, and so do its place in the history and the session behind it. */
import { escapeTwiceWithinMs, leaveTo } from "./settings";

const leftKey = "left";
let isGoing = false;
const farewells: (() => void)[] = [];

/** True from the moment of leaving: no page may then ask "are you sure?". */
export function isLeavingQuickly(): boolean {
  return isGoing;
}

/** Something short to do on the way out, such as ending the session. It must not wait. */
export function onLeavingQuickly(farewell: () => void): void {
  farewells.push(farewell);
}

export function leaveQuickly(): void {
  isGoing = true;
  // First what is seen, then the rest.
  document.body.replaceChildren();
  for (const farewell of farewells) farewell();
  try {
    sessionStorage.setItem(leftKey, "1");
  } catch {
    // Without storage the Back button may still show an earlier page; the page itself is replaced.
  }
  location.replace(leaveTo);
}

/** Somebody left from this tab, and no page has been opened in it since. */
export function hasLeft(): boolean {
  try {
    return sessionStorage.getItem(leftKey) !== null;
  } catch {
    return false;
  }
}

/**
 * The pages before the last one are still in the browser's history. Coming back to one with the Back
 * button after leaving must show nothing: true when this page load was such a return.
 */
export function returnedAfterLeaving(): boolean {
  try {
    if (!hasLeft()) return false;
    const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    if (entry?.type === "back_forward") {
      location.replace(leaveTo);
      return true;
    }
    sessionStorage.removeItem(leftKey);
  } catch {
    // see leaveQuickly()
  }
  return false;
}

export function leaveOnEscapeTwice(target: Window): () => void {
  let lastPress = Number.NEGATIVE_INFINITY;
  const onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.repeat) return;
    if (event.timeStamp - lastPress <= escapeTwiceWithinMs) leaveQuickly();
    lastPress = event.timeStamp;
  };
  // A page kept whole by the browser for the Back button is not loaded anew: send it away as well.
  const onPageshow = (event: PageTransitionEvent): void => {
    if (event.persisted && isGoing) location.replace(leaveTo);
  };
  // Capturing: an open dialog closes on the first press and must not swallow the second.
  target.addEventListener("keydown", onKeydown, { capture: true });
  target.addEventListener("pageshow", onPageshow);
  return () => {
    target.removeEventListener("keydown", onKeydown, { capture: true });
    target.removeEventListener("pageshow", onPageshow);
  };
}
