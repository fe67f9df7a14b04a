import { answerTo, api } from "../api/client";
import { Fetched } from "../api/fetched.svelte";
import type { components } from "../api/schema";
import type { OpenedCase } from "../cases/opened.svelte";

export type Override = components["schemas"]["OverrideRead"];

/** What two people have opened or told in danger, and what waits for the reader. */
export const overridesOf = (opened: () => OpenedCase) =>
  new Fetched(() =>
    answerTo(api.GET("/api/v1/cases/{case_id}/overrides", { params: { path: opened().path } })),
  );
