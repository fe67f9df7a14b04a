// What a voter's own page checks: that its receipt is genuine and listed, and which published line is its own.

import { ProtocolError, areEqual, fromBase64url, fromHex, toHex, type Bytes } from "./bytes";
import type { Credential } from "./blind";
import { ballotHashOf, rowKeyOf, type Cast, type Receipt } from "./envelope";
import { isSigned, type Vote } from "./manifest";
import { bulletinMessage, envelopeHash, receiptMessage, type Choice } from "./messages";

/** A row of the list that is published at closing. */
export interface EnvelopeLine {
  readonly row_key: string;
  readonly counter: number;
  readonly envelope_hash: string;
}

/** One signature on the bulletin; `signer` is `server`, or `teller-` and a number. */
export interface SignatureLine {
  readonly signer: string;
  readonly signature: string;
}

/** What of the bulletin's body a voter's page reads. */
export interface BulletinLines {
  readonly ballots: readonly { readonly message_hash: string; readonly choice: Choice }[];
  readonly conflicts: readonly { readonly message_hash: string }[];
  readonly rejected: readonly { readonly row_key: string; readonly reason: string }[];
}

/** `listed`: as the receipt says. `other`: this admission's row holds something else. */
export type Listing = "listed" | "other" | "missing";

export type Fate = Choice | "voided" | "rejected" | "missing";

/** Throws unless the server signed that exactly this cast lies in its row. */
export async function checkReceipt(vote: Vote, cast: Cast, receipt: Receipt): Promise<void> {
  const rowKey = await rowKeyOf(vote, cast.admission);
  const hash = await hashOfEnvelope(cast);
  const isOfThisCast =
    receipt.vote_id === vote.manifest.vote_id &&
    receipt.counter === cast.counter &&
    areEqual(fromHex(receipt.row_key, 32), rowKey) &&
    areEqual(fromHex(receipt.envelope_hash, 32), hash);
  if (!isOfThisCast) throw new ProtocolError("a receipt for something else");
  const message = receiptMessage(vote, rowKey, receipt.counter, hash);
  if (!(await isSigned(vote.receiptKey, message, fromBase64url(receipt.signature, 64)))) {
    throw new ProtocolError("a receipt the server did not sign");
  }
}

/** Whether the server signed this body, or as many tellers as it takes: each once, and nobody else. */
export async function isSignedByEnough(
  vote: Vote,
  body: Bytes,
  signatures: readonly SignatureLine[],
): Promise<boolean> {
  const message = await bulletinMessage(body);
  const hold = await Promise.all(
    signatures.map(async ({ signer, signature }) => {
      const key = vote.signers.get(signer);
      return key !== undefined && (await isSigned(key, message, fromBase64url(signature, 64)));
    }),
  );
  const signers = new Set(signatures.map((line) => line.signer));
  const needed = vote.manifest.threshold || 1;
  return !hold.includes(false) && signers.size === hold.length && signers.size >= needed;
}

/** Whether the published rows hold what the receipt promised. */
export function listingOf(receipt: EnvelopeLine, rows: readonly EnvelopeLine[]): Listing {
  const mine = rows.filter((row) => row.row_key === receipt.row_key);
  if (mine.length === 0) return "missing";
  const [row] = mine;
  const isSame = row?.counter === receipt.counter && row.envelope_hash === receipt.envelope_hash;
  return mine.length === 1 && isSame ? "listed" : "other";
}

/** What the bulletin says became of this voter's ballot. */
export async function fateOf(
  vote: Vote,
  credentials: { readonly admission: Credential; readonly ballot: Credential },
  bulletin: BulletinLines,
): Promise<Fate> {
  const ballot = toHex(await ballotHashOf(vote, credentials.ballot));
  const counted = bulletin.ballots.find((line) => line.message_hash === ballot);
  if (counted) return counted.choice;
  if (bulletin.conflicts.some((line) => line.message_hash === ballot)) return "voided";
  const row = toHex(await rowKeyOf(vote, credentials.admission));
  return bulletin.rejected.some((line) => line.row_key === row) ? "rejected" : "missing";
}

/** The row in which a cast lies once it is taken. */
export async function lineOf(vote: Vote, cast: Cast): Promise<EnvelopeLine> {
  const rowKey = await rowKeyOf(vote, cast.admission);
  return {
    row_key: toHex(rowKey),
    counter: cast.counter,
    envelope_hash: toHex(await hashOfEnvelope(cast)),
  };
}

function hashOfEnvelope({ envelope }: Cast): Promise<Bytes> {
  return envelopeHash(
    fromHex(envelope.commitment, 32),
    fromBase64url(envelope.sealed_ballot, 1052),
    // A share is a byte longer than a key.
    envelope.keys.map((key) => fromBase64url(key, key.length > 151 ? 114 : 113)),
  );
}
