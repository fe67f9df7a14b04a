// The arithmetic of a vote: integers only. Twin: app/votes/rules.py.

import { ProtocolError } from "../vote/protocol/bytes";
import type { Manifest } from "../vote/protocol/manifest";
import { neededAgainst } from "../vote/protocol/rule";
import type { Choice } from "../vote/protocol/messages";
import type { Counts, Margin, Outcome, Tally } from "./bulletin";

/** With fewer, the totals alone say too much; no policy may ask for less. */
const FEWEST_ENVELOPES_EVER = 5;

export type Turnout = Pick<Counts, "roll" | "present" | "drawn" | "envelopes">;

/** Whether nobody is counted who was not there before. */
export function isPossible({ roll, present, drawn, envelopes }: Turnout): boolean {
  return envelopes <= drawn && drawn <= present && present <= roll;
}

export function checkTurnout(turnout: Turnout): Turnout {
  if (!isPossible(turnout)) throw new ProtocolError("more voted than could");
  return turnout;
}

export function tallyOf(choices: readonly Choice[]): Tally {
  const count = (wanted: Choice) => choices.filter((choice) => choice === wanted).length;
  return { against: count("against"), for: count("for"), blank: count("blank") };
}

/** A vote that decides nothing must not tell how anyone leaned either. */
export function mustStaySealed(manifest: Manifest, turnout: Turnout): boolean {
  const { numerator, denominator, strict } = manifest.quorum;
  const [have, need] = [denominator * turnout.present, numerator * turnout.roll];
  const isMet = strict ? have > need : have >= need;
  return !isMet || turnout.envelopes < Math.max(manifest.fewest_envelopes, FEWEST_ENVELOPES_EVER);
}

/** Quorum first, then the majority. */
export function outcomeOf(manifest: Manifest, tally: Tally, turnout: Turnout): Outcome {
  if (mustStaySealed(manifest, turnout)) return "inquorate";
  return isDenied(manifest, tally, turnout) ? "no_confidence" : "confidence_retained";
}

export function marginOf(
  manifest: Manifest,
  tally: Tally,
  turnout: Turnout,
  confirmed: number,
): Margin {
  return {
    against: tally.against,
    needed_against: neededAgainst(manifest.majority, baseOf(manifest, tally, turnout)),
    changes_to_overturn: changesToOverturn(manifest, tally, turnout),
    unconfirmed: turnout.drawn - confirmed,
  };
}

const castIn = (tally: Tally): number => tally.against + tally.for + tally.blank;

function baseOf({ majority }: Manifest, tally: Tally, turnout: Turnout): number {
  switch (majority.base) {
    case "decided":
      return tally.against + tally.for;
    case "cast":
      return castIn(tally);
    case "present":
      return turnout.present;
    case "roll":
      return turnout.roll;
  }
}

function isDenied(manifest: Manifest, tally: Tally, turnout: Turnout): boolean {
  const base = baseOf(manifest, tally, turnout);
  const { numerator, denominator, strict } = manifest.majority;
  const [have, need] = [denominator * tally.against, numerator * base];
  return base > 0 && (strict ? have > need : have >= need);
}

/** Fewest roll entries whose ballots, had they been falsified, would turn the result; null if none can. */
function changesToOverturn(manifest: Manifest, tally: Tally, turnout: Turnout): number | null {
  const wasDenied = isDenied(manifest, tally, turnout);
  let changed = tally;
  for (let changes = 1; changes <= turnout.drawn; changes++) {
    const { against, for: for_, blank } = changed;
    if (wasDenied) {
      if (against === 0) return null;
      changed = { against: against - 1, for: for_ + 1, blank };
    } else if (for_ > 0) changed = { against: against + 1, for: for_ - 1, blank };
    else if (blank > 0) changed = { against: against + 1, for: for_, blank: blank - 1 };
    else changed = { against: against + 1, for: for_, blank };
    if (castIn(changed) > turnout.drawn) return null;
    if (isDenied(manifest, changed, turnout) !== wasDenied) return changes;
  }
  return null;
}
