/** Alarms about offices, gathered: ten unchecked numbers are one thing to arrange. Pure. */
import type { components } from "../api/schema";

type Alarm = components["schemas"]["AlarmRead"];

export interface Gathered {
  key: string;
  kind: Alarm["kind"];
  /** Of which office, where that tells what to do; contact details are looked over for everyone at once. */
  office: Alarm["office"];
  count: number;
}

/** Per person, or about one office only, which needs no naming. */
const withoutOffice: ReadonlySet<Alarm["kind"]> = new Set([
  "contact-missing",
  "contact-not-verified",
  "contact-card-empty",
  "contact-refused",
  "on-call-gap",
  "test-alarm-due",
  "members-not-informed",
  "event-not-checked",
  "new-member-not-informed",
  "officer-not-reported",
]);

export function gathered(alarms: readonly Alarm[]): Gathered[] {
  const found = new Map<string, Gathered>();
  for (const { kind, office } of alarms) {
    const about = withoutOffice.has(kind) ? null : office;
    const key = `${kind} ${about ?? ""}`;
    const one = found.get(key) ?? { key, kind, office: about, count: 0 };
    one.count += 1;
    found.set(key, one);
  }
  return [...found.values()];
}
