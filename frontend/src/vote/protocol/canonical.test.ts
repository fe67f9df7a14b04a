// @vitest-environment node
import { describe, expect, it } from "vitest";

import vectorsText from "../../../../tests/votes/vectors/canonical.json?raw";
import { ProtocolError, toHex, utf8 } from "./bytes";
import { canonicalBytes, readCanonical, type Json } from "./canonical";

// Read as text: as a module, one of the keys would become a prototype.
const vectors = JSON.parse(vectorsText) as {
  written: { name: string; value: Json; utf8_hex: string }[];
  refused_texts: string[];
};

describe("canonical JSON", () => {
  it.each(vectors.written.map((vector) => [vector.name, vector] as const))(
    "writes and reads %s as the server does",
    (_name, { value, utf8_hex }) => {
      const bytes = canonicalBytes(value);
      expect(toHex(bytes)).toBe(utf8_hex);
      expect(readCanonical(bytes)).toEqual(value);
    },
  );

  it.each(vectors.refused_texts)("does not read %j", (text) => {
    expect(() => readCanonical(utf8(text))).toThrow(ProtocolError);
  });

  it.each([0.5, 2 ** 53, NaN, "\ud800", { é: 1 }])("does not write %o", (value) => {
    expect(() => canonicalBytes(value)).toThrow(ProtocolError);
  });

  it("refuses bytes that are no UTF-8, and a byte order mark", () => {
    expect(() => readCanonical(Uint8Array.of(0x22, 0xff, 0x22))).toThrow("not JSON");
    expect(() => readCanonical(Uint8Array.of(0xef, 0xbb, 0xbf, 0x31))).toThrow("not JSON");
  });

  it("refuses nesting without end", () => {
    expect(() => readCanonical(utf8("[".repeat(100) + "]".repeat(100)))).toThrow("deep");
  });
});
