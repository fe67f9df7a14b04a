// For tests: a vote whose private keys are all at hand, as tests/support/ballots.py makes it in Python.

import { RSABSSA } from "@cloudflare/blindrsa-ts";

import keys from "../../../../tests/votes/issuing_keys.json";
import vectors from "../../../../tests/votes/vectors/messages.json";
import { blindCredential, finishCredential, type Credential, type Drawing } from "./blind";
import { fromBase64url, toBase64url, utf8, type Bytes } from "./bytes";
import { canonicalBytes, type Json } from "./canonical";
import { readVote, type Manifest, type Purpose, type Vote } from "./manifest";
import { newState, type VoterState } from "./state";

export interface Voter {
  readonly vote: Vote;
  readonly state: VoterState;
  readonly credentials: Readonly<Record<Purpose, Credential>>;
}

export function aVote(): Promise<Vote> {
  return readVote(utf8(vectors.manifest));
}

/** The vote's manifest with something else in it. */
export function changedManifest(changes: { readonly [Field in keyof Manifest]?: unknown }): Bytes {
  const manifest = JSON.parse(vectors.manifest) as Manifest;
  return canonicalBytes({ ...manifest, ...changes } as unknown as Json);
}

export interface TellerPair {
  readonly sealing: CryptoKeyPair;
  readonly signing: CryptoKeyPair;
}

/** A vote with tellers, and their keys. */
export async function aVoteWithTellers(
  count = 3,
  threshold = 2,
): Promise<{ readonly vote: Vote; readonly tellers: readonly TellerPair[] }> {
  const tellers = await Promise.all(Array.from({ length: count }, aTellerPair));
  const vote = await readVote(
    changedManifest({
      mode: "tellers",
      opening_key: null,
      tellers: await Promise.all(tellers.map(publicKeysOf)),
      threshold,
    }),
  );
  return { vote, tellers };
}

async function aTellerPair(): Promise<TellerPair> {
  const curve = { namedCurve: "P-256" };
  return {
    sealing: await crypto.subtle.generateKey({ name: "ECDH", ...curve }, true, ["deriveBits"]),
    signing: await crypto.subtle.generateKey({ name: "ECDSA", ...curve }, true, ["sign", "verify"]),
  };
}

export async function publicKeysOf({ sealing, signing }: TellerPair) {
  const pointOf = async ({ publicKey }: CryptoKeyPair) =>
    toBase64url(new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)));
  return { sealing_key: await pointOf(sealing), signing_key: await pointOf(signing) };
}

/** The server's blind signature, by the library's own signer. */
export async function blindSign(purpose: Purpose, drawing: Drawing): Promise<string> {
  const der = Uint8Array.from(atob(keys[purpose]), (character) => character.charCodeAt(0));
  const algorithm = { name: "RSA-PSS", hash: "SHA-384" };
  const key = await crypto.subtle.importKey("pkcs8", der, algorithm, true, ["sign"]);
  const blinded = fromBase64url(drawing.blinded, 384);
  const signature = await RSABSSA.SHA384.PSS.Randomized().blindSign(key, blinded);
  return toBase64url(new Uint8Array(signature));
}

export async function aVoter(of?: Vote): Promise<Voter> {
  const vote = of ?? (await aVote());
  const admission = await blindCredential("admission", vote);
  const ballot = await blindCredential("ballot", vote);
  return {
    vote,
    state: newState(vote, admission, ballot),
    credentials: {
      admission: await finish("admission", vote, admission),
      ballot: await finish("ballot", vote, ballot),
    },
  };
}

async function finish(purpose: Purpose, vote: Vote, drawing: Drawing): Promise<Credential> {
  return finishCredential(purpose, vote, drawing, await blindSign(purpose, drawing));
}
