import { answerTo, api } from "../api/client";
import { Fetched } from "../api/fetched.svelte";
import type { components } from "../api/schema";
import type { OpenedCase } from "../cases/opened.svelte";

type BarList = components["schemas"]["BarList"];

export const mayReadBars = (opened: OpenedCase): boolean =>
  opened.may("confirm_bar") && (opened.case?.my_compartments.includes("report") ?? false);

/** Who is kept out of a case, read anew with it. It stays empty for whoever may not read it. */
export function barsOf(opened: OpenedCase): Fetched<BarList> {
  const bars = new Fetched(() =>
    answerTo(api.GET("/api/v1/cases/{case_id}/bars", { params: { path: opened.path } })),
  );
  $effect(() => {
    void opened.readings;
    if (mayReadBars(opened)) void bars.read();
  });
  return bars;
}
