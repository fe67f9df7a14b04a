/**
 * How long the open page waits before it asks again where the vote stands. The question carries no link; the
 * pause is drawn anew each time, so that no rhythm tells one page from another. Pure.
 */
import type { Step } from "./steps";
import type { Stage } from "./server";

/** Steps in which nothing will change by itself. */
const atRest: ReadonlySet<Step> = new Set<Step>(["result", "ended", "changed"]);

const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** The next moment at which the vote moves on by itself; null in a room, where a person says when. */
function nextMoment(stage: Stage): number | null {
  const written = {
    credentials_out: stage.is_drawing_closed ? stage.casting_opens_at : stage.drawing_closes_at,
    open: stage.closes_at,
    closed: stage.check_ends_at,
  }[stage.status as "credentials_out" | "open" | "closed"];
  return written ? Date.parse(written) : null;
}

/** Milliseconds; null: there is nothing more to ask. `random` is even between 0 and 1. */
export function pauseBefore(
  step: Step | null,
  stage: Stage | null,
  now: number,
  random: number,
): number | null {
  if (step !== null && atRest.has(step)) return null;
  const [shortest, longest] = stage ? range(stage, now) : [5, 10];
  return (shortest + (longest - shortest) * random) * secondMs;
}

/** Seconds. */
function range(stage: Stage, now: number): readonly [number, number] {
  // In a room someone speaks, and everyone's page follows.
  const isInRoom = stage.drawing_closes_at === null;
  if (isInRoom) return [3, 7];
  const moment = nextMoment(stage);
  const left = moment === null ? 0 : moment - now;
  if (left > 15 * minuteMs) return [60, 120];
  if (left > 2 * minuteMs) return [20, 40];
  // Also when the moment has passed: the server's due work is about to follow.
  return [4, 9];
}
