// Casting: the choice, signed, sealed and signed again. Twin: app/votes/envelope.py, which opens.

import { split } from "shamir-secret-sharing";

import { PREFIX_BYTES, signWith, type Credential } from "./blind";
import { fromBase64url, join, random, toBase64url, toHex, type Bytes } from "./bytes";
import { POINT_BYTES, SIGNATURE_BYTES, type Purpose, type Vote } from "./manifest";
import {
  CHOICE_CODES,
  ballotSealContext,
  castMessage,
  choiceMessage,
  credentialHash,
  envelopeHash,
  keyCommitment,
  keySealContext,
  type Choice,
} from "./messages";
import { sealTo } from "./seal";
import type { VoterState } from "./state";

const BALLOT_FORMAT = 1;
const PLAIN_BALLOT_BYTES = 1024;
const CONTENT_KEY_BYTES = 32;
const NONCE_BYTES = 12;

export interface Cast {
  readonly format: 1;
  readonly vote_id: string;
  readonly admission: Credential;
  readonly counter: number;
  readonly envelope: {
    readonly commitment: string;
    readonly sealed_ballot: string;
    readonly keys: readonly string[];
  };
  readonly signature: string;
}

export interface Receipt {
  readonly format: 1;
  readonly vote_id: string;
  readonly row_key: string;
  readonly counter: number;
  readonly envelope_hash: string;
  readonly signature: string;
}

/** Seals one choice. A later cast with a higher counter replaces it, until the vote closes. */
export async function sealCast(
  vote: Vote,
  state: VoterState,
  credentials: Readonly<Record<Purpose, Credential>>,
  choice: Choice,
  counter: number,
): Promise<Cast> {
  const rowKey = await rowKeyOf(vote, credentials.admission);
  const contentKey = random(CONTENT_KEY_BYTES);
  const commitment = await keyCommitment(vote, contentKey);
  const ballot = await plainBallot(vote, state, credentials.ballot, choice);
  const sealedBallot = await sealBallot(vote, rowKey, contentKey, ballot);
  const parts = await partsFor(vote, contentKey);
  const keys = await Promise.all(
    vote.recipients.map((point, at) => sealTo(point, keySealContext(vote, rowKey, at), parts[at]!)),
  );
  const hash = await envelopeHash(commitment, sealedBallot, keys);
  return {
    format: 1,
    vote_id: vote.manifest.vote_id,
    admission: credentials.admission,
    counter,
    envelope: {
      commitment: toHex(commitment),
      sealed_ballot: toBase64url(sealedBallot),
      keys: keys.map(toBase64url),
    },
    signature: toBase64url(await signWith(state.admission, castMessage(vote, counter, hash))),
  };
}

export function rowKeyOf(vote: Vote, admission: Credential): Promise<Bytes> {
  return hashOf("admission", vote, admission);
}

/** The hash under which the bulletin lists the ballot. */
export function ballotHashOf(vote: Vote, ballot: Credential): Promise<Bytes> {
  return hashOf("ballot", vote, ballot);
}

function hashOf(purpose: Purpose, vote: Vote, { prefix, public_key }: Credential): Promise<Bytes> {
  return credentialHash(
    purpose,
    vote,
    fromBase64url(prefix, PREFIX_BYTES),
    fromBase64url(public_key, POINT_BYTES),
  );
}

/** Format 1 | choice 1 | choice signature 64 | prefix 32 | public key 65 | RSA signature 384 | zeros. */
async function plainBallot(
  vote: Vote,
  state: VoterState,
  ballot: Credential,
  choice: Choice,
): Promise<Bytes> {
  const plain = new Uint8Array(PLAIN_BALLOT_BYTES);
  plain.set(
    join(
      Uint8Array.of(BALLOT_FORMAT, CHOICE_CODES[choice]),
      await signWith(state.ballot, choiceMessage(vote, choice)),
      fromBase64url(ballot.prefix, PREFIX_BYTES),
      fromBase64url(ballot.public_key, POINT_BYTES),
      fromBase64url(ballot.signature, SIGNATURE_BYTES),
    ),
  );
  return plain;
}

async function sealBallot(
  vote: Vote,
  rowKey: Bytes,
  contentKey: Bytes,
  plain: Bytes,
): Promise<Bytes> {
  const iv = random(NONCE_BYTES);
  const key = await crypto.subtle.importKey("raw", contentKey, "AES-GCM", false, ["encrypt"]);
  const algorithm = { name: "AES-GCM", iv, additionalData: ballotSealContext(vote, rowKey) };
  return join(iv, new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plain)));
}

/** What each recipient gets: the whole key, or with tellers a share that tells nothing by itself. */
async function partsFor({ manifest, recipients }: Vote, contentKey: Bytes): Promise<Bytes[]> {
  if (manifest.mode !== "tellers") return [contentKey];
  return (await split(contentKey, recipients.length, manifest.threshold)) as Bytes[];
}
