/** What a meeting waits for and whose it is; null when it waits for nothing. Pure. */
import type { MeetingsTexts } from "../../messages/meetings.sv";
import type { StatusTone } from "../../ui/StatusWord.svelte";
import type { Standing } from "../standing";
import { isUnanswered } from "./belonging";
import type { Contents, Meeting } from "./held.svelte";

export type Step =
  "called" | "tooFew" | "owed" | "approveBoth" | "approveLed" | "approveOther" | "ruling";

export function stepOf(
  meeting: Pick<
    Meeting,
    "kind" | "status" | "can_be_quorate" | "led_has_approved" | "adjuster" | "awaits_ruling"
  >,
  contents: Pick<Contents, "owed" | "items"> | null,
): Step | null {
  if (meeting.status === "handed_over") return meeting.awaits_ruling ? "ruling" : null;
  if (meeting.status === "called") return meeting.can_be_quorate ? "called" : "tooFew";
  if (meeting.status !== "held" || meeting.kind === "triage") return null;
  // Nobody can approve while something is owed, so an approval says it also to whoever has not opened the agenda.
  if (meeting.led_has_approved) return "approveOther";
  if (meeting.adjuster) return "approveLed";
  const isLeft = contents === null || contents.owed.length > 0 || contents.items.some(isUnanswered);
  return isLeft ? "owed" : "approveBoth";
}

/** `led` and `gathered` are people of the meeting, whose names stand there where they are still known. */
export type Who = "you" | "led" | "other" | "gathered";

export function whoOf(step: Step, acts: readonly Meeting["my_acts"][number][]): Who {
  switch (step) {
    case "called":
      return acts.includes("hold") ? "you" : "gathered";
    case "tooFew":
      return acts.includes("hand_over") ? "you" : "gathered";
    case "ruling":
      return acts.includes("rule") ? "you" : "gathered";
    case "owed":
      return "led";
    default:
      if (acts.includes("approve")) return "you";
      return step === "approveOther" ? "other" : "led";
  }
}

const tones: Record<string, StatusTone> = {
  called: "waiting",
  held: "active",
  approved: "done",
  cancelled: "stopped",
  handed_over: "stopped",
};

/** The first meeting has no minutes to approve: once it is held, it is done. */
export function statusOf(
  meeting: Pick<Meeting, "kind" | "status">,
  words: Pick<MeetingsTexts, "statuses" | "wasHeld">,
): Pick<Standing, "word" | "tone"> {
  if (meeting.kind === "triage" && meeting.status === "held")
    return { word: words.wasHeld, tone: "done" };
  return { word: words.statuses[meeting.status] ?? "", tone: tones[meeting.status] ?? "ahead" };
}

export function nextOf(
  meeting: Meeting,
  contents: Contents | null,
  words: Pick<MeetingsTexts, "next" | "tooFew" | "whoIs">,
): Required<Pick<Standing, "next" | "who">> | null {
  const step = stepOf(meeting, contents);
  if (step === null) return null;
  const who = whoOf(step, meeting.my_acts);
  const named = { led: meeting.led_by, gathered: meeting.called_by, you: null, other: null }[who];
  return {
    next: step === "tooFew" ? words.tooFew : words.next[step],
    who: named?.display_name ?? words.whoIs[who],
  };
}
