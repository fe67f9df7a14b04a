// @vitest-environment node
import { describe, expect, it } from "vitest";

import vectors from "../../../tests/votes/vectors/tellers.json";
import { utf8, type Bytes } from "../vote/protocol/bytes";
import { readVote, shortHash } from "../vote/protocol/manifest";
import { bulletinWith, type Edit } from "./fixtures";
import { verifyBulletin } from "./verify";

const vote = await readVote(utf8(vectors.manifest));
const tampered = vectors.tampered as readonly {
  readonly name: string;
  readonly edits: readonly Edit[];
  readonly problems: readonly (readonly string[])[];
}[];

async function problemsIn(data: Bytes): Promise<string[][]> {
  const { problems } = await verifyBulletin(data);
  return problems.map(({ fault, where }) => [fault, fault === "unreadable" ? "" : where]);
}

describe("a published bulletin", () => {
  it.each([0, 1])("that Python made is sound: opening set %i", async (at) => {
    const { problems, body, shortHash: short } = await verifyBulletin(bulletinWith([], at));
    expect(problems).toEqual([]);
    expect(body?.outcome).toBe("no_confidence");
    expect(short).toBe(shortHash(vote.hash));
  });

  it.each(tampered.map((one) => [one.name, one] as const))(
    "is found out as Python finds it: %s",
    async (_name, { edits, problems }) => {
      expect(await problemsIn(bulletinWith(edits))).toEqual(problems);
    },
  );

  it("of another manifest than the summons told is refused", async () => {
    const { problems } = await verifyBulletin(bulletinWith([]), "0".repeat(64));
    expect(problems).toEqual([{ fault: "other_manifest", where: shortHash(vote.hash) }]);
  });

  it.each([
    "",
    "{}",
    "[]",
    "[".repeat(100_000),
    '{"body":1e999}',
    '{"body":null,"signatures":[]}',
    '{"body":{"__proto__":null},"signatures":[]}',
  ])("that is none is told, and nothing is thrown: %.20j", async (text) => {
    expect(await problemsIn(utf8(text))).toEqual([["unreadable", ""]]);
  });

  it("with a byte more, or that is no text, is unreadable", async () => {
    const data = bulletinWith([]);
    expect(await problemsIn(Uint8Array.of(...data, 10))).toEqual([["unreadable", ""]]);
    expect(await problemsIn(Uint8Array.of(255))).toEqual([["unreadable", ""]]);
  });

  it.each<[string, Edit]>([
    ["a digest in capitals", { path: ["body", "manifest_hash"], value: "A".repeat(64) }],
    ["bytes in a second spelling", { path: ["signatures", 0, "signature"], value: "B".repeat(86) }],
    ["a share above one", { path: ["body", "manifest", "majority", "numerator"], value: 4 }],
    [
      "a time that is none",
      { path: ["body", "manifest", "schedule", "closes_at"], value: "2026-02-30T20:00:00Z" },
    ],
    ["one who opens alone", { path: ["body", "manifest", "threshold"], value: 1 }],
    ["a reason nobody knows", { path: ["body", "rejected", 0, "reason"], value: "taste" }],
    ["a counter of nothing", { path: ["body", "envelopes", 0, "counter"], value: 0 }],
    ["a choice nobody has", { path: ["body", "ballots", 0, "choice"], value: "perhaps" }],
    ["a conflict with itself", { path: ["body", "conflicts", 0, "choices"], value: [] }],
  ])("with %s is unreadable", async (_name, edit) => {
    expect(await problemsIn(bulletinWith([edit]))).toEqual([["unreadable", ""]]);
  });

  it("with keys that are none is told of, not stumbled over", async () => {
    const noPoint = `BA${"A".repeat(85)}`;
    const faults = async (...edits: Edit[]) =>
      new Set((await problemsIn(bulletinWith(edits))).map(([fault]) => fault));
    const manifest = ["body", "manifest"];
    expect(await faults({ path: [...manifest, "receipt_key"], value: noPoint })).toContain(
      "manifest",
    );
    const signing = [...manifest, "tellers", 0, "signing_key"];
    expect(await faults({ path: signing, value: noPoint })).toContain("signatures");
    const spki = { path: [...manifest, "admission_key", "spki"], value: "A".repeat(563) };
    expect(await faults(spki)).toEqual(
      new Set(["manifest", "envelope", "ballot", "conflict", "signatures"]),
    );
    const key = { path: ["body", "ballots", 0, "credential", "public_key"], value: noPoint };
    expect(await faults(key)).toEqual(new Set(["ballot", "signatures"]));
  });
});
