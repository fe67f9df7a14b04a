import { expect, it } from "vitest";
import { numbersOf } from "./counting";

it("takes whole numbers, with a space around them or none", () => {
  expect(numbersOf("4", " 1 ", "0")).toEqual({ in_favour: 4, against: 1, abstained: 0 });
});

it.each([
  ["", "1", "0"],
  ["4", "-1", "0"],
  ["4", "1", "en"],
  ["4.5", "1", "0"],
])("guesses at nothing: %s, %s, %s", (inFavour, against, abstained) => {
  expect(numbersOf(inFavour, against, abstained)).toBeNull();
});
