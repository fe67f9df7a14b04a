/** How each part of a case's decisions stands, in one line: for the overview, and for the parts that have no card of their own. Pure. */
import type { components } from "../api/schema";
import type { ProceedingsTexts } from "../messages/proceedings.sv";
import type { StatusTone } from "../ui/StatusWord.svelte";

/** In the order in which their cards stand. */
export const parts = ["mapping", "measures", "meetings", "votes", "exclusion"] as const;
export type Part = (typeof parts)[number];

export interface Standing {
  word: string;
  tone: StatusTone;
  next?: string;
  who?: string;
  /** Nothing is left to do in it: it can step back. */
  isOver?: boolean;
}

export const cardOf = (part: Part): string => `part-${part}`;

type Words = ProceedingsTexts["overview"];
type Vote = components["schemas"]["VoteSummary"];
type Status = Vote["status"];

/** Nothing has happened yet: what will come here, and nobody who has to act. */
export const notBegun = (words: Words, comes: string): Standing => ({
  word: words.notBegun,
  tone: "ahead",
  next: comes,
});

export type Turn = "prepare" | "draw" | "cast" | "check" | "approve" | "none";

const turns: Record<Status, Turn> = {
  raised: "prepare",
  hearing: "prepare",
  convened: "prepare",
  roll_locked: "prepare",
  credentials_out: "draw",
  open: "cast",
  closed: "check",
  counted: "check",
  certified: "approve",
  minutes_approved: "none",
  cancelled: "none",
  void: "none",
};

export const turnOf = (status: Status): Turn => turns[status];

/** The vote that goes on, or else the newest: what the card is about now. */
export function voteNow<One extends Pick<Vote, "status" | "raised_at">>(
  votes: readonly One[],
): One | null {
  const newestFirst = votes.toSorted((one, other) => other.raised_at.localeCompare(one.raised_at));
  return newestFirst.find((vote) => turnOf(vote.status) !== "none") ?? newestFirst[0] ?? null;
}

/** What is next of a vote and whose it is; the status word is the vote's own. */
export function nextOfVote(status: Status, words: Words): Pick<Standing, "next" | "who"> {
  const turn = turnOf(status);
  if (turn === "none") return {};
  const isTheirs = turn === "cast" || turn === "draw";
  return { next: words.voteNext[turn], who: isTheirs ? words.group : words.leadsVote };
}
