/** The data that somebody takes along, as a page that any device shows. Its title says nothing of a case. */
import type { components } from "../api/schema";
import type { Language } from "../language.svelte";
import type sv from "../messages/sv";
import { absoluteTime } from "../ui/time";

export type OwnData = components["schemas"]["OwnDataRead"];

const marks: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const safe = (text: string): string => text.replaceAll(/[&<>"]/g, (mark) => marks[mark] ?? mark);

export function readable(data: OwnData, t: typeof sv, language: Language, now: Date): string {
  const when = (moment: string) => absoluteTime(new Date(moment), now, language);
  const { data: words } = t.myCase;
  const roles = (all: readonly string[]) =>
    all.map((role) => t.cases.roles[role] ?? t.cases.someone).join(", ") || t.cases.someone;
  const as = (role: string | null) => (role && t.company.roles[role]) ?? t.company.earlier;
  const part = (name: string) => t.cases.compartments[name] ?? "";
  const section = (title: string, lines: readonly (readonly [string, string])[]) =>
    `<h2>${safe(title)}</h2>` +
    (lines.length === 0
      ? `<p>${safe(words.nothing)}</p>`
      : `<ul>${lines.map(([first, then]) => `<li><b>${safe(first)}</b><p>${safe(then)}</p></li>`).join("")}</ul>`);
  return [
    `<!doctype html><html lang="${language}"><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width"><title>${safe(words.title)}</title>`,
    "<style>body{font:1rem/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}p{white-space:pre-wrap}</style>",
    `<h1>${safe(words.title)}</h1><p>${safe(words.madeAt)} ${safe(when(data.made_at))}</p>`,
    section(words.case, [
      [data.reference, `${t.cases.stages[data.stage] ?? ""}, ${when(data.opened_at)}`],
    ]),
    section(
      words.texts,
      data.texts.map((each) => [
        `${t.cases.kinds[each.kind] ?? part(each.compartment)}, ${when(each.written_at)}`,
        each.text ?? words.byAnother,
      ]),
    ),
    section(
      words.answers,
      data.answers.map((each) => [
        each.text[language],
        `${each.is_given ? words.yes : words.no}, ${when(each.recorded_at)}`,
      ]),
    ),
    section(
      t.wishes.mine.title,
      data.wishes.map((each) => [
        each.recipient[language],
        [
          each.is_asked_for ? t.wishes.events.given : t.wishes.events.withdrawn,
          ...(each.is_asked_for
            ? [each.with_name ? t.circle.told.withName : t.circle.told.withoutName]
            : []),
          when(each.recorded_at),
        ].join(", "),
      ]),
    ),
    section(
      t.myCase.offers.title,
      data.offers.map((each) => [each.title[language], t.plans.states[each.state] ?? ""]),
    ),
    section(
      t.company.log.titleOwn,
      data.contact.map((each) => [
        `${(each.way && t.company.log.ways[each.way]) ?? t.company.log.inPlan}, ${when(each.at)}, ${as(each.by)}`,
        [each.note, each.need].filter(Boolean).join("\n"),
      ]),
    ),
    section(
      t.company.messages.title,
      data.messages.map((each) => [
        `${each.is_mine ? t.company.you : as(each.by)}, ${when(each.sent_at)}`,
        each.text ?? t.company.messages.notOpened,
      ]),
    ),
    section(
      t.myCase.told.title,
      data.told.map((each) => [
        each.recipient[language],
        `${each.with_name ? t.circle.told.withName : t.circle.told.withoutName}, ${when(each.told_at)}`,
      ]),
    ),
    section(
      t.myCase.knows.title,
      data.knowers.map((each) => [
        roles([each.role]),
        `${t.circle.people.reads(each.compartments.map(part).join(", "))}. ${t.circle.people.since(when(each.since))}`,
      ]),
    ),
    section(
      t.myCase.opened.title,
      data.opened.map((each) => [
        roles(each.roles),
        t.myCase.opened.line(
          each.is_file ? t.myCase.opened.file(part(each.compartment)) : part(each.compartment),
          when(each.at),
        ),
      ]),
    ),
    "</html>",
  ].join("\n");
}
