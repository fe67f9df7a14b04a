import type { Office, Person } from "../people/api";
import { session } from "../session.svelte";

/** The server decides; these only spare people links that would be refused. Who leads a vote is told with it. */
const offices = {
  /** The rest of the board can where neither chair nor vice chair can: only the server knows whether. */
  raise: ["chair", "vice_chair", "board_member", "council_member"],
  leadAny: ["chair", "vice_chair"],
  standIn: ["board_member"],
  moveMotions: ["council_member"],
  seeExclusionCases: ["chair", "vice_chair", "security_officer"],
} as const satisfies Record<string, readonly Office[]>;

export function mayInVotes(what: keyof typeof offices): boolean {
  const mine = session.me?.offices ?? [];
  return offices[what].some((office) => mine.includes(office));
}

/** Advice on re-entry is the board's to ask for; the question of confidence also any member's. */
export const mayConsult = (): boolean => mayInVotes("leadAny") || mayInVotes("standIn");

const concerned: readonly Office[] = [
  "chair",
  "vice_chair",
  "board_member",
  "council_member",
  "council_substitute",
];

/** Whom the question can be about: someone on the board or in the group, never oneself. */
export const canBeAsked = (person: Person): boolean =>
  person.id !== session.me?.person_id &&
  person.offices.some((office) => concerned.includes(office));

/** Whom the group can be consulted about: whoever has left holds no office any more. */
export const canWantToComeBack = (person: Person): boolean =>
  person.id !== session.me?.person_id && !person.is_external && !person.is_retired;
