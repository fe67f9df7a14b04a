/** What one who is heard reads, in their language, and as a file to take along. */
import type { components } from "../api/schema";
import { language } from "../language.svelte";
import { t } from "../messages/index.svelte";
import { currentTime } from "../ui/clock.svelte";
import type { StatusTone } from "../ui/StatusWord.svelte";
import { absoluteTime } from "../ui/time";

type Schemas = components["schemas"];
type State = Schemas["HearingState"];
type Question = Schemas["QuestionToGroup"];
type Asked = Schemas["OwnMeasureRead"];

export const inLanguage = (words: Schemas["Words"]): string =>
  language.current === "en" ? words.en : words.sv;

const decided: readonly Schemas["ExclusionStatus"][] = ["decided", "appeal", "closed"];

/** What they are told before all else: that it is looked into and nothing is settled, until something is, or all is over. */
export function standsNow(hearing: Schemas["HearingRead"]): string {
  if (hearing.is_closed) return t.hearing.closed;
  const isAnswered = hearing.questions.some((one) => one.outcome !== null && !one.is_void);
  const isDecided = hearing.exclusion_cases.some(({ status }) => decided.includes(status));
  return isAnswered || isDecided ? t.hearing.partlySettled : inLanguage(hearing.to_you);
}

export const written = (moment: string): string =>
  absoluteTime(new Date(moment), currentTime(), language.current);

export const toneOf: Record<State, StatusTone> = {
  not_told: "ahead",
  awaits_answer: "waiting",
  answered: "done",
  declined: "stopped",
  time_ran_out: "stopped",
};

/** Not once they have answered what they were told last, or have said that they will not. */
export const mayDecline = (state: State): boolean =>
  state === "awaits_answer" || state === "time_ran_out";

/** The result in one sentence; nothing is decided by a vote that too few took part in. */
export function resultOf(question: Question): string {
  const words = t.hearing.question;
  if (question.is_void) return words.void;
  if (question.outcome === null) return words.waits;
  return words.outcomes[question.outcome] ?? words.nothing;
}

export function numbersOf(question: Question): string | null {
  const { against, in_favour, blank } = question;
  if (against === null || in_favour === null || blank === null) return null;
  return t.hearing.question.numbers(against, in_favour, blank);
}

/** The assignment, or that it is care; what their key does not open is still there to answer. */
export const nameOf = (asked: Asked): string =>
  asked.kind === "care" ? t.hearing.asked.kinds.care : (asked.text ?? t.hearing.asked.assignment);

/** Whether it still asks something of them, so that what it means is worth saying. */
export const goesOn = ({ status, answers }: Asked): boolean =>
  answers.length > 0 || ["active", "required", "started"].includes(status);

/** Whoever is asked to leave, or has left, talks with the board before they stand again. */
export const mayStandAgain = (asked: readonly Asked[]): boolean =>
  asked.some(({ kind, status }) => kind === "leaving" && status !== "lifted");

/** Everything in running text, for whoever wants to show it to somebody they trust. */
export function asText(file: Schemas["HearingFile"]): string {
  const words = t.hearing;
  const lines = [words.file.made(written(file.made_at)), "", standsNow(file.hearing), ""];
  for (const { told, contact, released_at } of file.opened.releases) {
    lines.push(words.told.at(written(released_at)));
    for (const part of ["allegations", "evidence", "follows", "talk"] as const)
      if (told[part]) lines.push(`${words.told[part]}: ${told[part]}`);
    lines.push(`${words.told.contact}: ${inLanguage(contact)}`, "");
  }
  for (const { kind, given_at, way, text } of file.opened.answers)
    lines.push(
      `${words.answers[kind] ?? ""}, ${written(given_at)}, ${words.ways[way] ?? ""}`,
      text,
      "",
    );
  for (const one of file.measures) {
    const { kinds, statuses } = words.asked;
    lines.push(`${nameOf(one)}: ${one.kind === "care" ? (one.text ?? "") : kinds[one.kind]}`);
    lines.push(`${written(one.asked_at)}. ${statuses[one.status]}.`, "");
  }
  if (mayStandAgain(file.measures)) lines.push(words.asked.nominations, "");
  for (const question of file.hearing.questions)
    lines.push(
      words.question.asked(written(question.asked_at)),
      resultOf(question),
      numbersOf(question) ?? "",
      "",
    );
  for (const { opened_at, status } of file.hearing.exclusion_cases)
    lines.push(words.exclusion.opened(written(opened_at)), words.exclusion.statuses[status] ?? "");
  return `${lines.join("\n").trimEnd()}\n`;
}
