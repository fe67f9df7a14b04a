// Drawing: two keys that the server signs without seeing them. RFC 9474, RSABSSA-SHA384-PSS-Randomized;
// the signer's side is app/votes/blind_rsa.py.

import { RSABSSA } from "@cloudflare/blindrsa-ts";

import { ProtocolError, fromBase64url, toBase64url, type Bytes } from "./bytes";
import { POINT_BYTES, SIGNATURE_BYTES, type Purpose, type Vote } from "./manifest";
import { credentialMessage } from "./messages";

export const PREFIX_BYTES = 32;

const SUITE = RSABSSA.SHA384.PSS.Randomized();

/** One key on its way to being signed; every field in base64url. Whoever holds it can vote with it. */
export interface Drawing {
  /** The private scalar, 32 bytes. */
  readonly secret: string;
  readonly public_key: string;
  readonly prefix: string;
  readonly inverse: string;
  readonly blinded: string;
}

/** A key the server has signed. */
export interface Credential {
  readonly prefix: string;
  readonly public_key: string;
  readonly signature: string;
}

export async function blindCredential(purpose: Purpose, vote: Vote): Promise<Drawing> {
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const pair = await crypto.subtle.generateKey(curve, true, ["sign", "verify"]);
  const { d = "" } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const prepared = SUITE.prepare(credentialMessage(purpose, vote, publicKey));
  const { blindedMsg, inv } = await SUITE.blind(vote.issuers[purpose], prepared);
  return {
    secret: d,
    public_key: toBase64url(publicKey),
    prefix: toBase64url(prepared.slice(0, PREFIX_BYTES)),
    inverse: toBase64url(new Uint8Array(inv)),
    blinded: toBase64url(new Uint8Array(blindedMsg)),
  };
}

/** Unblinds the server's answer. Throws when what comes out is not its signature. */
export async function finishCredential(
  purpose: Purpose,
  vote: Vote,
  drawing: Drawing,
  blindSignature: string,
): Promise<Credential> {
  const message = credentialMessage(purpose, vote, fromBase64url(drawing.public_key, POINT_BYTES));
  const prepared = new Uint8Array([...fromBase64url(drawing.prefix, PREFIX_BYTES), ...message]);
  let signature: Uint8Array;
  try {
    signature = await SUITE.finalize(
      vote.issuers[purpose],
      prepared,
      fromBase64url(blindSignature, SIGNATURE_BYTES),
      fromBase64url(drawing.inverse, SIGNATURE_BYTES),
    );
  } catch {
    throw new ProtocolError("the answer to the draw is not a signature");
  }
  const { prefix, public_key } = drawing;
  return { prefix, public_key, signature: toBase64url(new Uint8Array(signature)) };
}

/** Signs with a drawn key: r and s, 64 bytes. */
export async function signWith(drawing: Drawing, message: Bytes): Promise<Bytes> {
  const point = fromBase64url(drawing.public_key, POINT_BYTES);
  const jwk: JsonWebKey = {
    kty: "EC",
    crv: "P-256",
    d: drawing.secret,
    x: toBase64url(point.slice(1, 33)),
    y: toBase64url(point.slice(33)),
  };
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  const key = await crypto.subtle.importKey("jwk", jwk, curve, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, key, message));
}
