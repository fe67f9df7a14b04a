// The arithmetic of a vote: integers only. Twin: app/votes/rules.py and app/votes/margins.py.

import { ProtocolError } from "../vote/protocol/bytes";
import type { Manifest } from "../vote/protocol/manifest";
import { neededAgainst } from "../vote/protocol/rule";
import type { Choice } from "../vote/protocol/messages";
import type { Counts, Margin, Outcome, Tally } from "./bulletin";

/** With fewer, the totals alone say too much; no policy may ask for less. */
const FEWEST_ENVELOPES_EVER = 5;

export type Turnout = Pick<
  Counts,
  | "roll"
  | "present"
  | "drawn"
  | "envelopes"
  | "lost"
  | "paper"
  | "paper_ballots"
  | "paper_uncounted"
>;

/** Whether nobody is counted who was not there before, and whoever cast has lost nothing. */
export function isPossible(turnout: Turnout): boolean {
  const { roll, present, drawn, envelopes, lost, paper, paper_ballots, paper_uncounted } = turnout;
  return (
    envelopes + lost <= drawn &&
    paper_ballots + paper_uncounted <= paper &&
    drawn + paper <= present &&
    present <= roll
  );
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
  return !isMet || turnout.envelopes < fewestOfBatch(manifest);
}

/** So many ballots, in envelopes or on paper, must lie together before anyone looks at them. */
export function fewestOfBatch(manifest: Manifest): number {
  return Math.max(manifest.fewest_envelopes, FEWEST_ENVELOPES_EVER);
}

/** Whether paper was marked for nobody or for enough, and counted only where enough lay together. */
export function isBatchPossible(manifest: Manifest, turnout: Turnout, isOpened: boolean): boolean {
  const { paper, paper_ballots, paper_uncounted } = turnout;
  const fewest = fewestOfBatch(manifest);
  if (paper > 0 && paper < fewest) return false;
  if (!isOpened) return paper_ballots === 0 && paper_uncounted === 0;
  return (
    paper_uncounted < fewest &&
    (paper_ballots === 0 || (paper_ballots >= fewest && paper_uncounted === 0))
  );
}

export function sumOf(one: Tally, other: Tally | null): Tally {
  if (other === null) return one;
  return {
    against: one.against + other.against,
    for: one.for + other.for,
    blank: one.blank + other.blank,
  };
}

/** Quorum first, then the majority. */
export function outcomeOf(manifest: Manifest, tally: Tally, turnout: Turnout): Outcome {
  if (mustStaySealed(manifest, turnout)) return "inquorate";
  return decisionOf(manifest, tally, turnout);
}

/** What opened ballots decide; nothing where the unknown ones, all against or all for, could have decided otherwise. */
function decisionOf(manifest: Manifest, tally: Tally, turnout: Turnout): Outcome {
  const wasDenied = isDenied(manifest, tally, turnout);
  const way = wasDenied ? "for" : "against";
  const otherwise = { ...tally, [way]: tally[way] + unknownOf(turnout) };
  if (isDenied(manifest, otherwise, turnout) !== wasDenied) return "undecided_by_loss";
  return wasDenied ? "no_confidence" : "confidence_retained";
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

export const castIn = (tally: Tally): number => tally.against + tally.for + tally.blank;

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

/** Ballots that could have been anything: they were lost, or were too few on paper to be looked at. */
const unknownOf = ({ lost, paper_uncounted }: Turnout): number => lost + paper_uncounted;

/** Fewest roll entries whose ballots, had they been falsified, would give another result; null if none can. */
function changesToOverturn(manifest: Manifest, tally: Tally, turnout: Turnout): number | null {
  const was = decisionOf(manifest, tally, turnout);
  const most = turnout.drawn + turnout.paper - unknownOf(turnout);
  const ways = [moreAgainst, moreFor].flatMap((heavier) => {
    let changed: Tally | null = tally;
    for (let changes = 0; changed !== null; changes++) {
      if (decisionOf(manifest, changed, turnout) !== was) return [changes];
      changed = heavier(changed, most);
    }
    return [];
  });
  return ways.length > 0 ? Math.min(...ways) : null;
}

/** The heaviest is a ballot for turned into one against; then a blank one; then one of somebody who cast nothing. */
function moreAgainst(tally: Tally, most: number): Tally | null {
  const { against, for: for_, blank } = tally;
  if (for_ > 0) return { against: against + 1, for: for_ - 1, blank };
  if (blank > 0) return { against: against + 1, for: for_, blank: blank - 1 };
  return castIn(tally) < most ? { against: against + 1, for: for_, blank } : null;
}

/** With none against left, more for still matter where the lost ones could have been against. */
function moreFor(tally: Tally, most: number): Tally | null {
  const { against, for: for_, blank } = tally;
  if (against > 0) return { against: against - 1, for: for_ + 1, blank };
  if (castIn(tally) < most) return { against, for: for_ + 1, blank };
  return blank > 0 ? { against, for: for_ + 1, blank: blank - 1 } : null;
}
