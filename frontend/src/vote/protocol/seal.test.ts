// @vitest-environment node
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import { beforeAll, describe, expect, it } from "vitest";

import { random, toHex, utf8, type Bytes } from "./bytes";
import { sealTo } from "./seal";

const suite = new CipherSuite({
  kem: new DhkemP256HkdfSha256(),
  kdf: new HkdfSha256(),
  aead: new Aes256Gcm(),
});

let recipient: CryptoKeyPair;
let point: Bytes;

const aPair = () =>
  crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
const pointOf = async (pair: CryptoKeyPair) =>
  new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));

beforeAll(async () => {
  recipient = await aPair();
  point = await pointOf(recipient);
});

describe("what is sealed to one recipient", () => {
  it("is byte for byte what the library by which tellers open seals with the same ephemeral key", async () => {
    for (const [infoSize, plainSize] of [
      [0, 1],
      [17, 32],
      [97, 33],
      [300, 1024],
    ] as const) {
      const [info, plain, ephemeral] = [random(infoSize), random(plainSize), await aPair()];
      const theirs = await suite.createSenderContext({
        recipientPublicKey: recipient.publicKey,
        info,
        ekm: ephemeral,
      });
      const ciphertext = new Uint8Array(await theirs.seal(plain));
      expect(toHex(await sealTo(point, info, plain, ephemeral))).toBe(
        toHex(new Uint8Array(theirs.enc)) + toHex(ciphertext),
      );
    }
  });

  it("opens for its recipient under its own info, and for nothing else", async () => {
    const [info, plain] = [utf8("one place"), random(33)];
    const sealed = await sealTo(point, info, plain);
    const open = (recipientKey: CryptoKeyPair, where: Bytes) =>
      suite.open({ recipientKey, enc: sealed.slice(0, 65), info: where }, sealed.slice(65));
    expect(toHex(new Uint8Array(await open(recipient, info)))).toBe(toHex(plain));
    await expect(open(recipient, utf8("another place"))).rejects.toThrow();
    await expect(open(await aPair(), info)).rejects.toThrow();
  });

  it("is never the same twice, and is as long as its content tells", async () => {
    const sealed = await Promise.all([1, 2, 3].map(() => sealTo(point, utf8("i"), random(32))));
    expect(new Set(sealed.map((one) => toHex(one.slice(0, 65)))).size).toBe(3);
    expect(new Set(sealed.map((one) => one.length))).toEqual(new Set([65 + 32 + 16]));
  });

  it("is refused to a point that is not on the curve", async () => {
    const beside = point.slice();
    beside[64]! ^= 1;
    await expect(sealTo(beside, utf8("i"), random(32))).rejects.toThrow();
  });
});
