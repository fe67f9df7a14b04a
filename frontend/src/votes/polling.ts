/** How long a page that is left open waits before it reads the vote anew. Pure. */
import { isBeforeLock, isOver, type Vote } from "./stages";

const secondMs = 1_000;
const minuteMs = 60 * secondMs;

type Followed = Pick<
  Vote,
  | "status"
  | "held"
  | "is_drawing_closed"
  | "drawing_closes_at"
  | "casting_opens_at"
  | "closes_at"
  | "check_ends_at"
>;

/** Milliseconds; null: nothing changes any more. `random` is even between 0 and 1, so that pages do not ask in step. */
export function pauseBefore(of: Followed | null, now: number, random: number): number | null {
  if (of !== null && isOver(of.status)) return null;
  const [shortest, longest] = of === null ? [5, 10] : range(of, now);
  return (shortest + (longest - shortest) * random) * secondMs;
}

/** Seconds. */
function range(of: Followed, now: number): readonly [number, number] {
  if (isBeforeLock(of.status)) return [30, 60];
  if (of.status === "certified") return [60, 120];
  // In a room someone speaks, and everyone's page follows.
  if (of.held === "in_a_room") return [3, 6];
  const moment = {
    credentials_out: of.is_drawing_closed ? of.casting_opens_at : of.drawing_closes_at,
    open: of.closes_at,
    closed: of.check_ends_at,
  }[of.status as "credentials_out" | "open" | "closed"];
  const left = moment ? Date.parse(moment) - now : Infinity;
  return left < 2 * minuteMs ? [4, 8] : [20, 40];
}
