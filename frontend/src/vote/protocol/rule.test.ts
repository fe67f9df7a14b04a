import { describe, expect, it } from "vitest";

import { neededAgainst, neededPresent, type Majority } from "./rule";

const TWO_THIRDS: Majority = { numerator: 2, denominator: 3, base: "decided", strict: false };
const MORE_THAN_HALF: Majority = { numerator: 1, denominator: 2, base: "decided", strict: true };

describe("a majority in numbers", () => {
  it.each([
    [21, 14],
    [35, 24],
    [36, 24],
    [1, 1],
  ])("needs two thirds of %i: %i", (base, needed) => {
    expect(neededAgainst(TWO_THIRDS, base)).toBe(needed);
  });

  it("needs one more than half when half is not enough", () => {
    expect(neededAgainst(MORE_THAN_HALF, 34)).toBe(18);
    expect(neededAgainst(MORE_THAN_HALF, 35)).toBe(18);
  });

  it("cannot be reached by nobody", () => {
    expect(neededAgainst(TWO_THIRDS, 0)).toBeNull();
    expect(neededAgainst({ ...MORE_THAN_HALF, numerator: 2, strict: true }, 3)).toBeNull();
  });

  it("counts who must be there", () => {
    expect(neededPresent({ numerator: 1, denominator: 2, strict: true }, 35)).toBe(18);
    expect(neededPresent({ numerator: 1, denominator: 2, strict: false }, 36)).toBe(18);
  });
});
