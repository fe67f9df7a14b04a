// Sealing to one recipient: HPKE (RFC 9180) in its base mode, one message, no associated data, with
// DHKEM(P-256, HKDF-SHA256), HKDF-SHA256 and AES-256-GCM. Twin: `_SUITE` in app/votes/envelope.py.
//
// A voter only ever seals, and only so; a library brings every curve, mode and direction, an eighth of all that
// a voter would load and read. Nothing here computes with a key: agreement, derivation and encryption are the
// browser's. What is ours is order and labels, and those are right or make bytes that nobody can open:
// seal.test.ts holds them, byte for byte, to the library by which tellers open.

import { join, utf8, type Bytes } from "./bytes";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const VERSION = utf8("HPKE-v1");
const KEM = join(utf8("KEM"), Uint8Array.of(0, 0x10));
const SUITE = join(utf8("HPKE"), Uint8Array.of(0, 0x10, 0, 1, 0, 2));
const NOTHING = new Uint8Array();

/**
 * The ephemeral point, 65 bytes, then the ciphertext with its tag. A point that is not on the curve throws.
 * `ephemeral` is given by tests alone: made anew for each message, it cannot be used twice.
 */
export async function sealTo(
  point: Bytes,
  info: Bytes,
  plain: Bytes,
  ephemeral?: CryptoKeyPair,
): Promise<Bytes> {
  const recipient = await crypto.subtle.importKey("raw", point, CURVE, false, []);
  const { publicKey, privateKey } =
    ephemeral ?? (await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]));
  const enc = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const agreed = await crypto.subtle.deriveBits({ ...CURVE, public: recipient }, privateKey, 256);
  const ikm = labeled(KEM, "eae_prk", new Uint8Array(agreed));
  const shared = await derive(NOTHING, ikm, KEM, "shared_secret", join(enc, point), 32);

  const context = join(
    Uint8Array.of(0),
    await extract("psk_id_hash", NOTHING),
    await extract("info_hash", info),
  );
  const secret = labeled(SUITE, "secret", NOTHING);
  const key = await derive(shared, secret, SUITE, "key", context, 32);
  // The first message, and the only one: its nonce is the base nonce.
  const iv = await derive(shared, secret, SUITE, "base_nonce", context, 12);
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  return join(
    enc,
    new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, aes, plain)),
  );
}

function labeled(suite: Bytes, label: string, data: Bytes): Bytes {
  return join(VERSION, suite, utf8(label), data);
}

/** LabeledExtract without a salt. */
async function extract(label: string, data: Bytes): Promise<Bytes> {
  // No salt is a key of zeros to HMAC; a key of no length is refused by some browsers.
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", new Uint8Array(32), hmac, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, labeled(SUITE, label, data)));
}

/** LabeledExtract, whose labelled input is given, and LabeledExpand of what it gives. */
async function derive(
  salt: Bytes,
  ikm: Bytes,
  suite: Bytes,
  label: string,
  context: Bytes,
  size: number,
): Promise<Bytes> {
  const info = join(Uint8Array.of(size >> 8, size & 0xff), labeled(suite, label, context));
  const key = await crypto.subtle.importKey("raw", ikm, "HKDF", false, ["deriveBits"]);
  const hkdf = { name: "HKDF", hash: "SHA-256", salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(hkdf, key, 8 * size));
}
