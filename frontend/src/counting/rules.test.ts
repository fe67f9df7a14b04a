// @vitest-environment node
import { describe, expect, it } from "vitest";

import vectors from "../../../tests/votes/vectors/rules.json";
import tellers from "../../../tests/votes/vectors/tellers.json";
import type { Manifest } from "../vote/protocol/manifest";
import { checkTurnout, marginOf, outcomeOf } from "./rules";

const locked = JSON.parse(tellers.manifest) as Manifest;

describe("the arithmetic of a vote", () => {
  it.each(vectors.map((group) => [JSON.stringify(group.majority), group] as const))(
    "decides as Python does with %s",
    (_name, { majority, votes }) => {
      const manifest = {
        ...locked,
        majority,
        quorum: { numerator: 10, denominator: 12, strict: false },
        fewest_envelopes: 5,
        roll: { ...locked.roll, size: 12 },
      } as Manifest;
      const found = (votes as [number[], number[], string, unknown][]).map(([split, counts]) => {
        const [against, for_, blank] = split as [number, number, number];
        const [present, drawn, envelopes, lost] = counts as [number, number, number, number];
        const tally = { against, for: for_, blank };
        const turnout = checkTurnout({ roll: 12, present, drawn, envelopes, lost });
        const margin = marginOf(manifest, tally, turnout, envelopes);
        const shown = [margin.needed_against, margin.changes_to_overturn];
        return [split, counts, outcomeOf(manifest, tally, turnout), shown];
      });
      expect(found).toEqual(votes);
    },
  );

  it("counts nobody as having lost what they cast", () => {
    const turnout = { roll: 9, present: 9, drawn: 9, envelopes: 7 };
    expect(checkTurnout({ ...turnout, lost: 2 }).lost).toBe(2);
    expect(() => checkTurnout({ ...turnout, lost: 3 })).toThrow("more voted");
  });
});
