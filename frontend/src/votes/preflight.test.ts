import { describe, expect, it } from "vitest";
import { answersSoFar, isAnswered, partsInOrder, type Part, type Sheet } from "./preflight";
import type { Vote } from "./stages";

const person = (number: number) => ({ person_id: `person-${number}`, name: `Robin ${number}` });
const people = (count: number) => Array.from({ length: count }, (_, at) => person(at));
const sheetOf = (members: number, substitutes: number): Sheet => ({
  question: "Saknar gruppen förtroende?",
  caution: "tellers-open",
  federation_until: "2026-03-16T19:04:00Z",
  statutes: [
    {
      statute: "association_policy",
      members: people(members),
      substitutes: people(substitutes),
      roll: { count: members + substitutes, mark: "a".repeat(32) },
      rule: { of: members + substitutes, needed: null, mark: "b".repeat(32) },
      warnings: [],
      asks_hearing: true,
      asks_federation: false,
    },
    {
      statute: "group_statute",
      members: people(members),
      substitutes: [],
      roll: { count: members, mark: "c".repeat(32) },
      rule: { of: members, needed: null, mark: "d".repeat(32) },
      warnings: ["small_group"],
      asks_hearing: true,
      asks_federation: true,
    },
  ],
});
const majority = { numerator: 2, denominator: 3, base: "decided", strict: false } as const;
const voteWith = (missing: Part[], outdated: Part[] = []) =>
  ({
    majority,
    preflight: { missing, outdated, conflicted: ["person-3"] },
  }) as unknown as Pick<Vote, "preflight" | "majority">;
const byPolicy = { statute: "association_policy", paragraph: null, federation: null } as const;
const byGroup = { statute: "group_statute", paragraph: "§ 7", federation: null } as const;

describe("what is sent back as it was shown", () => {
  it("is nothing of what is not read", () => {
    const answers = answersSoFar(voteWith([]), sheetOf(24, 11), () => false, byPolicy);
    expect(answers).toEqual({
      ...byPolicy,
      roll: null,
      rule: null,
      question: null,
      caution: null,
      warnings: null,
      conflicted: null,
    });
  });

  it("is the number that this page counted and wrote, not the one the server hands out", () => {
    const answers = answersSoFar(voteWith([]), sheetOf(24, 11), () => true, byPolicy);
    expect(answers.roll).toEqual({ count: 35, mark: "a".repeat(32) });
    expect(answers.rule).toEqual({ of: 35, needed: 24, mark: "b".repeat(32) });
    expect(answers.conflicted).toEqual(["person-3"]);
  });

  it("is the roll of the statute that was chosen", () => {
    const answers = answersSoFar(voteWith([]), sheetOf(24, 11), () => true, byGroup);
    expect(answers.roll).toEqual({ count: 24, mark: "c".repeat(32) });
    expect(answers.rule).toMatchObject({ of: 24, needed: 16 });
    expect(answers.warnings).toEqual(["small_group"]);
  });
});

describe("whether a part is answered", () => {
  it("is no as long as it is missing, and no again when it has changed", () => {
    expect(isAnswered(voteWith(["roll"]), "roll")).toBe(false);
    expect(isAnswered(voteWith([], ["roll"]), "roll")).toBe(false);
    expect(isAnswered(voteWith(["rule"]), "roll")).toBe(true);
    expect(isAnswered({ preflight: null }, "roll")).toBe(false);
  });

  it("is asked of every part, each once", () => {
    expect(new Set(partsInOrder).size).toBe(partsInOrder.length);
    expect(partsInOrder).toHaveLength(9);
  });
});
