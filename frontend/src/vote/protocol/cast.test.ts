// @vitest-environment node
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import { combine } from "shamir-secret-sharing";
import { beforeAll, describe, expect, it } from "vitest";

import { fromHex, fromBase64url, toBase64url, toHex, utf8, type Bytes } from "./bytes";
import { ballotHashOf, rowKeyOf, sealCast, type Cast, type Receipt } from "./envelope";
import { aVoteWithTellers, aVoter, type TellerPair, type Voter } from "./fixtures";
import { isSigned, readVerifyingKey, type Vote } from "./manifest";
import {
  bulletinMessage,
  castMessage,
  envelopeHash,
  keyCommitment,
  keySealContext,
  receiptMessage,
  type Choice,
} from "./messages";
import { checkReceipt, fateOf, isSignedByEnough, lineOf, listingOf } from "./verify";

let voter: Voter;
let receiptKeys: CryptoKeyPair;

beforeAll(async () => {
  const drawn = await aVoter();
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  receiptKeys = await crypto.subtle.generateKey(curve, true, ["sign", "verify"]);
  voter = { ...drawn, vote: { ...drawn.vote, receiptKey: receiptKeys.publicKey } };
});

function cast(choice: Choice, counter = 1): Promise<Cast> {
  return sealCast(voter.vote, voter.state, voter.credentials, choice, counter);
}

async function openShare(sealed: Bytes, recipientKey: CryptoKeyPair, info: Bytes): Promise<Bytes> {
  const suite = new CipherSuite({
    kem: new DhkemP256HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes256Gcm(),
  });
  const enc = sealed.slice(0, 65);
  return new Uint8Array(await suite.open({ recipientKey, enc, info }, sealed.slice(65)));
}

async function hashOf({ envelope }: Cast): Promise<string> {
  const hash = await envelopeHash(
    fromHex(envelope.commitment, 32),
    fromBase64url(envelope.sealed_ballot, 1052),
    envelope.keys.map((key) => fromBase64url(key, 113)),
  );
  return toHex(hash);
}

async function receiptFor(vote: Vote, sent: Cast): Promise<Receipt> {
  const rowKey = await rowKeyOf(vote, sent.admission);
  const hash = await hashOf(sent);
  const message = receiptMessage(vote, rowKey, sent.counter, fromHex(hash, 32));
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const signature = new Uint8Array(
    await crypto.subtle.sign(algorithm, receiptKeys.privateKey, message),
  );
  return {
    format: 1,
    vote_id: sent.vote_id,
    row_key: toHex(rowKey),
    counter: sent.counter,
    envelope_hash: hash,
    signature: toBase64url(signature),
  };
}

describe("casting", () => {
  it("tells nothing of the choice by its size", async () => {
    const sizes = new Set<number>();
    for (const choice of ["against", "for", "blank"] satisfies Choice[]) {
      sizes.add(JSON.stringify(await cast(choice)).length);
    }
    expect(sizes.size).toBe(1);
  });

  it("signs the envelope with the admission's key", async () => {
    const sent = await cast("for", 7);
    const key = await readVerifyingKey(fromBase64url(sent.admission.public_key, 65));
    const message = castMessage(voter.vote, 7, fromHex(await hashOf(sent), 32));
    expect(await isSigned(key, message, fromBase64url(sent.signature, 64))).toBe(true);
  });
});

describe("casting with tellers", () => {
  it("gives each a share: any two of three have the key, and none of them alone", async () => {
    const { vote, tellers } = await aVoteWithTellers();
    const own = await aVoter(vote);
    const sent = await sealCast(vote, own.state, own.credentials, "for", 1);
    const rowKey = await rowKeyOf(vote, sent.admission);
    const shares = await Promise.all(
      sent.envelope.keys.map((key, at) =>
        openShare(fromBase64url(key, 114), tellers[at]!.sealing, keySealContext(vote, rowKey, at)),
      ),
    );
    const commits = async (key: Bytes) => toHex(await keyCommitment(vote, key));
    for (const pair of [
      [0, 1],
      [0, 2],
      [1, 2],
    ]) {
      const key = (await combine(pair.map((at) => shares[at]!))) as Bytes;
      expect(await commits(key)).toBe(sent.envelope.commitment);
    }
    for (const share of shares) {
      expect(share).toHaveLength(33);
      expect(await commits(share.slice(0, 32))).not.toBe(sent.envelope.commitment);
    }
  });

  it("tells nothing of the choice by its size, and is found by its receipt's line", async () => {
    const { vote } = await aVoteWithTellers();
    const own = await aVoter(vote);
    const [one, other] = await Promise.all(
      (["against", "blank"] satisfies Choice[]).map((choice) =>
        sealCast(vote, own.state, own.credentials, choice, 1),
      ),
    );
    expect(JSON.stringify(one).length).toBe(JSON.stringify(other).length);
    expect((await lineOf(vote, one!)).row_key).toBe((await lineOf(vote, other!)).row_key);
  });
});

describe("a receipt", () => {
  it("holds for the cast it was given for, and for no other", async () => {
    const sent = await cast("for");
    const receipt = await receiptFor(voter.vote, sent);
    await expect(checkReceipt(voter.vote, sent, receipt)).resolves.toBeUndefined();
    await expect(checkReceipt(voter.vote, await cast("for"), receipt)).rejects.toThrow("else");
    await expect(checkReceipt(voter.vote, { ...sent, counter: 2 }, receipt)).rejects.toThrow(
      "else",
    );
  });

  it("is worth nothing when another key signed it", async () => {
    const sent = await cast("for");
    const receipt = await receiptFor(voter.vote, sent);
    const forged = { ...receipt, signature: toBase64url(new Uint8Array(64).fill(1)) };
    await expect(checkReceipt(voter.vote, sent, forged)).rejects.toThrow("did not sign");
  });

  it("is looked for among the published rows", async () => {
    const receipt = await receiptFor(voter.vote, await cast("blank"));
    const { row_key, counter, envelope_hash } = receipt;
    const row = { row_key, counter, envelope_hash };
    const other = { ...row, row_key: "0".repeat(64) };
    expect(listingOf(receipt, [other, row])).toBe("listed");
    expect(listingOf(receipt, [other])).toBe("missing");
    expect(listingOf(receipt, [{ ...row, counter: 9 }])).toBe("other");
    expect(listingOf(receipt, [{ ...row, envelope_hash: "0".repeat(64) }])).toBe("other");
    expect(listingOf(receipt, [row, row])).toBe("other");
  });
});

describe("the bulletin", () => {
  it("tells a voter what became of their ballot", async () => {
    const { vote, credentials } = voter;
    const message_hash = toHex(await ballotHashOf(vote, credentials.ballot));
    const row_key = toHex(await rowKeyOf(vote, credentials.admission));
    const nothing = { ballots: [], conflicts: [], rejected: [] };
    const fate = (lines: object) => fateOf(vote, credentials, { ...nothing, ...lines });
    expect(await fate({ ballots: [{ message_hash, choice: "blank" }] })).toBe("blank");
    expect(await fate({ conflicts: [{ message_hash }] })).toBe("voided");
    expect(await fate({ rejected: [{ row_key, reason: "seal" }] })).toBe("rejected");
    expect(await fate({ ballots: [{ message_hash: "0".repeat(64), choice: "for" }] })).toBe(
      "missing",
    );
  });
});

describe("the bulletin's signatures", () => {
  const body = utf8("{}");
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  const by = async (pair: TellerPair, at: number) => ({
    signer: `teller-${at}`,
    signature: toBase64url(
      new Uint8Array(
        await crypto.subtle.sign(algorithm, pair.signing.privateKey, await bulletinMessage(body)),
      ),
    ),
  });

  it("are as many tellers as it takes, each once and nobody else", async () => {
    const { vote, tellers } = await aVoteWithTellers();
    const [first, second, third] = await Promise.all(tellers.map(by));
    const enough = (...lines: (typeof first)[]) => isSignedByEnough(vote, body, lines as never);
    expect(await enough(first, third)).toBe(true);
    expect(await enough(first, second, third)).toBe(true);
    expect(await enough(first)).toBe(false);
    expect(await enough(first, first)).toBe(false);
    expect(await enough(first, { ...second!, signer: "teller-2" })).toBe(false);
    expect(await enough(first, third, { ...second!, signer: "server" })).toBe(false);
  });
});
