import { expect, it } from "vitest";
import { answerState } from "./consents";
import { fits } from "./letIn";

it("tells a yes that was taken back from a no, and both from no answer at all", () => {
  expect(answerState({ is_given: null, is_withdrawn: false })).toBe("open");
  expect(answerState({ is_given: true, is_withdrawn: false })).toBe("given");
  expect(answerState({ is_given: false, is_withdrawn: false })).toBe("refused");
  expect(answerState({ is_given: false, is_withdrawn: true })).toBe("withdrawn");
});

it("lets whoever holds the office be chosen for it, and anyone for a part in the case", () => {
  expect(fits("vice_chair", { offices: ["vice_chair"] })).toBe(true);
  expect(fits("vice_chair", { offices: ["chair"] })).toBe(false);
  expect(fits("board", { offices: ["board_member", "council_member"] })).toBe(true);
  expect(fits("board", { offices: ["administrator"] })).toBe(false);
  expect(fits("affected", { offices: [] })).toBe(true);
});
