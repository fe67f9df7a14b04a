/**
 * The whole numbers that @cloudflare/blindrsa-ts computes with, on the browser's own BigInt. The library brings
 * a second cryptography library for them, a fifth of all that a voter would load; vite.config.ts puts this file
 * in its place. Held to RFC 9474's figures and to the replaced library in arithmetic.test.ts.
 *
 * What is computed with here lives for one draw on the voter's own device: no one measures its time from afar.
 */

type Bytes = Uint8Array<ArrayBuffer>;

function fromBytes(bytes: ArrayLike<number>): bigint {
  let hex = "0x0";
  for (const byte of Array.from(bytes)) hex += byte.toString(16).padStart(2, "0");
  return BigInt(hex);
}

export class WholeNumber {
  readonly #value: bigint;

  constructor(value: bigint | number) {
    this.#value = BigInt(value);
  }

  /** The library's "bits" are bytes here. */
  static fromBits(bits: ArrayLike<number>): WholeNumber {
    return new WholeNumber(fromBytes(bits));
  }

  /** As few bytes as hold it. */
  toBits(): Bytes {
    const hex = this.#value.toString(16);
    const even = hex.padStart(hex.length + (hex.length % 2), "0");
    return Uint8Array.from({ length: even.length / 2 }, (_, at) =>
      parseInt(even.slice(2 * at, 2 * at + 2), 16),
    );
  }

  bitLength(): number {
    return this.#value === 0n ? 0 : this.#value.toString(2).length;
  }

  equals(other: WholeNumber | number): boolean {
    return this.#value === valueOf(other);
  }

  greaterEquals(other: WholeNumber): boolean {
    return this.#value >= other.#value;
  }

  mulmod(other: WholeNumber, modulus: WholeNumber): WholeNumber {
    return new WholeNumber((this.#value * other.#value) % modulus.#value);
  }

  powermod(exponent: WholeNumber, modulus: WholeNumber): WholeNumber {
    let result = 1n;
    for (const bit of exponent.#value.toString(2)) {
      result = (result * result) % modulus.#value;
      if (bit === "1") result = (result * this.#value) % modulus.#value;
    }
    return new WholeNumber(result);
  }

  /** Throws when the two share a factor. Extended Euclid. */
  inverseMod(modulus: WholeNumber): WholeNumber {
    let [rest, divisor] = [modulus.#value, this.#value % modulus.#value];
    let [before, inverse] = [0n, 1n];
    while (divisor !== 0n) {
      const times = rest / divisor;
      [rest, divisor] = [divisor, rest - times * divisor];
      [before, inverse] = [inverse, before - times * inverse];
    }
    if (rest !== 1n) throw new Error("not invertible");
    return new WholeNumber(before < 0n ? before + modulus.#value : before);
  }
}

function valueOf(number: WholeNumber | number): bigint {
  return typeof number === "number" ? BigInt(number) : fromBytes(number.toBits());
}

function fromBase64url(text: string): Bytes {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** Under the names by which the library asks for them. */
export default {
  bn: WholeNumber,
  codec: {
    bytes: { toBits: (bytes: number[]) => bytes, fromBits: (bits: Bytes) => Array.from(bits) },
    base64url: { toBits: fromBase64url },
  },
};
