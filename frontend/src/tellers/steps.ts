/** Where a teller is in their task: decided from what the server tells and what this device holds. Pure. */
import type { components } from "../api/schema";
import { hasEndedEarly, isAfterClose, isBeforeLock, type Vote } from "../votes/stages";

type Schemas = components["schemas"];
export type Told = Schemas["TellersRead"];
export type Teller = Schemas["TellerRead"];

/** Whether this device holds the keys whose public halves the server has. */
export type Device = "none" | "same" | "other";

/**
 * `give` happens by itself: keys that were made here never reached the server. `elsewhere` and `restore`: they are
 * not in this device; before lock others can still be made. `short`: too few are left, whatever anyone does.
 */
export type Step =
  | "not-mine"
  | "make"
  | "give"
  | "made"
  | "elsewhere"
  | "restore"
  | "short"
  | "confirm"
  | "wait"
  | "open"
  | "sent"
  | "count"
  | "signed"
  | "certified"
  | "ended";

type Placed = Pick<Vote, "status" | "objections" | "check_ends_at">;

export interface Facts {
  readonly vote: Placed;
  readonly told: Told;
  readonly device: Device;
  /** A vote that stays sealed is counted without anyone's shares. */
  readonly staysSealed: boolean;
  readonly now: Date;
}

export const mine = (told: Told): Teller | null => told.tellers.find((one) => one.is_me) ?? null;

export const isShort = (told: Told): boolean =>
  told.tellers.filter((one) => !one.is_struck).length < told.threshold;

/** The check window has passed, and nothing said against it is left unanswered. */
export function mayOpen(vote: Placed, now: Date): boolean {
  const hasUnanswered = vote.objections.some((objection) => objection.answer === null);
  const isPast = vote.check_ends_at !== null && new Date(vote.check_ends_at) <= now;
  return vote.status === "closed" && isPast && !hasUnanswered;
}

export function stepOf({ vote, told, device, staysSealed, now }: Facts): Step {
  const { status } = vote;
  const me = mine(told);
  if (me === null) return "not-mine";
  if (hasEndedEarly(status)) return "ended";
  if (isAfterClose(status) && status !== "closed") return "certified";
  if (isBeforeLock(status)) return beforeLock(me, device);
  if (isShort(told)) return "short";
  if (device !== "same") return "restore";
  if (status !== "open" && status !== "closed") return me.has_confirmed ? "wait" : "confirm";
  return mayOpen(vote, now) ? opening(told, me, staysSealed) : "wait";
}

function beforeLock(me: Teller, device: Device): Step {
  if (!me.has_keys) return device === "none" ? "make" : "give";
  return device === "same" ? "made" : "elsewhere";
}

function opening(told: Told, me: Teller, staysSealed: boolean): Step {
  if (me.has_signed) return "signed";
  if (staysSealed) return "count";
  if (!me.has_sent) return "open";
  return told.opening_set.length === 0 ? "sent" : "count";
}

/** What a teller has done of what the vote now waits for. */
export type State =
  | "struck"
  | "noKeys"
  | "keys"
  | "unconfirmed"
  | "confirmed"
  | "notSent"
  | "sent"
  | "signed"
  | "notSigned";

export function stateOf(one: Teller, status: Vote["status"]): State {
  if (one.is_struck) return "struck";
  if (isBeforeLock(status)) return one.has_keys ? "keys" : "noKeys";
  if (isAfterClose(status) && one.has_signed) return "signed";
  if (status === "closed") return one.has_sent ? "sent" : "notSent";
  if (isAfterClose(status)) return "notSigned";
  return one.has_confirmed ? "confirmed" : "unconfirmed";
}

/** Whom the vote waits for, before it can be locked or opened. */
export function awaited(told: Told, status: Vote["status"]): readonly Teller[] {
  const waits: readonly State[] = ["noKeys", "unconfirmed"];
  return told.tellers.filter((one) => waits.includes(stateOf(one, status)));
}
