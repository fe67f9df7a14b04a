/** What a vote's rule means in numbers for this roll. Integers only, as the server counts. Pure. */
import type { components } from "../api/schema";

type Schemas = components["schemas"];
export type Majority = Schemas["MajorityFigures"];
export type Quorum = Schemas["QuorumFigures"];

function leastReaching(part: number, whole: number, strict: boolean): number {
  const rounded = (part - (part % whole)) / whole;
  return strict || part % whole > 0 ? rounded + 1 : rounded;
}

/** Least number of yes that decides: of 35 who take a stand, 24. null when no number can. */
export function neededYes(rule: Majority, base: number): number | null {
  const needed = leastReaching(rule.numerator * base, rule.denominator, rule.strict);
  return needed > 0 && needed <= base ? needed : null;
}

/** How many must take part for anything to be decided. */
export function neededForQuorum(quorum: Quorum, roll: number): number {
  return leastReaching(quorum.numerator * roll, quorum.denominator, quorum.strict);
}

export interface Figures {
  roll: number;
  quorum: number;
  /** Of everyone on the roll; and of the fewest with which a vote is valid, where those are fewer. */
  examples: { base: number; yes: number }[];
}

/** With fewer envelopes than `fewestToOpen` nothing is decided, however many take part. */
export function figuresOf(
  majority: Majority,
  quorum: Quorum,
  roll: number,
  fewestToOpen: number,
): Figures {
  const needed = neededForQuorum(quorum, roll);
  const fewest = Math.max(needed, fewestToOpen);
  // Counted of the whole roll, it takes as many however few are there.
  const bases = majority.base === "roll" || fewest >= roll ? [roll] : [roll, fewest];
  return {
    roll,
    quorum: needed,
    examples: bases.flatMap((base) => {
      const yes = neededYes(majority, base);
      return yes === null ? [] : [{ base, yes }];
    }),
  };
}

/** The number that the share of yes was taken of, in a counted result. */
export function baseOf(majority: Majority, result: Schemas["BulletinHead"]): number {
  const decided = (result.against ?? 0) + (result.for ?? 0);
  return {
    decided,
    cast: decided + (result.blank ?? 0),
    present: result.present,
    roll: result.roll,
  }[majority.base];
}
