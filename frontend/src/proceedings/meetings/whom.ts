/** Of whom something can be decided: it follows from what the mapping came to about each. Pure. */
import type { components } from "../../api/schema";

type Schemas = components["schemas"];
type Item = Pick<Schemas["ItemRead"], "kinds_about">;
type Kind = Schemas["DecisionKind"];
type Concerned = Schemas["ConcernedRead"];

export function peopleFor(
  item: Item,
  kind: Kind | null,
  concerned: readonly Concerned[],
): Concerned[] {
  if (kind === null) return [...concerned];
  const can = item.kinds_about.filter((each) => each.kinds.includes(kind));
  return concerned.filter((one) => can.some((each) => each.person_id === one.person_id));
}

/** Whom the mapping has not come to anything about: nobody decides about them yet. */
export const unmapped = (concerned: readonly Concerned[]): Concerned[] =>
  concerned.length > 1 ? concerned.filter((one) => one.conclusion === null) : [];
