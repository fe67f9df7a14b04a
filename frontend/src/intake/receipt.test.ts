import { describe, expect, it } from "vitest";
import { groupsOf, makeReceiptCode, readReceiptCode, receiptBits, receiptKeyOf } from "./receipt";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

describe("a receipt code", () => {
  it("cannot be guessed: at least 100 bits, every character used, no two alike", () => {
    expect(receiptBits).toBeGreaterThanOrEqual(100);
    const codes = Array.from({ length: 400 }, () => makeReceiptCode());
    expect(new Set(codes).size).toBe(codes.length);
    expect([...new Set(codes.join(""))].sort().join("")).toBe(alphabet);
  });

  it("uses all of its random bits: each one changes the code", () => {
    const codeWith = (place: number, bit: number) =>
      makeReceiptCode((count) => {
        const bytes = new Uint8Array(count);
        bytes[place] = 1 << bit;
        return bytes;
      });
    const codes = new Set<string>();
    for (let place = 0; place < receiptBits / 5; place += 1)
      for (let bit = 0; bit < 5; bit += 1) codes.add(codeWith(place, bit));
    expect(codes.size).toBe(receiptBits);
  });

  it("is shown in five groups of five and read back with or without them", () => {
    const code = makeReceiptCode();
    const groups = groupsOf(code);
    expect(groups.map((group) => group.length)).toEqual([5, 5, 5, 5, 5]);
    expect(readReceiptCode(groups.join("-"))).toBe(code);
    expect(readReceiptCode(` ${groups.join(" ").toLowerCase()} `)).toBe(code);
  });

  it("is read although someone took O for zero and I or L for one", () => {
    const code = makeReceiptCode((count) => new Uint8Array(count).map((_, place) => place % 2));
    expect(readReceiptCode(code.replaceAll("0", "o").replaceAll("1", "l"))).toBe(code);
    expect(readReceiptCode(code.replaceAll("1", "I"))).toBe(code);
  });

  it("is refused when any one character is wrong", () => {
    const code = makeReceiptCode();
    for (let place = 0; place < code.length; place += 1)
      for (const character of alphabet) {
        if (character === code[place]) continue;
        expect(
          readReceiptCode(code.slice(0, place) + character + code.slice(place + 1)),
        ).toBeNull();
      }
  });

  it("is refused when any two characters have changed places", () => {
    const code = makeReceiptCode();
    for (let one = 0; one < code.length; one += 1)
      for (let other = one + 1; other < code.length; other += 1) {
        if (code[one] === code[other]) continue;
        const mixed = [...code];
        [mixed[one], mixed[other]] = [mixed[other] ?? "", mixed[one] ?? ""];
        expect(readReceiptCode(mixed.join(""))).toBeNull();
      }
  });

  it("is refused when it is too short, too long or has a letter it never has", () => {
    const code = makeReceiptCode();
    for (const wrong of ["", code.slice(1), `${code}0`, `U${code.slice(1)}`, code.slice(6)])
      expect(readReceiptCode(wrong)).toBeNull();
  });

  it("is left to the server when another system made it, of another length and without our check", () => {
    expect(readReceiptCode("0123-4567-89ab-cdef-ghjk-mnpq-rstv")).toBe(
      "0123456789ABCDEFGHJKMNPQRSTV",
    );
    expect(readReceiptCode("0123456789ABCDEFGHJK")).toBe("0123456789ABCDEFGHJK");
  });
});

it("has a key that is the same each time and does not show the code", async () => {
  const code = "0123456789ABCDEFGHJKMNPQR";
  const key = await receiptKeyOf(code);
  expect(key).toMatch(/^[\w-]{43}$/);
  expect(await receiptKeyOf(code)).toBe(key);
  expect(await receiptKeyOf(code.replace("R", "S"))).not.toBe(key);
});
