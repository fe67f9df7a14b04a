// @vitest-environment node
import { describe, expect, it } from "vitest";

import vectors from "../../../tests/votes/vectors/rules.json";
import tellers from "../../../tests/votes/vectors/tellers.json";
import type { Manifest } from "../vote/protocol/manifest";
import { checkTurnout, isBatchPossible, marginOf, outcomeOf } from "./rules";

type Three = [number, number, number];
type Case = [Three, [number, number, number, number], Three, string, boolean[], unknown];

const locked = JSON.parse(tellers.manifest) as Manifest;

describe("the arithmetic of a vote", () => {
  it.each(vectors.map((group) => [JSON.stringify(group.majority), group] as const))(
    "decides as Python does with %s",
    (_name, { majority, votes }) => {
      const manifest = {
        ...locked,
        majority,
        quorum: { numerator: 1, denominator: 2, strict: true },
        fewest_envelopes: 5,
        roll: { ...locked.roll, size: 20 },
      } as Manifest;
      const found = (votes as Case[]).map(([split, counts, onPaper]) => {
        const [against, for_, blank] = split;
        const [present, drawn, envelopes, lost] = counts;
        const [paper, paper_ballots, paper_uncounted] = onPaper;
        const tally = { against, for: for_, blank };
        const turnout = checkTurnout({
          ...{ roll: 20, present, drawn, envelopes, lost },
          ...{ paper, paper_ballots, paper_uncounted },
        });
        const margin = marginOf(manifest, tally, turnout, envelopes);
        const shown = [margin.needed_against, margin.changes_to_overturn];
        const batch = [true, false].map((isOpened) => isBatchPossible(manifest, turnout, isOpened));
        return [split, counts, onPaper, outcomeOf(manifest, tally, turnout), batch, shown];
      });
      expect(found).toEqual(votes);
    },
  );

  it("counts nobody as having lost what they cast, nor more on paper than were marked for it", () => {
    const paper = { paper: 0, paper_ballots: 0, paper_uncounted: 0 };
    const turnout = { roll: 9, present: 9, drawn: 9, envelopes: 7, lost: 2, ...paper };
    expect(checkTurnout(turnout).lost).toBe(2);
    for (const more of [{ lost: 3 }, { paper: 1 }, { paper_ballots: 1 }, { paper_uncounted: 1 }])
      expect(() => checkTurnout({ ...turnout, ...more })).toThrow("more voted");
  });
});
