/** Who speaks or noted something, by name and by what they are here. */
import type { components } from "../api/schema";
import { t } from "../messages/index.svelte";

type Named = components["schemas"]["NamedRead"];

export function whoIs(person: Named | null, role: string | null): string {
  const name = person?.display_name;
  if (!name) return role === "affected" ? t.company.theAffected : t.company.someone;
  return `${name}, ${(role && t.company.roles[role]) ?? t.company.earlier}`;
}
