import { describe, expect, it } from "vitest";
import { countedOf, faultOf } from "./paper";

const told = { marked: 7, fewest: 5 };
const six = { ballots: "6", against: "3", for: "2", blank: "1" };

describe("what was counted on paper", () => {
  it.each([
    [six, null],
    [{ ...six, ballots: "7", for: "3" }, null],
    [{ ...six, ballots: "8", for: "4" }, "ballots"],
    [{ ...six, ballots: "" }, "ballots"],
    [{ ...six, ballots: "-1" }, "ballots"],
    [{ ...six, blank: "" }, "sum"],
    [{ ...six, blank: "2" }, "sum"],
    [{ ...six, blank: "1.0" }, "sum"],
    [{ ballots: "4", against: "", for: "", blank: "" }, null],
    [{ ballots: "0", against: "", for: "", blank: "" }, null],
  ] as const)("%o: %s is wrong", (written, fault) => {
    expect(faultOf(written, told)).toBe(fault);
  });

  it("has a tally only where enough lay together", () => {
    expect(countedOf(six, 5)).toEqual({ ballots: 6, tally: { against: 3, for: 2, blank: 1 } });
    expect(countedOf({ ...six, ballots: "4" }, 5)).toEqual({ ballots: 4, tally: null });
  });
});
