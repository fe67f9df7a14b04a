import type { RouteName } from "../routes";
import type { IconName } from "../ui/icons";

/** The rooms one moves between, in the order of the rail and of the bottom bar. */
export const rooms = [
  { name: "now", icon: "bell" },
  { name: "cases", icon: "folder" },
  { name: "votes", icon: "ballot" },
  { name: "people", icon: "people" },
  { name: "more", icon: "more" },
] as const satisfies readonly { name: RouteName; icon: IconName }[];

export type RoomName = (typeof rooms)[number]["name"];

/** The room a page belongs to, so that the rail marks it on the pages inside too. */
const roomOf: Partial<Record<RouteName, RoomName>> = {
  now: "now",
  cases: "cases",
  case: "cases",
  casePart: "cases",
  step: "cases",
  votes: "votes",
  raiseVote: "votes",
  vote: "votes",
  projector: "votes",
  teller: "votes",
  exclusionCases: "votes",
  exclusionCase: "votes",
  people: "people",
  onCall: "people",
  person: "people",
  addPerson: "people",
  more: "more",
  forYou: "more",
  letter: "cases",
  account: "more",
  policy: "more",
  settings: "more",
  onBehalf: "more",
  informing: "more",
  events: "more",
  season: "more",
};

export function roomOfRoute(name: RouteName | undefined): RoomName | null {
  return (name && roomOf[name]) ?? null;
}
