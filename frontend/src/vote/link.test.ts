import { describe, expect, it } from "vitest";
import { readLink, readTyped } from "./link";

const voteId = "0b8a1d5e-3c1f-4c55-9a01-6a2f0d9e77aa";
const token = "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9-_bC4eF6hJ8lM0oP";
const text = `${voteId}.${token}`;

describe("a link copied by hand", () => {
  it("may be the whole address, its end, or with the vote known only the voter's own part", () => {
    const whole = { text, voteId, token };
    for (const written of [
      `https://varna.example.org/rosta#${text}`,
      `#${text}`,
      text,
      ` ${text.slice(0, 30)}\n${text.slice(30, 60)} ${text.slice(60)} `,
      `${voteId.toUpperCase()}.${token}.`,
    ])
      expect(readTyped(written, null), written).toEqual(whole);
    expect(readTyped(token, voteId)).toEqual(whole);
    expect(readTyped(`${token.slice(0, 9)} ${token.slice(9)}`, voteId)).toEqual(whole);
  });

  it("says how much of the voter's own part is there when it is not whole", () => {
    expect(readTyped(text.slice(0, -3), null)).toBe(40);
    expect(readTyped(token.slice(1), voteId)).toBe(42);
    expect(readTyped(token, null)).toBe(43);
    expect(readTyped("rosta", null)).toBe(5);
  });

  it("is never mended into another", () => {
    expect(readTyped(`${voteId}.${token.replace("_", "=")}`, null)).toBe(43);
    expect(readLink(`#${text}`)?.token).toBe(token);
  });
});
