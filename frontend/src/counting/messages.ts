// What passes between a vote's tellers, byte by byte. Twin: app/votes/messages.py; both are held to
// tests/votes/vectors/messages.json.

import { frame, sha256, utf8, type Bytes } from "../vote/protocol/bytes";
import type { Locked } from "../vote/protocol/messages";

/** Signed by the signing key itself, before there is a manifest: its holder is the one who names it. */
export function tellerKeyMessage(voteId: string, sealing: Bytes, signing: Bytes): Bytes {
  return frame(utf8("varna/1/teller-key"), utf8(voteId), sealing, signing);
}

/** Signed by a teller whose page found its own keys in the locked manifest. */
export function tellerConfirmationMessage(vote: Locked): Bytes {
  return frame(utf8("varna/1/teller-confirms"), vote.id, vote.hash);
}

/** `info` of HPKE for the shares that one teller passes to another; both are numbers in the manifest. */
export function sharesContext(vote: Locked, from: number, to: number): Bytes {
  const numbers = [Uint8Array.of(from), Uint8Array.of(to)];
  return frame(utf8("varna/1/teller-shares"), vote.id, vote.hash, ...numbers);
}

/** Signed by the sending teller, so that nobody on the way puts other shares in their place. */
export async function sharesMessage(
  vote: Locked,
  from: number,
  to: number,
  sealed: Bytes,
): Promise<Bytes> {
  const numbers = [Uint8Array.of(from), Uint8Array.of(to)];
  const purpose = utf8("varna/1/teller-shares-sent");
  return frame(purpose, vote.id, vote.hash, ...numbers, await sha256(sealed));
}
