/** Where an exclusion case stands, for the line that shows it, and what is shown for those that are past it. */
import type { components } from "../../api/schema";
import type { ExclusionTexts } from "../../messages/exclusion.sv";
import type { StatusTone } from "../../ui/StatusWord.svelte";
import type { Standing } from "../standing";

type Schemas = components["schemas"];
export type Exclusion = Schemas["ExclusionCaseRead"];
export type ExclusionAct = Schemas["ExclusionAct"];
export type ActBody =
  | Schemas["FollowBoard"]
  | Schemas["Notify"]
  | Schemas["ReceiveStatement"]
  | Schemas["Recommend"]
  | Schemas["Refer"]
  | Schemas["RecordDecision"]
  | Schemas["RecordAppeal"]
  | Schemas["RecordAppealOutcome"]
  | Schemas["RecordLeaving"]
  | Schemas["Close"];

const straight = [
  "opened",
  "notified",
  "statement",
  "recommended",
  "referred",
  "decided",
  "closed",
] as const;
const elsewhere = ["declined", "lifted", "taken_over", "ground_fell", "closed"] as const;

export type Stage = (typeof straight)[number] | "assessing" | "appeal";
export type Ended = (typeof elsewhere)[number];

/** How it ended; null while it goes on. */
export const endedAs = ({ status }: Exclusion): Ended | null =>
  elsewhere.find((each) => each === status) ?? null;

/** Late, and for the reader to take on without a case: those of a case are an alarm of the case. */
export const isLateOfMine = (of: Pick<Exclusion, "is_late" | "acts" | "case_id">): boolean =>
  of.is_late && of.case_id === null && of.acts.length > 0;

/** The straight way; the board's own begins with its question, and an appeal stands in it only when there is one. */
export function stagesOf(exclusion: Exclusion): Stage[] {
  const first: Stage[] = exclusion.ground === "by_board" ? ["assessing"] : [];
  return [
    ...first,
    ...straight.flatMap((stage): Stage[] =>
      stage === "decided" && exclusion.status === "appeal" ? ["decided", "appeal"] : [stage],
    ),
  ];
}

export type Waits = "board" | "leads" | "person" | "federation";
export type NextKey = Exclude<Stage, "closed"> | "final" | "boardSaid";

const whose: Record<NextKey, Waits> = {
  assessing: "board",
  boardSaid: "leads",
  opened: "leads",
  notified: "person",
  statement: "board",
  recommended: "leads",
  referred: "federation",
  decided: "person",
  final: "leads",
  appeal: "federation",
};

/** What is next, and whose it is: as the server says what can be done where the reader leads, else by its dates. */
export function nextOf(exclusion: Exclusion, today: string): { key: NextKey; who: Waits } | null {
  if (endedAs(exclusion) !== null) return null;
  const status = exclusion.status as Exclude<Stage, "closed">;
  const key = keyAt(status, exclusion, today);
  return { key, who: whose[key] };
}

function keyAt(status: Exclude<Stage, "closed">, exclusion: Exclusion, today: string): NextKey {
  if (status === "decided" && isFinal(exclusion, today)) return "final";
  return status === "assessing" && !exclusion.is_for_board ? "boardSaid" : status;
}

function isFinal(exclusion: Exclusion, today: string): boolean {
  const holds = exclusion.appeal_outcome ?? exclusion.outcome;
  const until = exclusion.appeal_until;
  return holds === "left" || exclusion.appealed_on !== null || until === null || today > until;
}

/** The time to answer ends at a midnight: the day before it is the last. */
export function lastDayOf(midnight: string): string {
  const last = new Date(new Date(midnight).getTime() - 1);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${last.getFullYear()}-${two(last.getMonth() + 1)}-${two(last.getDate())}`;
}

export function toneOf(exclusion: Exclusion): StatusTone {
  const ended = endedAs(exclusion);
  if (ended === "closed" || ended === "declined") return "closed";
  if (ended !== null) return "stopped";
  return exclusion.is_late ? "attention" : "active";
}

/** Its line in the overview. */
export function standingOf(
  exclusion: Exclusion,
  today: string,
  words: Pick<ExclusionTexts, "stages" | "ended" | "next" | "who" | "late" | "boardSaid">,
): Standing {
  const tone = toneOf(exclusion);
  const ended = endedAs(exclusion);
  if (ended !== null) return { word: words.ended[ended], tone, isOver: true };
  const next = nextOf(exclusion, today);
  const isSaid = next?.key === "boardSaid";
  const stage = isSaid
    ? words.boardSaid
    : words.stages[exclusion.status as Exclude<Stage, "closed">];
  const word = exclusion.is_late ? words.late : stage;
  return next
    ? { word, tone, next: words.next[next.key], who: words.who[next.who] }
    : { word, tone };
}

/** Where nobody has taken the question up, and the board has answered it all the same. */
export function standingWithout(
  decided: Schemas["ExclusionCaseList"]["board_decided"],
  words: Pick<ExclusionTexts, "ended" | "boardSaid" | "takeUp" | "who">,
): Standing | null {
  if (decided === "no_exclusion") return { word: words.ended.declined, tone: "closed" };
  return decided === "open_exclusion"
    ? { word: words.boardSaid, tone: "active", next: words.takeUp, who: words.who.leads }
    : null;
}
