import { describe, expect, it } from "vitest";
import { nextOf, onlyOne, peopleOf, whoOf, yetToFind, type Mapped } from "./next";

const nobody = { person_id: null, display_name: "Robin Exempelsson" };
const aMapping = (of: Partial<Mapped> = {}): Mapped => ({
  phase: "known",
  is_under_way: true,
  lead: nobody,
  is_led_by_me: false,
  investigators: [nobody],
  accused: [],
  suspected: [],
  talks: [],
  checks: [],
  findings: [],
  outcomes: [{ person: null, stands: null, outcome: "severe", needs_summary: true, missing: [] }],
  waits_for: [],
  may_propose_known: false,
  ...of,
});
const check = (of: Partial<Mapped["checks"][number]>): Mapped["checks"][number] => ({
  id: "c",
  text_id: "t",
  put_up_by: nobody,
  put_up_at: "2026-11-03T20:00:00Z",
  looks: [],
  is_checked: false,
  is_mine_to_look: true,
  ...of,
});
const finding: Mapped["findings"][number] = {
  id: "f",
  phase: "known",
  outcome: "severe",
  status: "proposed",
  person: null,
  reasons_text_id: "r",
  summary_text_id: "s",
  answer_text_id: null,
  proposed_by: nobody,
  proposed_at: "2026-11-03T20:00:00Z",
  settled_by: null,
  settled_at: null,
  is_mine_to_answer: true,
};

describe("what a mapping waits for", () => {
  it("is a lead before anything else, and nothing once it is over", () => {
    expect(nextOf(aMapping({ lead: null, checks: [check({})] }))).toEqual({ kind: "lead" });
    expect(nextOf(aMapping({ is_under_way: false, lead: null }))).toEqual({ kind: "over" });
  });

  it("is an answer to what is proposed, and says whose", () => {
    expect(nextOf(aMapping({ findings: [finding] }))).toEqual({
      kind: "answer_finding",
      isMine: true,
    });
    const sentBack = { ...finding, status: "sent_back" as const };
    expect(nextOf(aMapping({ findings: [sentBack] })).kind).toBe("propose");
  });

  it("is to hear people before looking, and to look before proposing", () => {
    const unheard = [
      {
        person: null,
        stands: null,
        outcome: "severe" as const,
        needs_summary: true,
        missing: ["affected-not-heard" as const],
      },
    ];
    expect(nextOf(aMapping({ outcomes: unheard, checks: [check({})] })).kind).toBe("hear");
    const looks = [check({}), check({ id: "d", is_mine_to_look: false })];
    expect(nextOf(aMapping({ checks: looks }))).toEqual({ kind: "look", count: 2, isMine: true });
    expect(nextOf(aMapping({ checks: [check({ is_checked: true })], is_led_by_me: true }))).toEqual(
      { kind: "propose", isMine: true },
    );
  });
});

it("says whose it is: the reader's own before anybody else's", () => {
  const unled = nextOf(aMapping({ lead: null }));
  expect(whoOf(unled, false)).toBe("all");
  const look = (is_mine_to_look: boolean) =>
    nextOf(aMapping({ checks: [check({ is_mine_to_look })] }));
  expect(whoOf(look(true), false)).toBe("you");
  expect(whoOf(look(false), true)).toBe("another");
  expect(whoOf(nextOf(aMapping({ is_led_by_me: true })), true)).toBe("you");
  expect(whoOf(nextOf(aMapping()), false)).toBe("lead");
  expect(whoOf({ kind: "over" }, true)).toBeNull();
});

describe("of several who are accused", () => {
  const about = (id: string, stands: Mapped["outcomes"][number]["stands"] = null) => ({
    person: { person_id: id, display_name: id },
    stands,
    outcome: "severe" as const,
    needs_summary: true,
    missing: [],
  });

  it("those about whom there is nothing yet come first, and alone need not be chosen", () => {
    const outcomes = [about("robin", "severe"), about("kim")];
    expect(peopleOf(outcomes).map((each) => each.id)).toEqual(["kim", "robin"]);
    expect(onlyOne(peopleOf(outcomes))).toBe("kim");
    expect(onlyOne(peopleOf([about("robin"), about("kim")]))).toBeNull();
    expect(onlyOne(peopleOf([about("robin")]))).toBe("robin");
    expect(yetToFind(outcomes)).toEqual([about("kim")]);
    expect(yetToFind([about("robin", "severe")])).toHaveLength(1);
  });
});
