/** The number of a week as calendars here have it (ISO 8601), from its Monday "2026-08-31". Pure. */
const dayMs = 24 * 60 * 60 * 1000;

export function weekNumber(monday: string): number {
  // The week belongs to the year that its Thursday lies in.
  const thursday = new Date(Date.parse(`${monday}T00:00:00Z`) + 3 * dayMs);
  const newYear = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - newYear) / dayMs / 7) + 1;
}
