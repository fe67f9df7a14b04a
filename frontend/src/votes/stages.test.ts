import { describe, expect, it } from "vitest";
import en from "../messages/votes.en";
import sv from "../messages/votes.sv";
import { pauseBefore } from "./polling";
import {
  mayCancel,
  mayChangeTimes,
  mayStartAnew,
  mayVoid,
  nextStep,
  shelfOf,
  shortfall,
  stageLine,
  stageOf,
  toneOf,
  type Status,
} from "./stages";

const now = new Date("2026-11-03T19:00:00Z");
const statuses: readonly Status[] = [...stageLine, "counted", "cancelled", "void"];
const aVote = {
  status: "raised" as Status,
  hearing_first: true,
  held: "in_a_room" as const,
  is_drawing_closed: false,
  drawing_closes_at: null,
  casting_opens_at: null,
  closes_at: "2026-11-04T19:00:00Z",
  turnout: null,
  drawn: 30,
  roll_size: 35,
  objections: [],
  check_ends_at: null,
  mode: "without_tellers" as "without_tellers" | "tellers",
  tellers_confirmed: null as boolean | null,
  paper_awaited: false,
};
const withTellers = { mode: "tellers" as const, tellers_confirmed: true };
const [past, ahead] = ["2026-11-03T18:59:00Z", "2026-11-03T19:01:00Z"];
const atADistance = {
  held: "at_a_distance" as const,
  drawing_closes_at: ahead,
  casting_opens_at: ahead,
};
const objection = { id: "o", text: "Det stämmer inte", answer: null };

describe("the next step of whoever leads", () => {
  it.each([
    ["raised", {}, "hear"],
    ["raised", { hearing_first: false }, "convene"],
    ["hearing", {}, "convene"],
    ["convened", {}, "lock"],
    ["roll_locked", {}, "summon"],
    ["convened", { closes_at: past }, "newTimes"],
    ["convened", { ...atADistance, drawing_closes_at: past }, "newTimes"],
    ["roll_locked", { closes_at: past }, "newTimes"],
    ["roll_locked", { ...atADistance, casting_opens_at: past }, "newTimes"],
    ["credentials_out", {}, "closeDrawing"],
    ["credentials_out", { is_drawing_closed: true }, "open"],
    ["credentials_out", { is_drawing_closed: true, closes_at: past }, "newTimes"],
    ["credentials_out", atADistance, "collecting"],
    ["credentials_out", { ...atADistance, drawn: 35 }, "closeDrawing"],
    ["credentials_out", { ...atADistance, drawing_closes_at: past }, "closeDrawing"],
    ["credentials_out", { ...atADistance, is_drawing_closed: true }, "opening"],
    ["credentials_out", { ...atADistance, is_drawing_closed: true, drawn: 35 }, "opening"],
    [
      "credentials_out",
      { ...atADistance, is_drawing_closed: true, casting_opens_at: past },
      "open",
    ],
    ["credentials_out", { ...withTellers, is_drawing_closed: true }, "open"],
    [
      "credentials_out",
      { ...withTellers, tellers_confirmed: false, is_drawing_closed: true },
      "confirming",
    ],
    ["credentials_out", { ...withTellers, tellers_confirmed: false }, "closeDrawing"],
    ["open", { turnout: "none" }, "later"],
    ["open", { turnout: "half_or_more" }, "later"],
    ["open", { turnout: "all" }, "close"],
    ["open", { turnout: "none", drawn: 0 }, "close"],
    ["closed", { check_ends_at: "2026-11-03T19:01:00Z" }, "wait"],
    ["closed", { check_ends_at: "2026-11-03T18:59:00Z" }, "certify"],
    ["closed", { check_ends_at: "2026-11-03T19:01:00Z", paper_awaited: true }, "wait"],
    ["closed", { check_ends_at: "2026-11-03T18:59:00Z", paper_awaited: true }, "paper"],
    ["closed", { check_ends_at: "2026-11-03T18:59:00Z", objections: [objection] }, "answer"],
    ["closed", { check_ends_at: "2026-11-03T19:01:00Z", objections: [objection] }, "answer"],
    [
      "closed",
      { check_ends_at: "2026-11-03T18:59:00Z", objections: [{ ...objection, answer: "Jo" }] },
      "certify",
    ],
    ["closed", { ...withTellers, check_ends_at: "2026-11-03T19:01:00Z" }, "wait"],
    ["closed", { ...withTellers, check_ends_at: "2026-11-03T18:59:00Z" }, "tellers"],
    [
      "closed",
      { ...withTellers, check_ends_at: "2026-11-03T18:59:00Z", objections: [objection] },
      "answer",
    ],
    ["counted", {}, "none"],
    ["certified", {}, "approve"],
    ["minutes_approved", {}, "none"],
    ["cancelled", {}, "none"],
    ["void", {}, "none"],
  ] as const)("at %s with %o is: %s", (status, more, next) => {
    expect(
      nextStep(
        {
          ...aVote,
          ...more,
          status,
          objections: [...("objections" in more ? more.objections : [])],
        },
        now,
      ),
    ).toBe(next);
  });

  it("says what follows, in a room and at a distance", () => {
    for (const { acts } of [sv, en])
      for (const { means } of Object.values(acts))
        for (const held of ["in_a_room", "at_a_distance"])
          expect(means[held]?.length).toBeGreaterThan(0);
  });
});

describe("a vote's stage", () => {
  it("has its word and icon, and its place in the line unless it ended early", () => {
    for (const status of statuses) {
      expect(sv.statuses[status]).toBeTruthy();
      expect(sv.forGroup[status]).toBeTruthy();
      expect(toneOf(status)).toBeTruthy();
      const isInLine = (stageLine as readonly Status[]).includes(stageOf(status));
      expect(isInLine).toBe(!["cancelled", "void"].includes(status));
    }
  });

  it("allows calling off until voting opens, and voiding after that", () => {
    const where = (may: (status: Status) => boolean) => statuses.filter(may);
    expect(where(mayCancel)).toEqual([
      "raised",
      "hearing",
      "convened",
      "roll_locked",
      "credentials_out",
    ]);
    expect(where(mayVoid)).toEqual(["open", "closed", "counted"]);
    expect(where(mayStartAnew)).toEqual(["credentials_out"]);
    expect(where(mayChangeTimes)).toEqual(["convened", "roll_locked"]);
  });

  it("lies in the list by what it needs of the reader", () => {
    const shelves = (leads: boolean) => statuses.map((status) => shelfOf(status, { leads }));
    expect(new Set(shelves(true))).toEqual(new Set(["mine", "going", "over"]));
    expect(shelfOf("certified", { leads: true })).toBe("mine");
    expect(shelfOf("certified", { leads: false })).toBe("over");
    expect(shelfOf("raised", { leads: false })).toBe("going");
    expect(shelfOf("open", { leads: false })).toBe("mine");
    expect(shelfOf("closed", { leads: false, waitsForMe: true })).toBe("mine");
    expect(shelfOf("void", { leads: false, waitsForMe: true })).toBe("over");
  });
});

describe("a vote that would decide nothing", () => {
  const quorum = { numerator: 1, denominator: 2, strict: true };
  const of = {
    held: "in_a_room" as const,
    drawn: 10,
    present: 17,
    roll_size: 35,
    quorum,
    fewest_envelopes: 5,
  };

  it("is told of by who is there in a room, and by who has drawn at a distance", () => {
    expect(shortfall(of)).toEqual({ kind: "quorum", have: 17, need: 18 });
    expect(shortfall({ ...of, present: 18 })).toBeNull();
    const distant = { ...of, held: "at_a_distance" as const, present: 18 };
    expect(shortfall(distant)).toEqual({ kind: "quorum", have: 10, need: 18 });
  });

  it("is told of when too few have drawn for any envelope to be opened", () => {
    const few = { ...of, roll_size: 6, present: 6, drawn: 5 };
    expect(shortfall(few)).toBeNull();
    expect(shortfall({ ...few, fewest_envelopes: 6 })).toEqual({ kind: "too-few" });
  });
});

describe("a page left open", () => {
  const followed = {
    status: "credentials_out" as Status,
    held: "in_a_room" as const,
    is_drawing_closed: false,
    drawing_closes_at: null,
    casting_opens_at: null,
    closes_at: "2026-11-03T22:00:00Z",
    check_ends_at: null,
  };
  const seconds = (of: Parameters<typeof pauseBefore>[0], random = 0.5) =>
    (pauseBefore(of, now.getTime(), random) ?? Infinity) / 1_000;

  it("follows along in the room", () => {
    for (const status of ["roll_locked", "credentials_out", "open", "closed"] as const)
      expect(seconds({ ...followed, status })).toBeLessThan(7);
  });

  it("asks seldom at a distance until the set time is near", () => {
    const distant = { ...followed, held: "at_a_distance" as const };
    const far = { ...distant, drawing_closes_at: "2026-11-03T20:00:00Z" };
    const near = { ...distant, drawing_closes_at: "2026-11-03T19:01:00Z" };
    expect(seconds(far, 0)).toBeGreaterThanOrEqual(20);
    expect(seconds(near, 1)).toBeLessThanOrEqual(8);
  });

  it("stops when nothing changes any more", () => {
    for (const status of ["minutes_approved", "cancelled", "void"] as const)
      expect(pauseBefore({ ...followed, status }, now.getTime(), 0)).toBeNull();
  });
});
