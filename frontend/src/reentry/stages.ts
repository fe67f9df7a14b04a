import { isOfReturn, type Kind } from "../proceedings/meetings/belonging";
import type { StatusTone } from "../ui/StatusWord.svelte";
import type { Matter, Status } from "./calls";

export type Stage = "applied" | "interviews" | "consultation" | "decision" | "review" | "done";

export const tones: Record<Status, StatusTone> = {
  applied: "waiting",
  interviews: "active",
  consultation: "active",
  denied: "stopped",
  deferred: "paused",
  trial: "active",
  approved: "done",
  review: "attention",
  full: "done",
  ended: "closed",
};

const over: readonly Status[] = ["denied", "full", "ended"];
export const isOver = (matter: Matter): boolean => over.includes(matter.status);

/** Being considered: the talks can still be written down and the board can still answer. */
export const isConsidered = (matter: Matter): boolean =>
  ["applied", "interviews", "consultation", "deferred"].includes(matter.status);

export const isBack = (matter: Matter): boolean =>
  ["trial", "approved", "review"].includes(matter.status);

const hasAsked = (matter: Matter): boolean => matter.talk !== null && matter.affected !== null;

/** What the board can decide at its meeting as things stand. */
export const isOpenTo = (matter: Matter, answer: Kind): boolean =>
  matter.answers.some((one) => one.answer === answer && one.missing.length === 0);

const takesHearing: readonly Kind[] = ["deny_return", "try_return", "approve_return"];

/** What no rule of a return speaks of is decided as in any meeting. */
export const mayDecide = (matter: Matter, kind: Kind): boolean =>
  !isOfReturn(kind) || isOpenTo(matter, kind);

/** Everybody was asked: whether somebody comes back can be answered. */
export const canDecide = (matter: Matter): boolean =>
  takesHearing.some((answer) => isOpenTo(matter, answer));

/** It is the board's turn to meet. */
export const isForTheBoard = (matter: Matter): boolean =>
  matter.status === "review" || canDecide(matter);

export const mustConsult = (matter: Matter): boolean =>
  matter.no_confidence_before === true && matter.advice === null && !isConsulting(matter);

const decided = ["certified", "minutes_approved", "cancelled", "void"];
export const isConsulting = (matter: Matter): boolean =>
  matter.consultation !== null && !decided.includes(matter.consultation.status);

export type Next =
  "applied" | "talks" | "group" | "ask" | "decide" | "deferred" | "trial" | "review" | "over";

/** What comes next, in one word that the page says in a sentence. */
export function nextOf(matter: Matter): Next {
  if (isOver(matter)) return "over";
  if (matter.status === "applied") return "applied";
  if (matter.status === "deferred") return "deferred";
  if (matter.status === "trial" || matter.status === "approved") return "trial";
  if (matter.status === "review") return "review";
  if (isConsulting(matter)) return "group";
  if (canDecide(matter)) return "decide";
  return hasAsked(matter) && mustConsult(matter) ? "ask" : "talks";
}

export function stageOf(matter: Matter): Stage {
  if (isOver(matter)) return "done";
  if (isBack(matter)) return "review";
  if (matter.status === "applied" || matter.status === "deferred") return "applied";
  if (isConsulting(matter) || (hasAsked(matter) && mustConsult(matter))) return "consultation";
  return canDecide(matter) ? "decision" : "interviews";
}

/** The group stands on the line only where it is asked. */
export function lineOf(matter: Matter): Stage[] {
  const all: Stage[] = ["applied", "interviews", "consultation", "decision", "review", "done"];
  const asksGroup = matter.no_confidence_before === true || matter.consultation !== null;
  return asksGroup ? all : all.filter((stage) => stage !== "consultation");
}
