/** Steps that nobody ticks off: where what they ask for is done, and in which words that is said. Pure. */
import type { Part } from "../cases/parts";
import type { PlansTexts } from "../messages/plans.sv";

export type How = keyof PlansTexts["waits"]["doneBy"];
export interface Elsewhere {
  how: How;
  /** The part of the case's page; null for the page of a re-entry matter, and for what nobody does. */
  part: Part | null;
}

const ways: Record<How, { part: Part | null; acts: readonly string[] }> = {
  appoint: { part: "people", acts: ["appoint_contact_person", "appoint_investigators"] },
  measures: {
    part: "decisions",
    acts: ["demand_time_out", "demand_leaving", "review_time_out", "require_care"],
  },
  support: { part: "support", acts: ["ask_about_return", "offer_care"] },
  mapping: {
    part: "decisions",
    acts: [
      "appoint_lead",
      "interview_affected",
      "interview_suspected",
      "interview_accused",
      "check_evidence",
      "conclude_mapping",
      "name_accused",
    ],
  },
  meeting: { part: "decisions", acts: ["call_triage_meeting", "call_decision_meeting"] },
  board: { part: "decisions", acts: ["assess_exclusion"] },
  vote: { part: "decisions", acts: ["raise_confidence"] },
  reentry: {
    part: null,
    acts: [
      "take_up_return",
      "talk_about_return",
      "hear_affected_on_return",
      "consult_group",
      "decide_return",
    ],
  },
  system: { part: null, acts: ["open_exclusion"] },
};

/** Null for a step that is done on its own page. */
export function doneElsewhere(act: string | null): Elsewhere | null {
  for (const [how, { part, acts }] of Object.entries(ways))
    if (act !== null && acts.includes(act)) return { how: how as How, part };
  return null;
}
