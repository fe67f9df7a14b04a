import { expect, it } from "vitest";
import { fits, outOfIt } from "./letIn";

const named = (person_id: string | null) => ({ person_id, display_name: person_id });

it("offers nobody a part in a case that they are kept out of, or that is their own", () => {
  const bars = [{ person: named("accused") }, { person: null }];
  const grants = [
    { person: named("affected"), role: "affected" as const },
    { person: named("officer"), role: "security_officer" as const },
    { person: named(null), role: "affected" as const },
  ];
  expect([...outOfIt(bars, grants)]).toEqual(["accused", "affected"]);
});

it("lets whoever holds the office be chosen for it, and anyone for a part in the case", () => {
  expect(fits("vice_chair", { offices: ["vice_chair"] })).toBe(true);
  expect(fits("vice_chair", { offices: ["chair"] })).toBe(false);
  expect(fits("board", { offices: ["board_member", "council_member"] })).toBe(true);
  expect(fits("board", { offices: ["administrator"] })).toBe(false);
  expect(fits("affected", { offices: [] })).toBe(true);
});
