/** Who fits a way into a case. Pure; the server decides. */
import type { components } from "../api/schema";
import type { Office, Person } from "../people/api";

type Schemas = components["schemas"];
type Holder = Schemas["Holder"];

const board: readonly Office[] = ["chair", "vice_chair", "board_member"];
const officeOf: Partial<Record<Holder, readonly Office[]>> = {
  security_officer: ["security_officer"],
  chair: ["chair"],
  vice_chair: ["vice_chair"],
  group_leader: ["group_leader"],
  executive_board_chair: ["executive_board_chair"],
  board,
};

/** A part in the case needs no office; everything else is for whoever holds it. */
export function fits(holder: Holder, person: Pick<Person, "offices">): boolean {
  const offices = officeOf[holder];
  return offices === undefined || person.offices.some((office) => offices.includes(office));
}

/** Whom no list offers a part in the case: those kept out of it, as far as the reader knows, and whose case it is. */
export function outOfIt(
  bars: readonly Pick<Schemas["BarRead"], "person">[],
  grants: readonly Pick<Schemas["GrantRead"], "person" | "role">[],
): ReadonlySet<string> {
  const found = [...bars, ...grants.filter(({ role }) => role === "affected")];
  return new Set(found.flatMap(({ person }) => person?.person_id ?? []));
}
