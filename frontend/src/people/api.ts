import type { components } from "../api/schema";
import { session } from "../session.svelte";

type Schemas = components["schemas"];
export type Office = Schemas["Office"];
export type Person = Schemas["PersonRead"];
export type Term = Schemas["TermRead"];
export type Alarm = Schemas["AlarmRead"];

/** In the order they are shown and chosen. */
export const offices: readonly Office[] = [
  "chair",
  "vice_chair",
  "board_member",
  "security_officer",
  "group_leader",
  "executive_board_chair",
  "committee_chair",
  "council_member",
  "council_substitute",
  "administrator",
  "municipal_security_officer",
  "federation",
];

/** The server decides; these only spare people buttons that would be refused. */
const helds = {
  manage: ["administrator", "chair"],
  confirm: ["chair", "vice_chair", "board_member", "security_officer"],
  report: ["administrator", "chair", "security_officer"],
  alarms: ["chair", "vice_chair", "board_member", "security_officer", "administrator"],
  settings: ["administrator"],
  auditHead: ["administrator", "chair"],
  onBehalf: ["security_officer", "chair", "vice_chair"],
  openReentry: ["chair", "vice_chair", "security_officer"],
  askNomination: ["chair", "vice_chair", "group_leader"],
  /** Those who lead votes: what a vote opened that no case stands behind is theirs. */
  leadExclusion: ["chair", "vice_chair", "board_member"],
  readRota: ["chair", "vice_chair", "board_member", "security_officer", "administrator"],
  keepRota: ["chair", "vice_chair", "security_officer"],
  takeShift: ["security_officer"],
  keepEvents: ["chair", "vice_chair", "board_member", "security_officer"],
  informMembers: ["chair", "vice_chair", "board_member", "security_officer"],
  confirmNomination: ["chair", "vice_chair", "board_member", "security_officer"],
} as const satisfies Record<string, readonly Office[]>;

export function mayDo(what: keyof typeof helds): boolean {
  const mine = session.me?.offices ?? [];
  return helds[what].some((office) => mine.includes(office));
}

export function hasAnyOffice(): boolean {
  return (session.me?.offices.length ?? 0) > 0;
}

/** Today in the association's time zone, as "2026-11-03". */
export function today(): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Stockholm" }).format(new Date());
}
