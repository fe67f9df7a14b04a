import { describe, expect, it } from "vitest";
import sv from "../../messages/sv";
import { codeOf, toneOf, whoActs } from "./state";

type Plan = Parameters<typeof whoActs>[0];

const of = (
  state: Plan["state"],
  waits_for: Plan["waits_for"] = ["affected", "association"],
): Plan => ({ state, waits_for, texts: [], my_acts: [], version: 1 });

describe("a media plan", () => {
  it("names the sides that have not signed, and nobody once both have", () => {
    expect(whoActs(of("waits"), sv.mediaPlan)).toBe("Den det gäller, Föreningen");
    expect(whoActs(of("waits", ["affected"]), sv.mediaPlan)).toBe("Den det gäller");
    expect(whoActs(of("agreed", []), sv.mediaPlan)).toBeUndefined();
  });

  it("asks both for another text when somebody has said no", () => {
    expect(whoActs(of("refused"), sv.mediaPlan)).toBe(sv.mediaPlan.bothSides);
    expect(toneOf("refused")).toBe("attention");
  });

  it("has a control code that two can compare", () => {
    expect(codeOf("0123456789abcdef")).toBe("0123 4567 89ab");
  });
});
