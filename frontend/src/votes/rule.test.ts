import { describe, expect, it } from "vitest";
import en from "../messages/votes.en";
import sv from "../messages/votes.sv";
import { baseOf, figuresOf, neededForQuorum, neededYes, type Majority, type Quorum } from "./rule";
import { ruleLines } from "./words";

const twoThirds = (base: Majority["base"]): Majority => ({
  numerator: 2,
  denominator: 3,
  base,
  strict: false,
});
const moreThanHalf: Quorum = { numerator: 1, denominator: 2, strict: true };
const bases = ["decided", "cast", "present", "roll"] as const;

describe("the numbers of a rule", () => {
  it.each([
    [35, 24],
    [21, 14],
    [22, 15],
    [1, 1],
  ])("two thirds of %i are %i", (base, needed) => {
    expect(neededYes(twoThirds("decided"), base)).toBe(needed);
  });

  it("are the least whole number that reaches the share, for every share and size", () => {
    for (let base = 0; base <= 100; base++)
      for (let denominator = 1; denominator <= 6; denominator++)
        for (let numerator = 1; numerator <= denominator; numerator++)
          for (const strict of numerator === denominator ? [false] : [false, true]) {
            const reaches = (yes: number) =>
              base > 0 &&
              (strict
                ? denominator * yes > numerator * base
                : denominator * yes >= numerator * base);
            const least = Array.from({ length: base + 1 }, (_, yes) => yes).find(reaches) ?? null;
            expect(neededYes({ numerator, denominator, base: "cast", strict }, base)).toBe(least);
          }
  });

  it("ask for more than half of the roll", () => {
    expect([35, 36, 1].map((roll) => neededForQuorum(moreThanHalf, roll))).toEqual([18, 19, 1]);
    const half = { ...moreThanHalf, strict: false };
    expect([35, 36].map((roll) => neededForQuorum(half, roll))).toEqual([18, 18]);
  });

  it("are told for everyone and for the fewest that a valid vote can have", () => {
    expect(figuresOf(twoThirds("decided"), moreThanHalf, 35, 5)).toEqual({
      roll: 35,
      quorum: 18,
      examples: [
        { base: 35, yes: 24 },
        { base: 18, yes: 12 },
      ],
    });
    expect(figuresOf(twoThirds("roll"), moreThanHalf, 35, 5).examples).toEqual([
      { base: 35, yes: 24 },
    ]);
    // With fewer envelopes than the policy asks for none is opened, whatever the quorum says.
    for (const fewest of [5, 6])
      expect(
        figuresOf(twoThirds("cast"), moreThanHalf, 7, fewest).examples.map(({ base }) => base),
      ).toEqual([7, fewest]);
  });

  it("of a result are taken of what the rule says", () => {
    const result = {
      outcome: "no_confidence",
      roll: 35,
      present: 31,
      drawn: 30,
      confirmed: 28,
      lost: 0,
      paper: 0,
      paper_ballots: 0,
      paper_uncounted: 0,
      paper_tally: null,
      envelopes: 30,
      ballots: 30,
      against: 20,
      for: 6,
      blank: 4,
      needed_against: 18,
      changes_to_overturn: 2,
      unconfirmed: 2,
      warnings: [],
    } as const;
    const taken = bases.map((base) => baseOf(twoThirds(base), { ...result, warnings: [] }));
    expect(taken).toEqual([26, 30, 31, 35]);
  });
});

describe("the rule in words", () => {
  const of = (base: Majority["base"]) => ({
    kind: "confidence",
    held: "in_a_room" as const,
    majority: twoThirds(base),
    quorum: moreThanHalf,
    fewest_envelopes: 6,
  });

  it("says what is counted, and what that is for this roll", () => {
    const { words, numbers } = ruleLines(sv, of("decided"), 35);
    expect(words[0]).toBe(
      "Gruppen saknar förtroende om minst två tredjedelar av dem som tar ställning svarar ja.",
    );
    expect(numbers[0]).toBe("Av 35 som tar ställning krävs 24 ja.");
    expect(numbers).toContain(sv.rule.quorum(18, 35));
    expect(numbers).toContain(sv.rule.fewest(6));
  });

  it("is another for every base, in both languages", () => {
    for (const texts of [sv, en]) {
      const told = bases.map((base) => ruleLines(texts, of(base), 35));
      expect(new Set(told.map(({ words }) => words.join(" "))).size).toBe(bases.length);
      expect(new Set(told.map(({ numbers }) => numbers[0])).size).toBe(bases.length);
      for (const { numbers } of told) expect(numbers[0]).toMatch(/35.*24/);
    }
  });

  it("has no numbers while nobody knows how many will be on the roll", () => {
    expect(ruleLines(sv, of("decided"), null).numbers).toEqual([]);
  });

  it("says who takes part at a distance", () => {
    const distant = { ...of("present"), held: "at_a_distance" as const };
    expect(ruleLines(en, distant, 35).numbers).toContain(en.rule.presentAtDistance);
  });
});
