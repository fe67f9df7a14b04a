import type { Messages } from "../messages/sv";

/** The questions of a report, put to whoever tells it: the person themselves, or someone who writes for them. */
export type PartWords = Pick<
  Messages["intake"],
  "concerns" | "about" | "happened" | "now" | "mustNotKnow"
>;
