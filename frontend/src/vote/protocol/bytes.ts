// Bytes of a vote. Twin: app/votes/encoding.py.
// Digests are written in lower-case hexadecimal, all other bytes in base64url without padding.

export type Bytes = Uint8Array<ArrayBuffer>;

/** Something that came from elsewhere does not have the prescribed form, or does not check. */
export class ProtocolError extends Error {
  override name = "ProtocolError";
}

export function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

export function join(...parts: Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Joins parts, each after its length in two bytes: no two lists of parts give the same bytes. */
export function frame(...parts: Bytes[]): Bytes {
  return join(
    ...parts.flatMap((part) => {
      if (part.length > 0xffff) throw new ProtocolError("part too long to frame");
      return [Uint8Array.of(part.length >> 8, part.length & 0xff), part];
    }),
  );
}

export async function sha256(data: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", data));
}

export function framedHash(...parts: Bytes[]): Promise<Bytes> {
  return sha256(frame(...parts));
}

export function random(size: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(size));
}

/** Four bytes, highest first. */
export function uint32(number: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

export function toHex(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromHex(text: string, size: number): Bytes {
  if (text.length !== 2 * size || !/^[0-9a-f]*$/.test(text))
    throw new ProtocolError("not a digest");
  return Uint8Array.from({ length: size }, (_, at) => parseInt(text.slice(2 * at, 2 * at + 2), 16));
}

export function toBase64url(bytes: Bytes): string {
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function fromBase64url(text: string, size: number): Bytes {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) throw new ProtocolError("not base64url");
  let binary: string;
  try {
    binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    throw new ProtocolError("not base64url");
  }
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  // The second comparison refuses another spelling of the same bytes.
  if (bytes.length !== size || toBase64url(bytes) !== text)
    throw new ProtocolError("not the prescribed bytes");
  return bytes;
}

export function areEqual(one: Bytes, other: Bytes): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
