// Canonical JSON: one value, one sequence of bytes. Twin: app/votes/canonical.py, which says what is left out
// of RFC 8785 and why; both read tests/votes/vectors/canonical.json.

import { ProtocolError, areEqual, utf8, type Bytes } from "./bytes";

export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const MAX_DEPTH = 32;

export function canonicalBytes(value: Json): Bytes {
  return utf8(write(value, 0));
}

/** The value whose canonical form is exactly `data`; anything else throws. */
export function readCanonical(data: Bytes): Json {
  let value: Json;
  try {
    value = JSON.parse(
      new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(data),
    ) as Json;
  } catch {
    throw new ProtocolError("not JSON");
  }
  // One comparison refuses double keys, spaces, other spellings of a number and other escapes.
  if (!areEqual(canonicalBytes(value), data)) throw new ProtocolError("not canonical JSON");
  return value;
}

function write(value: Json, depth: number): string {
  if (depth > MAX_DEPTH) throw new ProtocolError("nested too deep");
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") {
    if (!Number.isSafeInteger(value)) throw new ProtocolError("no safe integer");
    return String(value);
  }
  if (typeof value === "string") {
    if (/\p{Surrogate}/u.test(value)) throw new ProtocolError("half a surrogate pair");
    return JSON.stringify(value);
  }
  if (isList(value)) return `[${value.map((item) => write(item, depth + 1)).join(",")}]`;
  const members = Object.entries(value)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, item]) => {
      if (!/^[\0-\x7f]*$/.test(key)) throw new ProtocolError("a key that is not ASCII");
      return `${JSON.stringify(key)}:${write(item, depth + 1)}`;
    });
  return `{${members.join(",")}}`;
}

// Array.isArray does not narrow readonly lists.
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
