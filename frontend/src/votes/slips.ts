/** Links on paper, as two people print them. */
import { answerTo, api } from "../api/client";
import type { components } from "../api/schema";

type Entry = components["schemas"]["RollLine"];

export interface Slip {
  name: string;
  path: string;
}

/** What came of asking for many: those to print, and how many got none, by why. */
export interface Slips {
  printed: Slip[];
  waiting: number;
  drawn: number;
  notIndependent: number;
  onPaper: number;
}

export const oneSlip = (slip: Slip): Slips => ({
  printed: [slip],
  waiting: 0,
  drawn: 0,
  notIndependent: 0,
  onPaper: 0,
});

/** In the order of `entries`. The links are shown this once: they stand nowhere but in this answer. */
export async function askForSlips(
  path: { vote_id: string },
  entries: readonly Entry[],
  nameOf: (entry: Entry) => string,
): Promise<Slips> {
  const { slips } = await answerTo(
    api.POST("/api/v1/votes/{vote_id}/slips", {
      params: { path },
      body: { entry_ids: entries.map((entry) => entry.entry_id) },
    }),
  );
  const names = new Map(entries.map((entry) => [entry.entry_id, nameOf(entry)]));
  return {
    printed: slips.flatMap((slip) =>
      slip.path === null ? [] : [{ name: names.get(slip.entry_id) ?? "", path: slip.path }],
    ),
    waiting: slips.filter((slip) => slip.waits_for_second).length,
    drawn: slips.filter((slip) => slip.refusal === "already-drawn").length,
    onPaper: slips.filter((slip) => slip.refusal === "votes-on-paper").length,
    notIndependent: slips.filter((slip) => slip.refusal === "slip-second-not-independent").length,
  };
}
