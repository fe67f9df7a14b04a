// The manifest, read and checked on the voter's own device. Twin: app/votes/manifest.py.

import {
  areEqual,
  framedHash,
  fromBase64url,
  fromHex,
  frame,
  join,
  sha256,
  toHex,
  utf8,
  ProtocolError,
  type Bytes,
} from "./bytes";
import { readCanonical } from "./canonical";

export interface IssuingKey {
  readonly spki: string;
  readonly proof: string;
}

export interface Manifest {
  readonly format: 1;
  readonly vote_id: string;
  readonly mode: "without_tellers" | "tellers";
  readonly held: "in_a_room" | "at_a_distance";
  readonly question: { readonly code: string; readonly text: string };
  readonly majority: {
    readonly numerator: number;
    readonly denominator: number;
    readonly base: "decided" | "cast" | "present" | "roll";
    readonly strict: boolean;
  };
  readonly quorum: {
    readonly numerator: number;
    readonly denominator: number;
    readonly strict: boolean;
  };
  /** With fewer in the box they are destroyed unopened. */
  readonly fewest_envelopes: number;
  readonly roll: { readonly size: number; readonly hash: string };
  readonly accused_commitment: string;
  readonly admission_key: IssuingKey;
  readonly ballot_key: IssuingKey;
  readonly receipt_key: string;
  readonly opening_key: string | null;
  readonly tellers: readonly { readonly sealing_key: string; readonly signing_key: string }[];
  readonly threshold: number;
  readonly schedule: {
    readonly locked_at: string;
    readonly drawing_ends_at: string | null;
    readonly closes_at: string;
    readonly check_window_seconds: number;
  };
}

export type Purpose = "admission" | "ballot";

/** A vote whose manifest was read and whose keys were checked. */
export interface Vote {
  readonly manifest: Manifest;
  readonly hash: Bytes;
  readonly id: Bytes;
  readonly issuers: Readonly<Record<Purpose, CryptoKey>>;
  readonly receiptKey: CryptoKey;
  /** The points each content key, or its shares, is sealed to. */
  readonly recipients: readonly Bytes[];
  /** Who may sign the bulletin, by the name they sign under. */
  readonly signers: ReadonlyMap<string, CryptoKey>;
}

export const POINT_BYTES = 65;
export const SIGNATURE_BYTES = 384;
const SPKI_BYTES = 422;
const PROOF_ROOTS = 8;
const PUBLIC_EXPONENT = 65537n;
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * Reads the manifest's bytes. `expectedHash`, in hexadecimal, is what the summons told: without it this
 * device could be shown a manifest of its own, and be known again by it.
 */
export async function readVote(data: Bytes, expectedHash?: string): Promise<Vote> {
  const hash = await sha256(data);
  if (expectedHash !== undefined && toHex(hash) !== expectedHash) {
    throw new ProtocolError("another manifest than the summons told");
  }
  const manifest = readCanonical(data) as unknown as Manifest;
  if (manifest.format !== 1) throw new ProtocolError("a format this page does not know");
  const [admission, ballot] = await Promise.all([
    readIssuingKey(manifest.admission_key),
    readIssuingKey(manifest.ballot_key),
  ]);
  if (manifest.admission_key.spki === manifest.ballot_key.spki)
    throw new ProtocolError("one issuing key");
  const recipients = readRecipients(manifest);
  const points = [
    manifest.receipt_key,
    ...manifest.tellers.map((teller) => teller.signing_key),
    ...recipients,
  ];
  if (new Set(points).size !== points.length)
    throw new ProtocolError("one key stands in two places");
  const bytes = points.map((point) => fromBase64url(point, POINT_BYTES));
  const [receiptKey, ...keys] = await Promise.all(bytes.map(readVerifyingKey));
  const byTeller = manifest.tellers.map((_, at) => [`teller-${at}`, keys[at]!] as const);
  return {
    manifest,
    hash,
    id: utf8(manifest.vote_id),
    issuers: { admission, ballot },
    receiptKey: receiptKey!,
    recipients: bytes.slice(-recipients.length),
    signers: new Map(byTeller.length ? byTeller : [["server", receiptKey!]]),
  };
}

/** Whether the manifest was locked about this person, though it names nobody; the salt came with the name. */
export async function isAbout(vote: Vote, name: string, salt: string): Promise<boolean> {
  const plain = name.normalize("NFC").trim().split(/\s+/u).join(" ");
  const hash = await framedHash(utf8("varna/1/accused"), fromBase64url(salt, 32), utf8(plain));
  return areEqual(hash, fromHex(vote.manifest.accused_commitment, 32));
}

/** The first 120 bits of a manifest's hash, to read aloud: six groups of four. */
export function shortHash(hash: Bytes): string {
  return inGroups(toCrockford(hash.subarray(0, 15)));
}

/** Five bits a letter; a rest of fewer is filled up with zeros. */
export function toCrockford(bytes: Bytes): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => CROCKFORD[parseInt(five.padEnd(5, "0"), 2)])
    .join("");
}

export function inGroups(letters: string): string {
  return (letters.match(/.{1,4}/g) ?? []).join("-");
}

export function readVerifyingKey(point: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", point, { name: "ECDSA", namedCurve: "P-256" }, true, [
    "verify",
  ]);
}

export function isSigned(key: CryptoKey, message: Bytes, signature: Bytes): Promise<boolean> {
  return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, message);
}

function readRecipients(manifest: Manifest): string[] {
  const count = manifest.tellers.length;
  if (manifest.mode === "without_tellers" && manifest.opening_key !== null && count === 0) {
    return [manifest.opening_key];
  }
  const { threshold } = manifest;
  if (
    manifest.mode === "tellers" &&
    manifest.opening_key === null &&
    threshold >= 2 &&
    threshold <= count
  ) {
    return manifest.tellers.map((teller) => teller.sealing_key);
  }
  throw new ProtocolError("the manifest's keys do not fit its mode");
}

async function readIssuingKey({ spki, proof }: IssuingKey): Promise<CryptoKey> {
  const key = await importIssuingKey(spki);
  await checkPermutation(key, fromBase64url(proof, PROOF_ROOTS * SIGNATURE_BYTES));
  return key;
}

/** The key alone: that it is harmless is shown by its proof. */
export async function importIssuingKey(spki: string): Promise<CryptoKey> {
  const der = fromBase64url(spki, SPKI_BYTES);
  const algorithm = { name: "RSA-PSS", hash: "SHA-384" };
  const key = await crypto.subtle.importKey("spki", der, algorithm, true, ["verify"]);
  const { e = "" } = await crypto.subtle.exportKey("jwk", key);
  if (toNumber(fromBase64url(e, 3)) !== PUBLIC_EXPONENT)
    throw new ProtocolError("another exponent");
  return key;
}

/**
 * A key can be made so that its holder tells blinded messages apart and links them to ballots. Only when
 * every number has an e-th root is nothing told: that eight numbers nobody chose have one shows it. See
 * `prove_permutation` in app/votes/blind_rsa.py.
 */
export async function checkPermutation(key: CryptoKey, proof: Bytes): Promise<void> {
  const { n = "" } = await crypto.subtle.exportKey("jwk", key);
  const modulus = toNumber(fromBase64url(n, SIGNATURE_BYTES));
  const spki = new Uint8Array(await crypto.subtle.exportKey("spki", key));
  for (let at = 0; at < PROOF_ROOTS; at++) {
    const root = toNumber(proof.subarray(at * SIGNATURE_BYTES, (at + 1) * SIGNATURE_BYTES));
    if (root >= modulus || power(root, modulus) !== (await challenge(spki, modulus, at))) {
      throw new ProtocolError("an issuing key that is not proved harmless");
    }
  }
}

async function challenge(spki: Bytes, modulus: bigint, root: number): Promise<bigint> {
  const wanted = SIGNATURE_BYTES + 16;
  const blocks = await Promise.all(
    Array.from({ length: Math.ceil(wanted / 32) }, (_, block) =>
      sha256(frame(utf8("varna/1/key-proof"), spki, Uint8Array.of(root), Uint8Array.of(block))),
    ),
  );
  return toNumber(join(...blocks).subarray(0, wanted)) % modulus;
}

/** base^65537: sixteen squarings and one multiplication. */
function power(base: bigint, modulus: bigint): bigint {
  let result = base;
  for (let squaring = 0; squaring < 16; squaring++) result = (result * result) % modulus;
  return (result * base) % modulus;
}

function toNumber(bytes: Bytes): bigint {
  return BigInt(`0x${toHex(bytes)}`);
}
