/** What a form for a new shift begins with: a week, from where nobody is on call. Pure. */
import type { OnCall } from "./calls";

export interface Suggested {
  firstDay: string;
  lastDay: string;
  clock: string;
}

const weekMs = 7 * 24 * 3_600_000;
const usualHandover = "17:00";
const local = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Stockholm",
  dateStyle: "short",
  timeStyle: "short",
});

/** "2026-11-27 17:00", by a clock in Sweden. */
const written = (moment: number | string): [day: string, clock: string] => {
  const [day = "", clock = ""] = local.format(new Date(moment)).split(" ");
  return [day, clock];
};

export function suggestedShift(onCall: Pick<OnCall, "shifts" | "gaps">, now: Date): Suggested {
  const last = onCall.shifts.at(-1);
  const from = onCall.gaps[0]?.since ?? last?.ends_at;
  const begins = from === undefined ? now.getTime() : Math.max(Date.parse(from), now.getTime());
  const isHandedOver = from !== undefined && Date.parse(from) > now.getTime();
  const [firstDay, clock] = written(begins);
  // A day's length changes twice a year, and a week of days does not: noon keeps clear of midnight.
  const [lastDay] = written(Date.parse(`${firstDay}T12:00:00Z`) + weekMs);
  return { firstDay, lastDay, clock: isHandedOver ? clock : usualHandover };
}

/** "17", "1730" and "17.30" as "17:00" and "17:30"; null when it is no time. */
export function clockOf(typed: string): string | null {
  const found = /^\s*(\d{1,2})(?:[:.]?(\d{2}))?\s*$/.exec(typed);
  if (found === null || Number(found[1]) > 23 || Number(found[2] ?? 0) > 59) return null;
  return `${(found[1] ?? "").padStart(2, "0")}:${found[2] ?? "00"}`;
}
