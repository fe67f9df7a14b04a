/** What a line of a case's log says beside its headline. Pure; the words come along. */
import type { Messages } from "../messages/sv";
import type { components } from "../api/schema";
import type { Language } from "../language.svelte";

type Entry = components["schemas"]["LogEntryRead"];

export function logDetails(entry: Entry, t: Messages, language: Language): string[] {
  const { codes, about, kind } = entry;
  const said: string[] = about ? [about[language]] : [];
  const words = kind === "category-changed" ? t.cases.categories : t.cases.stages;
  if (codes.before && codes.after)
    said.push(
      t.circle.log.fromTo(words[codes.before] ?? codes.before, words[codes.after] ?? codes.after),
    );
  if (codes.role) said.push(t.cases.roles[codes.role] ?? t.cases.someone);
  const answer = codes.given ?? codes.answer ?? codes.assessed;
  if (answer) said.push(t.circle.log.answers[answer] ?? "");
  if (codes.texts && codes.texts !== "0") said.push(t.circle.log.notes(Number(codes.texts)));
  if (codes.themself === "True") said.push(t.circle.log.self);
  return said.filter((part) => part !== "");
}
