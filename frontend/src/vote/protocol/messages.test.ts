// @vitest-environment node
import { describe, expect, it } from "vitest";

import vectors from "../../../../tests/votes/vectors/messages.json";
import { frame, fromHex, join, toBase64url, toHex, utf8, type Bytes } from "./bytes";
import { aVoteWithTellers, changedManifest } from "./fixtures";
import { readVote, shortHash, type Manifest, type Purpose, type Vote } from "./manifest";
import * as messages from "./messages";
import type { Choice } from "./messages";

type Teller = Manifest["tellers"][number];

const bytes = (hex: string): Bytes => fromHex(hex, hex.length / 2);
const counting = (size: number): Bytes => Uint8Array.from({ length: size }, (_, at) => at);

async function aVote(): Promise<Vote> {
  return readVote(utf8(vectors.manifest), vectors.manifest_hash);
}

describe("the manifest", () => {
  it("has the hash that the server computed, and reads aloud the same", async () => {
    const vote = await aVote();
    expect(toHex(vote.hash)).toBe(vectors.manifest_hash);
    expect(shortHash(vote.hash)).toBe(vectors.short_hash);
  });

  it("is refused when it is not the one the summons told", async () => {
    await expect(readVote(utf8(vectors.manifest), "0".repeat(64))).rejects.toThrow("summons");
  });

  it("is refused when an issuing key is not proved harmless", async () => {
    const manifest = JSON.parse(vectors.manifest) as {
      admission_key: { proof: string };
      ballot_key: { proof: string };
    };
    const mixed = vectors.manifest.replace(manifest.admission_key.proof, manifest.ballot_key.proof);
    await expect(readVote(utf8(mixed))).rejects.toThrow("harmless");
  });

  it.each([
    ["spaces", " ", ""],
    ["another format", '"format":1', '"format":2'],
    ["tellers without keys", '"mode":"without_tellers"', '"mode":"tellers"'],
    ["a threshold of a teller that is not", '"opening_key":"', '"opening_key":null,"x":"'],
  ])("is refused with %s", async (_name, right, wrong) => {
    const changed = right === " " ? `${vectors.manifest} ` : vectors.manifest.replace(right, wrong);
    expect(changed).not.toBe(vectors.manifest);
    await expect(readVote(utf8(changed))).rejects.toThrow();
  });
});

describe("a manifest with tellers", () => {
  const locked = JSON.parse(vectors.manifest) as Manifest;
  const point = locked.receipt_key;
  const noPoint = `BA${"A".repeat(85)}`;

  async function withTellers(change: (tellers: Teller[]) => unknown, threshold: unknown = 2) {
    const { vote } = await aVoteWithTellers();
    const tellers = change([...vote.manifest.tellers]);
    const changes = { mode: "tellers", opening_key: null, tellers, threshold };
    return readVote(changedManifest(changes));
  }

  it("is read with whom shares go to and who signs", async () => {
    const vote = await withTellers((tellers) => tellers);
    expect(vote.recipients.map(toBase64url)).toEqual(
      vote.manifest.tellers.map((teller) => teller.sealing_key),
    );
    expect([...vote.signers.keys()]).toEqual(["teller-0", "teller-1", "teller-2"]);
    expect([...(await aVote()).signers.keys()]).toEqual(["server"]);
  });

  it.each<[string, (tellers: Teller[]) => unknown, unknown]>([
    ["no point to seal to", ([one, ...rest]) => [{ ...one, sealing_key: noPoint }, ...rest], 2],
    ["no point to sign with", ([one, ...rest]) => [{ ...one, signing_key: noPoint }, ...rest], 2],
    ["one teller twice", ([one, two]) => [one, two, one], 2],
    ["one key for both", ([one]) => [one, { ...one, sealing_key: one?.signing_key }], 2],
    ["the server's own key", ([one, two]) => [one, { ...two, signing_key: point }], 2],
    ["one who opens alone", (tellers) => tellers, 1],
    ["more needed than there are", (tellers) => tellers, 4],
  ])("is refused with %s", async (_name, change, threshold) => {
    await expect(withTellers(change, threshold)).rejects.toThrow();
  });
});

describe("each message", () => {
  const prefix = bytes(vectors.prefix);
  const publicKey = bytes(vectors.public_key);
  const envelopeHash = bytes(vectors.envelope_hash);
  const rowKey = bytes(vectors.row_key);

  it.each(["admission", "ballot"] satisfies Purpose[])(
    "to be signed blindly: %s",
    async (purpose) => {
      const message = messages.credentialMessage(purpose, await aVote(), publicKey);
      expect(toHex(join(prefix, message))).toBe(vectors.prepared[purpose]);
    },
  );

  it.each([
    ["admission", vectors.row_key],
    ["ballot", vectors.message_hash],
  ] satisfies [Purpose, string][])(
    "names a credential by its hash: %s",
    async (purpose, expected) => {
      const hash = await messages.credentialHash(purpose, await aVote(), prefix, publicKey);
      expect(toHex(hash)).toBe(expected);
    },
  );

  it.each(["against", "for", "blank"] satisfies Choice[])("of a choice: %s", async (choice) => {
    expect(toHex(messages.choiceMessage(await aVote(), choice))).toBe(vectors.choices[choice]);
  });

  it("of a cast, a receipt and what seals an envelope", async () => {
    const vote = await aVote();
    expect(toHex(messages.castMessage(vote, 258, envelopeHash))).toBe(vectors.cast);
    expect(toHex(messages.receiptMessage(vote, rowKey, 258, envelopeHash))).toBe(vectors.receipt);
    expect(toHex(messages.ballotSealContext(vote, rowKey))).toBe(vectors.ballot_seal_context);
    expect([0, 2].map((at) => toHex(messages.keySealContext(vote, rowKey, at)))).toEqual(
      vectors.key_seal_contexts,
    );
    expect(toHex(await messages.keyCommitment(vote, counting(32)))).toBe(vectors.key_commitment);
    const hash = await messages.envelopeHash(new Uint8Array(32), counting(200), [
      utf8("first"),
      utf8("second"),
    ]);
    expect(toHex(hash)).toBe(vectors.envelope_hash);
  });

  it("is framed so that no two lists of parts agree", () => {
    expect(frame(utf8("ab"), utf8("c"))).not.toEqual(frame(utf8("a"), utf8("bc")));
    expect(() => frame(new Uint8Array(65_536))).toThrow("too long");
  });
});
