/** Lines of the ledger in words. Pure. */
import type { components } from "../api/schema";
import type sv from "../messages/sv";

type Schemas = components["schemas"];

/** Who wrote an answer down, and as what; of what ran out, why. */
export function whoDid(event: Schemas["ConsentEventRead"], t: typeof sv): string {
  if (event.what === "expired") return t.ledger.expiredBecause;
  if (event.by_role === "affected") return t.ledger.byThemself;
  const role = event.by_role ? (t.cases.roles[event.by_role] ?? "").toLocaleLowerCase() : "";
  return t.ledger.by(event.by?.display_name ?? t.ledger.someone, role);
}

/** On which ground somebody was told: a yes, a wish, two people in danger, or that the list asks for none. */
export function groundOf(
  line: Schemas["LedgerLineRead"],
  t: typeof sv,
  language: "sv" | "en",
  when: (moment: string) => string,
): string {
  const called = (person: Schemas["NamedRead"] | null) => person?.display_name ?? t.ledger.someone;
  if (line.by_two)
    return t.ledger.told.byTwo(called(line.by_two.first), called(line.by_two.second));
  if (line.on_question && line.answered_at)
    return t.ledger.told.onYes(line.on_question[language], when(line.answered_at));
  if (line.wished_at) return t.wishes.onWish(when(line.wished_at));
  return t.ledger.told.noQuestion;
}
