// @vitest-environment node
import "fake-indexeddb/auto";
import { describe, expect, it } from "vitest";

import vectors from "../../../tests/votes/vectors/tellers.json";
import { fromBase64url, fromHex, toBase64url, utf8 } from "../vote/protocol/bytes";
import { isSigned, readVote, readVerifyingKey } from "../vote/protocol/manifest";
import { bulletinMessage } from "../vote/protocol/messages";
import { checkCasts } from "./count";
import { storedCasts } from "./fixtures";
import { KeptKeys } from "./keptKeys";
import { tellerConfirmationMessage, tellerKeyMessage } from "./messages";
import { openOwnShares } from "./shares";
import {
  fingerprintOf,
  newSeed,
  numberOf,
  pointsOf,
  readSeed,
  restoreTellerKeys,
  signBody,
  signConfirmation,
  signPossession,
  tellerKeysFrom,
  writeSeed,
} from "./tellerKeys";

const vote = await readVote(utf8(vectors.manifest));
const { vote_id, tellers } = vote.manifest;
const seeds = vectors.seeds.map((seed) => fromHex(seed, 16));
const [teller] = tellers;
const points = [teller!.sealing_key, teller!.signing_key].map((one) => fromBase64url(one, 65));
const held = tellerKeyMessage(vote_id, points[0]!, points[1]!);

describe("a teller's keys", () => {
  it("follow from the seed as in Python, and stand in the manifest by their number", async () => {
    for (const [number, seed] of seeds.entries()) {
      const keys = await tellerKeysFrom(seed, vote_id);
      const { sealing, signing } = await pointsOf(keys);
      expect(toBase64url(sealing)).toBe(tellers[number]?.sealing_key);
      expect(toBase64url(signing)).toBe(tellers[number]?.signing_key);
      expect(await numberOf(vote, keys)).toBe(number);
    }
    expect(await numberOf(vote, await tellerKeysFrom(newSeed(), vote_id))).toBeNull();
  });

  it("belong to one vote", async () => {
    const [one, other] = await Promise.all(
      [vote_id, "another-vote-of-this-group"].map(async (id) =>
        pointsOf(await tellerKeysFrom(seeds[0]!, id)),
      ),
    );
    expect(one!.sealing).not.toEqual(other!.sealing);
    expect(await fingerprintOf(one!)).not.toBe(await fingerprintOf(other!));
    expect(await fingerprintOf(one!)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/);
  });

  it("are restored from paper, and from no other vote's or teller's", async () => {
    const written = await writeSeed(seeds[0]!);
    const expected = await pointsOf(await tellerKeysFrom(seeds[0]!, vote_id));
    const typed = written.toLowerCase().replaceAll("-", " ");
    const fingerprint = await fingerprintOf(expected);
    const keys = await restoreTellerKeys(typed, vote_id, fingerprint);
    expect(await pointsOf(keys)).toEqual(expected);
    expect(await readSeed(written)).toEqual(seeds[0]);
    const others = await writeSeed(seeds[1]!);
    await expect(restoreTellerKeys(others, vote_id, fingerprint)).rejects.toThrow("other keys");
    await expect(restoreTellerKeys(written.slice(0, -1), vote_id, fingerprint)).rejects.toThrow();
  });

  it("cannot be read out, and are kept on the device until told to forget", async () => {
    const keys = await tellerKeysFrom(seeds[0]!, vote_id);
    for (const pair of [keys.sealing, keys.signing]) {
      expect(pair.privateKey.extractable).toBe(false);
      await expect(crypto.subtle.exportKey("jwk", pair.privateKey)).rejects.toThrow();
    }
    await new KeptKeys().keep(vote_id, keys);
    const kept = await new KeptKeys().load(vote_id);
    expect(await pointsOf(kept!)).toEqual(await pointsOf(keys));
    const signing = await readVerifyingKey(points[1]!);
    expect(await isSigned(signing, held, await signPossession(kept!, vote_id))).toBe(true);
    const casts = await checkCasts(vote, storedCasts);
    const shares = await openOwnShares(vote, casts, 0, kept!);
    expect([...shares.values()].filter((share) => share?.length === 33)).toHaveLength(15);
    await new KeptKeys().forget(vote_id);
    expect(await new KeptKeys().load(vote_id)).toBeUndefined();
  });
});

describe("a teller's signatures", () => {
  it("are those that Python checks, and Python's hold here", async () => {
    const key = await readVerifyingKey(points[1]!);
    const keys = await tellerKeysFrom(seeds[0]!, vote_id);
    const own = [await signPossession(keys, vote_id), await signConfirmation(keys, vote)];
    const theirs = [vectors.possessions[0]!, vectors.confirmations[0]!].map((one) =>
      fromBase64url(one, 64),
    );
    for (const [possession, confirmation] of [own, theirs]) {
      expect(await isSigned(key, held, possession!)).toBe(true);
      expect(await isSigned(key, tellerConfirmationMessage(vote), confirmation!)).toBe(true);
      expect(await isSigned(key, held, confirmation!)).toBe(false);
    }
    const body = utf8("{}");
    expect(await isSigned(key, await bulletinMessage(body), await signBody(keys, body))).toBe(true);
  });

  it("are not given for a manifest with somebody else's keys", async () => {
    const keys = await tellerKeysFrom(newSeed(), vote_id);
    await expect(signConfirmation(keys, vote)).rejects.toThrow("another's keys");
  });
});
