// @vitest-environment node
import { RSABSSA } from "@cloudflare/blindrsa-ts";
import { describe, expect, it } from "vitest";

import * as library from "../../../node_modules/@cloudflare/blindrsa-ts/lib/src/sjcl/index.js";
import figures from "../../../../tests/votes/rfc9474_vectors.json";
import numbers, { WholeNumber } from "./arithmetic";
import { fromHex, random, toBase64url, toHex, type Bytes } from "./bytes";

const [rfc] = figures;

interface ItsNumber {
  mulmod(other: ItsNumber, modulus: ItsNumber): ItsNumber;
  inverseMod(modulus: ItsNumber): ItsNumber;
  powermod(exponent: ItsNumber, modulus: ItsNumber): ItsNumber;
  greaterEquals(other: ItsNumber): number | boolean;
  toString(): string;
}
// Its types say that it has no default export; it has.
const replaced = (library as unknown as { default: unknown }).default as {
  bn: { fromBits(bits: unknown): ItsNumber };
  codec: { bytes: { toBits(bytes: number[]): unknown } };
};
const data = (hex: string): Bytes => fromHex(hex, hex.length / 2);

/** The replaced library's number, as bytes. */
function itsNumber(bytes: Bytes): ItsNumber {
  return replaced.bn.fromBits(replaced.codec.bytes.toBits(Array.from(bytes)));
}

function itsHex(number: ItsNumber): string {
  return number.toString().replace(/^0x0*/, "");
}

const hexOf = (number: WholeNumber): string => toHex(number.toBits()).replace(/^0*/, "");

describe("the numbers under the blind signatures", () => {
  it("are those of the library whose place they take", () => {
    const modulus = data(rfc!.n);
    for (let round = 0; round < 5; round++) {
      const [one, other] = [random(511), random(511)];
      const mine = [one, other, modulus].map((bytes) => numbers.bn.fromBits(bytes)) as [
        WholeNumber,
        WholeNumber,
        WholeNumber,
      ];
      const its = [one, other, modulus].map(itsNumber) as [ItsNumber, ItsNumber, ItsNumber];
      expect(hexOf(mine[0].mulmod(mine[1], mine[2]))).toBe(itsHex(its[0].mulmod(its[1], its[2])));
      expect(hexOf(mine[0].inverseMod(mine[2]))).toBe(itsHex(its[0].inverseMod(its[2])));
      const exponent = Uint8Array.of(1, 0, 1);
      expect(hexOf(mine[0].powermod(numbers.bn.fromBits(exponent), mine[2]))).toBe(
        itsHex(its[0].powermod(itsNumber(exponent), its[2])),
      );
      expect(mine[0].bitLength()).toBe(itsHex(its[0]).length * 4 - leadingZeros(itsHex(its[0])));
      expect(mine[0].greaterEquals(mine[1])).toBe(Boolean(its[0].greaterEquals(its[1])));
    }
  });

  it("know what cannot be inverted, and zero", () => {
    expect(() => new WholeNumber(6).inverseMod(new WholeNumber(9))).toThrow("invertible");
    expect(new WholeNumber(0).bitLength()).toBe(0);
    expect(new WholeNumber(0).equals(0)).toBe(true);
    expect(new WholeNumber(7).equals(new WholeNumber(7))).toBe(true);
  });

  it("finish the RFC's blind signature into the RFC's signature", async () => {
    const key = await crypto.subtle.importKey(
      "jwk",
      {
        kty: "RSA",
        n: toBase64url(data(rfc!.n)),
        e: toBase64url(data(rfc!.e)),
      },
      { name: "RSA-PSS", hash: "SHA-384" },
      true,
      ["verify"],
    );
    const finished = await RSABSSA.SHA384.PSS.Randomized().finalize(
      key,
      data(rfc!.input_msg),
      data(rfc!.blind_sig),
      data(rfc!.inv),
    );
    expect(toHex(new Uint8Array(finished))).toBe(rfc!.sig);
  });
});

function leadingZeros(hex: string): number {
  return 4 - parseInt(hex[0] ?? "0", 16).toString(2).length;
}
