import { answerTo, api } from "../api/client";
import type { Person } from "./api";

const rowsAPage = 100;

/** Everyone in the association who can be given a part in something: not those who left, nor outsiders. */
export async function everyone(): Promise<Person[]> {
  const found: Person[] = [];
  let after: string | null = null;
  do {
    const page: { items: Person[]; next?: string | null } = await answerTo(
      api.GET("/api/v1/people", {
        params: { query: { limit: rowsAPage, ...(after === null ? {} : { after }) } },
      }),
    );
    found.push(...page.items);
    after = page.next ?? null;
  } while (after !== null);
  return found.filter((person) => !person.is_external && !person.is_retired);
}
