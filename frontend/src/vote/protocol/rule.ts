// The arithmetic of a majority, for saying it in numbers. Twin: app/votes/rules.py, which decides.

import type { Manifest } from "./manifest";

export type Majority = Manifest["majority"];

/** Least number against of `base` that denies confidence: of 35 deciding, 24. Null when no number can. */
export function neededAgainst(majority: Majority, base: number): number | null {
  const { numerator, denominator, strict } = majority;
  const share = numerator * base;
  const needed = strict ? Math.floor(share / denominator) + 1 : Math.ceil(share / denominator);
  return needed > 0 && needed <= base ? needed : null;
}

/** Least number present of `roll` that makes the vote quorate. */
export function neededPresent(quorum: Manifest["quorum"], roll: number): number {
  const { numerator, denominator, strict } = quorum;
  const share = numerator * roll;
  return strict ? Math.floor(share / denominator) + 1 : Math.ceil(share / denominator);
}
