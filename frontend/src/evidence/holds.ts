import type { components } from "../api/schema";

/** The parts of a case that files lie in. */
export const holdsFiles: ReadonlySet<components["schemas"]["Compartment"]> = new Set([
  "submission",
  "report",
  "support",
  "investigation",
]);
