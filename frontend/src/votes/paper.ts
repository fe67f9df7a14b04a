/** What one person counted on paper, as it is typed. Pure; the server decides. */
import type { components } from "../api/schema";

type Schemas = components["schemas"];

export type Written = Record<"ballots" | "against" | "for" | "blank", string>;

const isNumber = (text: string): boolean => /^\d{1,4}$/.test(text.trim());

/** What is wrong with it, if anything: how many there were, or what they add up to. */
export function faultOf(
  written: Written,
  { marked, fewest }: Pick<Schemas["PaperRead"], "marked" | "fewest">,
): "ballots" | "sum" | null {
  const ballots = Number(written.ballots);
  if (!isNumber(written.ballots) || ballots > marked) return "ballots";
  if (ballots < fewest) return null;
  const parts = [written.against, written.for, written.blank];
  const sum = parts.reduce((whole, part) => whole + Number(part), 0);
  return parts.every(isNumber) && sum === ballots ? null : "sum";
}

/** Ballots too few to be looked at have no tally. */
export function countedOf(written: Written, fewest: number): Schemas["PaperCountWrite"] {
  const ballots = Number(written.ballots);
  if (ballots < fewest) return { ballots, tally: null };
  const { against, for: for_, blank } = written;
  return {
    ballots,
    tally: { against: Number(against), for: Number(for_), blank: Number(blank) },
  };
}
