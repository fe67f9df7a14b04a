// What the server signed without seeing it, checked by anyone. Twin: app/votes/messages.py and blind_rsa.py.

import { fromBase64url, fromHex, join, sha256, toHex, type Bytes } from "../vote/protocol/bytes";
import { isSigned, readVerifyingKey, type Purpose } from "../vote/protocol/manifest";
import {
  castMessage,
  choiceMessage,
  credentialMessage,
  type Choice,
  type Locked,
} from "../vote/protocol/messages";
import type { Credential, EnvelopeLine } from "./bulletin";

/** The part of a vote that signatures are checked with; no issuer where its key could not be read. */
export interface Issued extends Locked {
  readonly issuers: Readonly<Record<Purpose, CryptoKey | null>>;
}

/** A credential with its hash, and its key if the server issued it. */
export interface CheckedCredential {
  readonly hash: string;
  readonly key: CryptoKey | null;
}

const PSS = { name: "RSA-PSS", saltLength: 48 };

export async function checkCredential(
  purpose: Purpose,
  vote: Issued,
  credential: Credential,
): Promise<CheckedCredential> {
  const point = fromBase64url(credential.public_key, 65);
  const prefix = fromBase64url(credential.prefix, 32);
  const message = credentialMessage(purpose, vote, point);
  const prepared = join(prefix, message);
  const issuer = vote.issuers[purpose];
  const signature = fromBase64url(credential.signature, 384);
  const [hash, isIssued, key] = await Promise.all([
    sha256(prepared),
    issuer !== null && crypto.subtle.verify(PSS, issuer, signature, prepared),
    readVerifyingKey(point).catch(() => null),
  ]);
  return { hash: toHex(hash), key: isIssued ? key : null };
}

/** Whether this vote admitted the envelope that a published row tells of. */
export async function isAdmitted(vote: Issued, row: EnvelopeLine): Promise<boolean> {
  const { hash, key } = await checkCredential("admission", vote, row.admission);
  if (key === null || hash !== row.row_key) return false;
  const message = castMessage(vote, row.counter, digestOf(row.envelope_hash));
  return isSigned(key, message, fromBase64url(row.signature, 64));
}

export function isChoiceSigned(
  vote: Locked,
  key: CryptoKey,
  choice: Choice,
  signature: string,
): Promise<boolean> {
  return isSigned(key, choiceMessage(vote, choice), fromBase64url(signature, 64));
}

export function digestOf(hex: string): Bytes {
  return fromHex(hex, 32);
}
