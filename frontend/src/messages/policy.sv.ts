import type { components } from "../api/schema";

const policy = {
  title: "Policy",
  waiting: "Hämtar policyn",
  version: (version: number) => `Gäller nu. Version ${version}.`,
  categories: "Tre ursprung",
  offices: "Uppdrag",
  plans: "Vad vi gör, steg för steg",
  plansMore: "Öppna en plan för att läsa dess steg.",
  minutes: (count: number) => `${count} minuter`,
  hours: (count: number) => (count === 1 ? "en timme" : `${count} timmar`),
  days: (count: number) => (count === 1 ? "ett dygn" : `${count} dygn`),
  within: (time: string, moment: string) => `inom ${time} från: ${moment}`,
  every: (time: string) => `återkommer efter ${time}`,
  onlyIf: "Gäller om svaret är ja:",
  ours: "Vårt tillägg:",
  /** By the policy's code for a moment. */
  moments: {
    opened: "ärendet öppnas",
    reported: "någon berättar",
    acknowledged: "någon har sett det",
    phase_set: "det är klart om personen är känd",
    event: "händelsen",
    press_contact: "medier hör av sig",
    went_to_court: "det går till domstol",
    notified: "personen får veta",
    vote_certified: "rösten är klar",
    member_joined: "en ny medlem kommer",
    office_changed: "ett uppdrag byter person",
    applied: "ansökan kommer",
    nominated: "någon nomineras",
  } as Record<string, string>,
  whenever: {
    before_event: "inför varje arrangemang",
    member_joined: "för varje ny medlem",
    office_changed: "varje gång ett uppdrag byter person",
    nominated: "varje gång någon nomineras",
  } as Record<components["schemas"]["Trigger"], string>,
};

export default policy;
