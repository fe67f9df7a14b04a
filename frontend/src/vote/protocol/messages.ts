// What is hashed and signed in a vote, byte by byte. Twin: app/votes/messages.py; both are held to
// tests/votes/vectors/messages.json.

import { frame, framedHash, join, sha256, uint32, utf8, type Bytes } from "./bytes";
import type { Purpose, Vote } from "./manifest";

/** What of a vote stands in everything that is signed. */
export type Locked = Pick<Vote, "id" | "hash">;

export type Choice = "against" | "for" | "blank";

export const CHOICE_CODES: Readonly<Record<Choice, number>> = { against: 1, for: 2, blank: 3 };

/** Without the RFC's prefix: the library puts it before. */
export function credentialMessage(purpose: Purpose, vote: Locked, publicKey: Bytes): Bytes {
  return frame(utf8(`varna/1/${purpose}`), vote.id, vote.hash, publicKey);
}

/** An admission's hash is its envelope's row key; a ballot's is the line it is published on. */
export function credentialHash(
  purpose: Purpose,
  vote: Locked,
  prefix: Bytes,
  publicKey: Bytes,
): Promise<Bytes> {
  return sha256(join(prefix, credentialMessage(purpose, vote, publicKey)));
}

export function choiceMessage(vote: Locked, choice: Choice): Bytes {
  return frame(utf8("varna/1/choice"), vote.id, vote.hash, Uint8Array.of(CHOICE_CODES[choice]));
}

export function castMessage(vote: Locked, counter: number, envelopeHash: Bytes): Bytes {
  return frame(utf8("varna/1/cast"), vote.id, uint32(counter), envelopeHash);
}

export function receiptMessage(
  vote: Locked,
  rowKey: Bytes,
  counter: number,
  envelopeHash: Bytes,
): Bytes {
  return frame(utf8("varna/1/receipt"), vote.id, rowKey, uint32(counter), envelopeHash);
}

/** Signed by the server, or by each teller; `body` is the canonical form of the bulletin's body. */
export async function bulletinMessage(body: Bytes): Promise<Bytes> {
  return frame(utf8("varna/1/bulletin"), await sha256(body));
}

export function ballotSealContext(vote: Locked, rowKey: Bytes): Bytes {
  return frame(utf8("varna/1/envelope"), vote.id, rowKey);
}

export function keySealContext(vote: Locked, rowKey: Bytes, recipient: number): Bytes {
  return frame(utf8("varna/1/content-key"), vote.id, rowKey, Uint8Array.of(recipient));
}

export function keyCommitment(vote: Locked, contentKey: Bytes): Promise<Bytes> {
  return framedHash(utf8("varna/1/cek"), vote.id, contentKey);
}

export function envelopeHash(
  commitment: Bytes,
  sealedBallot: Bytes,
  keys: readonly Bytes[],
): Promise<Bytes> {
  return framedHash(utf8("varna/1/envelope-hash"), commitment, sealedBallot, ...keys);
}
