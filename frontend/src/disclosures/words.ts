/** How long something lasts, in whole hours where it is. Pure; the words come along. */
import type { Messages } from "../messages/sv";

const minutesInAnHour = 60;

export const lasting = (minutes: number, t: Messages): string =>
  minutes % minutesInAnHour === 0
    ? t.disclosures.hours(minutes / minutesInAnHour)
    : t.disclosures.minutes(minutes);
