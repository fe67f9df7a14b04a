// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from "vitest";
import type { components } from "../api/schema";
import { loadMessages } from "../messages/index.svelte";
import { asText, mayDecline, mayStandAgain, nameOf, numbersOf, resultOf, standsNow } from "./words";

beforeAll(() => loadMessages("sv"));

type Question = components["schemas"]["QuestionToGroup"];
const question = (about: Partial<Question>): Question => ({
  asked_at: "2026-03-02T12:00:00Z",
  is_over: false,
  is_void: false,
  heard: null,
  heard_by: "2026-03-16T12:00:00Z",
  outcome: null,
  against: null,
  in_favour: null,
  blank: null,
  ...about,
});

it("asks whether they decline only until they have said something", () => {
  const states = ["not_told", "awaits_answer", "answered", "declined", "time_ran_out"] as const;
  expect(states.filter(mayDecline)).toEqual(["awaits_answer", "time_ran_out"]);
});

describe("how the vote went, to whom it concerned", () => {
  it("is one sentence and the numbers, and only once it is certified", () => {
    expect(resultOf(question({}))).toBe("Resultatet står här när det är fastställt.");
    expect(numbersOf(question({}))).toBeNull();
    const certified = question({ outcome: "no_confidence", against: 24, in_favour: 6, blank: 1 });
    expect(resultOf(certified)).toBe("Gruppen har inte förtroende för dig.");
    expect(numbersOf(certified)).toContain("24");
  });

  it("says of too few, and of a vote that fell, that nothing is decided", () => {
    expect(resultOf(question({ outcome: "inquorate" }))).toContain("För få");
    expect(resultOf(question({ is_void: true, outcome: "no_confidence" }))).toContain(
      "gäller inte",
    );
  });
});

type Asked = components["schemas"]["OwnMeasureRead"];
const asked = (about: Partial<Asked>): Asked => ({
  id: "4",
  kind: "time_out",
  status: "demanded",
  text: null,
  asked_at: "2026-03-02T12:00:00Z",
  review_by: null,
  answers: [],
  ...about,
});

describe("what is asked of them", () => {
  it("has a name also when their key does not open it", () => {
    expect(nameOf(asked({}))).toBe("Ett av dina uppdrag");
    expect(nameOf(asked({ text: "Valberedningen" }))).toBe("Valberedningen");
  });

  it("says to talk with the board first only to whoever was told to leave", () => {
    expect(mayStandAgain([asked({ status: "active" })])).toBe(false);
    expect(mayStandAgain([asked({ kind: "leaving", status: "lifted" })])).toBe(false);
    expect(mayStandAgain([asked({ kind: "leaving", status: "resigned" })])).toBe(true);
  });
});

describe("what they are told before all else", () => {
  const hearing: Parameters<typeof standsNow>[0] = {
    id: "1",
    state: "answered",
    is_closed: false,
    answer_by: null,
    to_you: { sv: "Ingenting är avgjort.", en: "Nothing is settled." },
    questions: [],
    exclusion_cases: [],
  };

  it("is never that nothing is settled once something is", () => {
    const asked = question({ is_over: true, outcome: "no_confidence" });
    const exclusion = {
      ground: "by_board" as const,
      status: "decided" as const,
      opened_at: "2026-03-02T12:00:00Z",
    };
    expect(standsNow({ ...hearing, questions: [question({})] })).toBe("Ingenting är avgjort.");
    expect(standsNow({ ...hearing, questions: [{ ...asked, is_void: true }] })).toBe(
      "Ingenting är avgjort.",
    );
    for (const settled of [{ questions: [asked] }, { exclusion_cases: [exclusion] }])
      expect(standsNow({ ...hearing, ...settled })).toContain("En del är avgjort");
    expect(standsNow({ ...hearing, questions: [asked], is_closed: true })).toContain("avslutat");
  });
});

describe("the file they take along", () => {
  it("holds what they were told and what they said, word for word", () => {
    const text = asText({
      made_at: "2026-03-02T12:00:00Z",
      hearing: {
        id: "1",
        state: "answered",
        is_closed: false,
        answer_by: null,
        to_you: { sv: "Ingenting är avgjort.", en: "Nothing is settled." },
        questions: [],
        exclusion_cases: [],
      },
      opened: {
        releases: [
          {
            id: "2",
            released_at: "2026-03-02T12:00:00Z",
            told: {
              allegations: "Någon säger att du ropade.",
              evidence: "",
              follows: "",
              talk: "",
              contact: "chair",
            },
            contact: { sv: "Ordförande", en: "Chair" },
          },
        ],
        answers: [
          {
            id: "3",
            kind: "statement",
            way: "page",
            given_at: "2026-03-02T12:00:00Z",
            text: "Så var det inte.",
          },
        ],
      },
      measures: [
        asked({ text: "Valberedningen", status: "active" }),
        asked({ kind: "care", text: "Tre samtal hos kommunen", status: "required" }),
      ],
    });
    for (const part of [
      "Ingenting är avgjort.",
      "Någon säger att du ropade.",
      "Så var det inte.",
      "Valberedningen: Ta en paus från uppdraget",
      "Pausen gäller.",
      "Vård och samtalsstöd: Tre samtal hos kommunen",
    ])
      expect(text).toContain(part);
    expect(text).not.toContain("ställa upp");
  });
});
