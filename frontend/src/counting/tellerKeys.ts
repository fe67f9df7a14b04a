// A teller's two key pairs, both out of one seed that is printed and then forgotten. Twin: tests/support/tellers.py.

import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";

import {
  ProtocolError,
  join,
  random,
  sha256,
  toBase64url,
  utf8,
  type Bytes,
} from "../vote/protocol/bytes";
import { readVotingCode, writeVotingCode } from "../vote/protocol/code";
import { shortHash, type Vote } from "../vote/protocol/manifest";
import { bulletinMessage } from "../vote/protocol/messages";
import { tellerConfirmationMessage, tellerKeyMessage } from "./messages";

const SEED_BYTES = 16;
const SCALAR_BYTES = 32;

/** The one the voting page seals with. */
export const SUITE = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

/** No private half can be exported; a browser's database keeps them as they are. */
export interface TellerKeys {
  readonly sealing: CryptoKeyPair;
  readonly signing: CryptoKeyPair;
}

/** The public halves, 65 bytes each. */
export interface TellerPoints {
  readonly sealing: Bytes;
  readonly signing: Bytes;
}

export function newSeed(): Bytes {
  return random(SEED_BYTES);
}

/** As it is printed: the paper from which the keys are made again. It has the form of a voting code. */
export function writeSeed(seed: Bytes): Promise<string> {
  return writeVotingCode(seed);
}

/** Throws ProtocolError on a slip of the pen. */
export function readSeed(text: string): Promise<Bytes> {
  return readVotingCode(text);
}

/** The same keys for the same seed and vote, whenever they are asked for. */
export async function tellerKeysFrom(seed: Bytes, voteId: string): Promise<TellerKeys> {
  if (seed.length !== SEED_BYTES) throw new ProtocolError("a seed of another size");
  const [sealing, signing] = await Promise.all([
    derivePair(seed, `varna/1/teller/${voteId}/sealing`, "ECDH"),
    derivePair(seed, `varna/1/teller/${voteId}/signing`, "ECDSA"),
  ]);
  return { sealing, signing };
}

/**
 * The keys of what was printed. `expected`: their fingerprint. Throws ProtocolError on a slip, and for the code of
 * other keys than these.
 */
export async function restoreTellerKeys(
  text: string,
  voteId: string,
  expected: string,
): Promise<TellerKeys> {
  const keys = await tellerKeysFrom(await readSeed(text), voteId);
  if ((await fingerprintOf(await pointsOf(keys))) !== expected)
    throw new ProtocolError("the code of other keys");
  return keys;
}

export async function pointsOf({ sealing, signing }: TellerKeys): Promise<TellerPoints> {
  const [one, other] = await Promise.all([pointOf(sealing), pointOf(signing)]);
  return { sealing: one, signing: other };
}

async function pointOf({ publicKey }: CryptoKeyPair): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
}

/** To read aloud: six groups of four, of both points together. */
export async function fingerprintOf({ sealing, signing }: TellerPoints): Promise<string> {
  return shortHash(await sha256(join(sealing, signing)));
}

/** Where these keys stand in the locked manifest; null when they do not. */
export async function numberOf(vote: Vote, keys: TellerKeys): Promise<number | null> {
  const points = await pointsOf(keys);
  const [sealing, signing] = [toBase64url(points.sealing), toBase64url(points.signing)];
  const at = vote.manifest.tellers.findIndex(
    (teller) => teller.sealing_key === sealing && teller.signing_key === signing,
  );
  return at < 0 ? null : at;
}

/** Goes with the public keys before lock. */
export async function signPossession(keys: TellerKeys, voteId: string): Promise<Bytes> {
  const { sealing, signing } = await pointsOf(keys);
  return signAs(keys, tellerKeyMessage(voteId, sealing, signing));
}

/** That these keys stand in the manifest. Throws ProtocolError when they do not: somebody put others there. */
export async function signConfirmation(keys: TellerKeys, vote: Vote): Promise<Bytes> {
  if ((await numberOf(vote, keys)) === null)
    throw new ProtocolError("another's keys stand in the manifest");
  return signAs(keys, tellerConfirmationMessage(vote));
}

/** `body` is canonical, as `countVote` gives it. */
export async function signBody(keys: TellerKeys, body: Bytes): Promise<Bytes> {
  return signAs(keys, await bulletinMessage(body));
}

/** r and s, 64 bytes. */
export async function signAs({ signing }: TellerKeys, message: Bytes): Promise<Bytes> {
  const algorithm = { name: "ECDSA", hash: "SHA-256" };
  return new Uint8Array(await crypto.subtle.sign(algorithm, signing.privateKey, message));
}

async function derivePair(
  seed: Bytes,
  info: string,
  name: "ECDH" | "ECDSA",
): Promise<CryptoKeyPair> {
  const secret = await crypto.subtle.importKey("raw", seed, "HKDF", false, ["deriveBits"]);
  // The seed is 128 random bits of its own: it needs no salt.
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8(info) };
  const ikm = new Uint8Array(await crypto.subtle.deriveBits(hkdf, secret, 256));
  const { publicKey } = await SUITE.kem.deriveKeyPair(ikm.buffer);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const algorithm = { name, namedCurve: "P-256" };
  const jwk: JsonWebKey = {
    kty: "EC",
    crv: "P-256",
    x: toBase64url(point.slice(1, 33)),
    y: toBase64url(point.slice(33)),
  };
  const d = toBase64url(await deriveScalar(ikm));
  const [forPrivate, forPublic]: KeyUsage[][] =
    name === "ECDH" ? [["deriveBits"], []] : [["sign"], ["verify"]];
  return {
    privateKey: await crypto.subtle.importKey("jwk", { ...jwk, d }, algorithm, false, forPrivate!),
    publicKey: await crypto.subtle.importKey("jwk", jwk, algorithm, true, forPublic!),
  };
}

/**
 * RFC 9180, 7.1.3: the private half of what @hpke/core's `deriveKeyPair` gives, which gives it only as a key for
 * sealing that can be exported, and in Firefox not even as that.
 */
async function deriveScalar(ikm: Bytes): Promise<Bytes> {
  const label = join(utf8("HPKE-v1KEM"), Uint8Array.of(0, 16));
  const prk = await hmac(new Uint8Array(SCALAR_BYTES), join(label, utf8("dkp_prk"), ikm));
  for (let counter = 0; counter < 256; counter++) {
    const info = join(Uint8Array.of(0, SCALAR_BYTES), label, utf8("candidate"));
    const scalar = await hmac(prk, join(info, Uint8Array.of(counter, 1)));
    if (isScalar(scalar)) return scalar;
  }
  throw new ProtocolError("no key follows from this seed");
}

const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

function isScalar(bytes: Bytes): boolean {
  const number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  return number > 0n && number < ORDER;
}

async function hmac(key: Bytes, data: Bytes): Promise<Bytes> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, algorithm, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, data));
}
