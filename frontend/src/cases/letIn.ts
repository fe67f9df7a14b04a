/** Who fits a way into a case. Pure; the server decides. */
import type { components } from "../api/schema";
import type { Office, Person } from "../people/api";

type Holder = components["schemas"]["Holder"];

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
