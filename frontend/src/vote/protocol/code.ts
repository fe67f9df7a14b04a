// The voting code: 128 bits that restore a draw on another device, written so that a person can copy them.
// Seven groups of four letters without I, L, O and U; the last twelve bits tell most slips of the pen.

import { ProtocolError, areEqual, framedHash, join, random, utf8, type Bytes } from "./bytes";
import { inGroups, toCrockford } from "./manifest";

const CODE_BYTES = 16;
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export function newVotingCode(): Bytes {
  return random(CODE_BYTES);
}

export async function writeVotingCode(code: Bytes): Promise<string> {
  return inGroups(toCrockford(join(code, await checksum(code))).slice(0, 28));
}

/** Reads what a person typed: any case, spacing and hyphens; I and L as 1, O as 0. Throws on a slip. */
export async function readVotingCode(text: string): Promise<Bytes> {
  const letters = asLetters(text);
  if (letters.length !== 28) throw new ProtocolError("a voting code has 28 letters");
  const bits = Array.from(letters, (letter) => {
    const value = LETTERS.indexOf(letter);
    if (value < 0) throw new ProtocolError("a letter that stands in no voting code");
    return value.toString(2).padStart(5, "0");
  }).join("");
  const bytes = Uint8Array.from({ length: CODE_BYTES + 2 }, (_, at) =>
    parseInt(bits.slice(8 * at, 8 * at + 8).padEnd(8, "0"), 2),
  );
  const code = bytes.slice(0, CODE_BYTES);
  if (!areEqual(bytes.slice(CODE_BYTES), await checksum(code))) {
    throw new ProtocolError("a slip in the voting code");
  }
  return code;
}

/** Whether `text` is how the code ends: shows that whoever writes it has noted the code. */
export function endsCode(text: string, code: string): boolean {
  return asLetters(text) === code.slice(-4);
}

function asLetters(text: string): string {
  return text
    .toUpperCase()
    .replace(/[\s\-–—]/g, "")
    .replace(/[IL]/g, "1")
    .replaceAll("O", "0");
}

/** Twelve bits, in two bytes. */
async function checksum(code: Bytes): Promise<Bytes> {
  const [first = 0, second = 0] = await framedHash(utf8("varna/1/code"), code);
  return Uint8Array.of(first, second & 0xf0);
}
