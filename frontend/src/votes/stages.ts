/** Where a vote is, what comes next and who does it. Pure; the server decides. */
import type { components } from "../api/schema";
import type { StatusTone } from "../ui/StatusWord.svelte";
import { neededForQuorum } from "./rule";

type Schemas = components["schemas"];
export type Vote = Schemas["VoteRead"];
export type Status = Schemas["VoteStatus"];

/** The way of a vote that is neither called off nor voided. `counted` lasts no longer than the count. */
export const stageLine = [
  "raised",
  "hearing",
  "convened",
  "roll_locked",
  "credentials_out",
  "open",
  "closed",
  "certified",
  "minutes_approved",
] as const satisfies readonly Status[];

const beforeLock: ReadonlySet<Status> = new Set<Status>(["raised", "hearing", "convened"]);
const over: ReadonlySet<Status> = new Set<Status>(["minutes_approved", "cancelled", "void"]);
const afterClose: ReadonlySet<Status> = new Set<Status>([
  "closed",
  "counted",
  "certified",
  "minutes_approved",
]);

export const isBeforeLock = (status: Status): boolean => beforeLock.has(status);
export const isOver = (status: Status): boolean => over.has(status);
export const isAfterClose = (status: Status): boolean => afterClose.has(status);
export const hasEndedEarly = (status: Status): boolean =>
  status === "cancelled" || status === "void";

export const stageOf = (status: Status): Status => (status === "counted" ? "closed" : status);

const tones: Record<Status, StatusTone> = {
  raised: "active",
  hearing: "active",
  convened: "active",
  roll_locked: "closed",
  credentials_out: "active",
  open: "active",
  closed: "waiting",
  counted: "waiting",
  certified: "done",
  minutes_approved: "done",
  cancelled: "stopped",
  void: "stopped",
};

export const toneOf = (status: Status): StatusTone => tones[status];

/** What whoever leads can press. */
export type Act = "summon" | "closeDrawing" | "open" | "close" | "certify" | "approve";
/**
 * `newTimes`: a time has passed before it could hold; `collecting`, `opening`: at a distance the announced time does
 * it; `later`: some who drew have not cast, so only the set time closes; `wait`: the check window is open;
 * `confirming`, `tellers`: it is theirs to go on; `paper`: two have not yet counted the same.
 */
export type Next =
  | Act
  | "hear"
  | "convene"
  | "newTimes"
  | "lock"
  | "collecting"
  | "opening"
  | "later"
  | "confirming"
  | "tellers"
  | "answer"
  | "wait"
  | "paper"
  | "none";

type Times = Pick<Vote, "drawing_closes_at" | "casting_opens_at" | "closes_at">;
type Placed = Times &
  Pick<
    Vote,
    | "status"
    | "hearing_first"
    | "held"
    | "is_drawing_closed"
    | "turnout"
    | "drawn"
    | "roll_size"
    | "objections"
    | "check_ends_at"
    | "mode"
    | "tellers_confirmed"
    | "paper_awaited"
  >;

export const isPast = (moment: string | null, now: Date): boolean =>
  moment !== null && new Date(moment) <= now;

/** What is announced for a time that has passed would be over before it began. */
const hasLapsed = (of: Times, now: Date): boolean =>
  [of.drawing_closes_at, of.casting_opens_at, of.closes_at].some((moment) => isPast(moment, now));

export function nextStep(of: Placed, now: Date): Next {
  switch (of.status) {
    case "raised":
      return of.hearing_first ? "hear" : "convene";
    case "hearing":
      return "convene";
    case "convened":
      return hasLapsed(of, now) ? "newTimes" : "lock";
    case "roll_locked":
      return hasLapsed(of, now) ? "newTimes" : "summon";
    case "credentials_out":
      return afterSummons(of, now);
    case "open":
      return of.turnout === "all" || of.drawn === 0 ? "close" : "later";
    case "closed":
      if (of.objections.some((objection) => objection.answer === null)) return "answer";
      if (!isPast(of.check_ends_at, now)) return "wait";
      if (of.paper_awaited) return "paper";
      return of.mode === "tellers" ? "tellers" : "certify";
    case "certified":
      return "approve";
    default:
      return "none";
  }
}

/** In a room whoever leads says when; at a distance they only hurry what would come by itself. */
function afterSummons(of: Placed, now: Date): Next {
  if (isPast(of.closes_at, now)) return "newTimes";
  const isAnnounced = of.held === "at_a_distance";
  if (of.is_drawing_closed) {
    if (isAnnounced && !isPast(of.casting_opens_at, now)) return "opening";
    return of.mode === "tellers" && !of.tellers_confirmed ? "confirming" : "open";
  }
  const waits = isAnnounced && !isPast(of.drawing_closes_at, now) && of.drawn !== of.roll_size;
  return waits ? "collecting" : "closeDrawing";
}

/** The check window is over, and the result waits for the tellers. */
export const isTellersTurn = (of: Placed, now: Date): boolean => nextStep(of, now) === "tellers";

/** How many take part so far: at a distance those who drew, in a room whoever is there. */
export function takingPart(of: Pick<Vote, "held" | "drawn" | "present">): number {
  return (of.held === "at_a_distance" ? of.drawn : of.present) ?? 0;
}

export type Shortfall = { kind: "quorum"; have: number; need: number } | { kind: "too-few" } | null;

/** Why a vote that goes on as it is now would decide nothing. */
export function shortfall(
  of: Pick<Vote, "held" | "drawn" | "present" | "roll_size" | "quorum" | "fewest_envelopes">,
): Shortfall {
  if (of.roll_size === null) return null;
  const [have, need] = [takingPart(of), neededForQuorum(of.quorum, of.roll_size)];
  if (have < need) return { kind: "quorum", have, need };
  return (of.drawn ?? 0) < of.fewest_envelopes ? { kind: "too-few" } : null;
}

export const mayCancel = (status: Status): boolean =>
  beforeLock.has(status) || status === "roll_locked" || status === "credentials_out";

export const mayVoid = (status: Status): boolean =>
  status === "open" || status === "closed" || status === "counted";

/** A draw cannot be taken back: after somebody else's hand the vote is convened, locked and summoned anew. */
export const mayStartAnew = (status: Status): boolean => status === "credentials_out";

/** Before the summons nobody has a link, so that new times cost no more than another lock. */
export const mayChangeTimes = (status: Status): boolean =>
  status === "convened" || status === "roll_locked";

export const canMarkPresence = (of: Pick<Vote, "held" | "status">): boolean =>
  of.held === "in_a_room" && ["roll_locked", "credentials_out", "open"].includes(of.status);

export const canPrintSlips = (of: Pick<Vote, "status" | "is_drawing_closed">): boolean =>
  of.status === "credentials_out" && !of.is_drawing_closed;

/** Only in a room: at a distance nobody sees who fills a ballot in. */
export const canMarkPaper = (of: Pick<Vote, "held" | "status" | "is_drawing_closed">): boolean =>
  of.held === "in_a_room" && canPrintSlips(of);

const fewestEver = 5;

/** So many ballots, in envelopes or on paper, must lie together before anyone looks at them. */
export const fewestOfBatch = (fewestEnvelopes: number): number =>
  Math.max(fewestEnvelopes, fewestEver);

/** Drawing does not close on so few: whoever read their total would know how they voted. */
export function isBatchTooSmall(of: Pick<Vote, "paper" | "fewest_envelopes">): boolean {
  const marked = of.paper ?? 0;
  return marked > 0 && marked < fewestOfBatch(of.fewest_envelopes);
}

export type Shelf = "mine" | "going" | "over";

/**
 * Where a vote lies in the list: what needs the reader first. Who leads acts until the minutes; a voter votes;
 * `waitsForMe`: as one of its tellers.
 */
export function shelfOf(
  status: Status,
  { leads, waitsForMe = false }: { leads: boolean; waitsForMe?: boolean },
): Shelf {
  if (over.has(status)) return "over";
  if (waitsForMe) return "mine";
  if (leads) return status === "closed" || status === "counted" ? "going" : "mine";
  if (status === "certified") return "over";
  return status === "credentials_out" || status === "open" ? "mine" : "going";
}
