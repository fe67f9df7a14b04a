/** A file for one's own calendar: a neutral word, when and where. Nothing in it leads to the case. */
export interface Held {
  starts_at: string;
  place: string | null;
}

const escaped = (text: string): string =>
  text.replaceAll("\\", "\\\\").replaceAll(";", "\\;").replaceAll(",", "\\,").replaceAll("\n", " ");
const stamp = (moment: Date): string => moment.toISOString().replaceAll(/[-:]|\.\d+/g, "");

/** RFC 5545; `uid` is new each time, so that nothing ties the file to the meeting. */
export function calendarOf(meeting: Held, name: string, uid: string, now: Date): string {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//calendar//",
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART:${stamp(new Date(meeting.starts_at))}`,
    `SUMMARY:${escaped(name)}`,
    ...(meeting.place ? [`LOCATION:${escaped(meeting.place)}`] : []),
    "CLASS:PRIVATE",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].join("\r\n");
}
