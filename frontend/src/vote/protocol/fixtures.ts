// For tests: a vote whose private keys are all at hand, as tests/support/ballots.py makes it in Python.

import { RSABSSA } from "@cloudflare/blindrsa-ts";

import keys from "../../../../tests/votes/issuing_keys.json";
import vectors from "../../../../tests/votes/vectors/messages.json";
import { blindCredential, finishCredential, type Credential, type Drawing } from "./blind";
import { fromBase64url, toBase64url, utf8 } from "./bytes";
import { readVote, type Purpose, type Vote } from "./manifest";
import { newState, type VoterState } from "./state";

export interface Voter {
  readonly vote: Vote;
  readonly state: VoterState;
  readonly credentials: Readonly<Record<Purpose, Credential>>;
}

export function aVote(): Promise<Vote> {
  return readVote(utf8(vectors.manifest));
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

export async function aVoter(): Promise<Voter> {
  const vote = await aVote();
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
