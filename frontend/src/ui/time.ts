/** How times are written. Pure: the caller gives the clock and the language. */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const locales = { sv: "sv-SE", en: "en-GB" } as const;
type Written = keyof typeof locales;

/** "om 2 timmar", "för 3 dagar sedan"; whole units, the largest that fits, days by the calendar. */
export function relativeTime(moment: Date, now: Date, language: Written): string {
  const words = new Intl.RelativeTimeFormat(locales[language], { numeric: "auto" });
  const left = moment.getTime() - now.getTime();
  const size = Math.abs(left);
  if (size < minuteMs) return words.format(0, "second"); // "nu"
  if (size < hourMs) return words.format(Math.trunc(left / minuteMs), "minute");
  if (size < dayMs) return words.format(Math.trunc(left / hourMs), "hour");
  // Days are counted as people do: 46 hours ago can be the day before yesterday, never "yesterday" by division.
  return words.format(Math.round((midnight(moment) - midnight(now)) / dayMs), "day");
}

function midnight(moment: Date): number {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}

/** "i dag 14:30", "i morgon 09:00", otherwise weekday, date and time; the year only when it is another. */
export function absoluteTime(moment: Date, now: Date, language: Written): string {
  const locale = locales[language];
  const days = Math.round((midnight(moment) - midnight(now)) / dayMs);
  if (Math.abs(days) <= 1) {
    const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
    // Both languages write 14:30. A date format takes a slow telephone a tenth of a second to come by.
    return `${words.format(days, "day")} ${moment.toTimeString().slice(0, 5)}`;
  }
  return new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    ...(moment.getFullYear() === now.getFullYear() ? {} : { year: "numeric" }),
    hour: "2-digit",
    minute: "2-digit",
  }).format(moment);
}

/** A day without a time, from "2026-11-03": "3 november 2026". No zone can move it to another day. */
export function writtenDay(isoDay: string, language: Written): string {
  return new Intl.DateTimeFormat(locales[language], { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${isoDay}T00:00:00Z`),
  );
}

/** A day and a written clock time ("18:30", "18.30", "1830", "8") on this device's clock; null when it is none. */
export function momentAt(isoDay: string, clock: string): Date | null {
  const written = /^\s*(\d{1,2})(?:[:.]?(\d{2}))?\s*$/.exec(clock);
  if (isoDay === "" || written === null) return null;
  const hour = Number(written[1]);
  const minute = Number(written[2] ?? 0);
  if (hour > 23 || minute > 59) return null;
  const [year = 0, month = 1, date = 1] = isoDay.split("-").map(Number);
  return new Date(year, month - 1, date, hour, minute);
}
