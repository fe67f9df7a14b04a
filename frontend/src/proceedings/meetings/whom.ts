/** Of whom something can be decided: it follows from what the mapping came to about each. Pure. */
import type { components } from "../../api/schema";

type Schemas = components["schemas"];
type Item = Pick<Schemas["ItemRead"], "kinds_about">;
type Kind = Schemas["DecisionKind"];
type Accused = Schemas["AccusedRead"];

export function peopleFor(item: Item, kind: Kind | null, accused: readonly Accused[]): Accused[] {
  if (kind === null) return [...accused];
  const can = item.kinds_about.filter((each) => each.kinds.includes(kind));
  return accused.filter((one) => can.some((each) => each.person_id === one.person_id));
}

/** Whom the mapping has not come to anything about: nobody decides about them yet. */
export const unmapped = (accused: readonly Accused[]): Accused[] =>
  accused.length > 1 ? accused.filter((one) => one.conclusion === null) : [];
