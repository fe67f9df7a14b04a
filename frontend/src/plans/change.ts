import type { components } from "../api/schema";

type Step = components["schemas"]["StepRead"];

/** Sends the version that is on the page along; whether it went well. */
export type ChangeStep = (
  ask: (params: {
    path: { case_id: string; step_id: string };
    header: { "if-match": string };
  }) => Promise<Step>,
) => Promise<boolean>;
