import type { components } from "../api/schema";

export type PartyRole = components["schemas"]["PartyRole"];

/** Everyone who is part of a matter is kept out of it, but the person whom it concerns. */
export const keptOut = [
  "accused",
  "suspected",
  "witness",
  "close",
] as const satisfies readonly PartyRole[];

export const everyRole = [...keptOut, "affected"] as const satisfies readonly PartyRole[];
