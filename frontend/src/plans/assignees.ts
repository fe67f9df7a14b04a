/** Who in a case a step can be given to. Pure; the server decides. */
import type { components } from "../api/schema";

type Schemas = components["schemas"];
type Grant = Pick<Schemas["GrantRead"], "person" | "role">;

/** Roles that do steps. What is the association's work is never the affected person's. */
const working: ReadonlySet<Schemas["CaseRole"]> = new Set([
  "contact_person",
  "security_officer",
  "accountable",
  "investigator",
  "decider",
]);

export interface Assignee {
  id: string;
  name: string;
  roles: Schemas["CaseRole"][];
}

/** Each person once, with all their roles, in the order they came in. */
export function canBeGivenTo(
  grants: readonly Grant[],
  step: Pick<Schemas["StepRead"], "owner" | "compartment">,
): Assignee[] {
  const found = new Map<string, Assignee>();
  for (const { person, role } of grants) {
    if (person.person_id === null || person.display_name === null || !working.has(role)) continue;
    const one = found.get(person.person_id) ?? {
      id: person.person_id,
      name: person.display_name,
      roles: [],
    };
    one.roles.push(role);
    found.set(one.id, one);
  }
  const investigates = step.owner === "investigators" || step.compartment === "investigation";
  return [...found.values()].filter(
    ({ roles }) => !(investigates && roles.includes("contact_person")),
  );
}
