import { expect, it } from "vitest";
import sv from "../messages/sv";
import { groundOf, whoDid } from "./ledger";

const ylva = { person_id: null, display_name: "Ylva Exempel" };
const event = { at: "2026-03-02T19:04:00Z", by: ylva, by_role: "security_officer" } as const;

it("says of an answer who wrote it down and as what, and of one that ran out why", () => {
  expect(whoDid({ ...event, what: "given" }, sv)).toBe("Ylva Exempel, säkerhetsansvarig");
  expect(whoDid({ ...event, what: "given", by: null, by_role: "affected" }, sv)).toBe(
    "den det gäller",
  );
  expect(whoDid({ ...event, what: "expired", by: null, by_role: null }, sv)).toBe(
    "ingen hade använt det",
  );
});

it("says on which ground somebody was told: a yes, a wish, two in danger, or that none is asked for", () => {
  const line = {
    id: "1",
    recipient_title: { sv: "Styrelsen", en: "The board" },
    with_name: true,
    prepared_text_title: null,
    step_title: null,
    has_reason: false,
    may_read_reason: false,
    on_question: null,
    answered_at: null,
    wished_at: null,
    by_two: null,
    told_by: ylva,
    told_as: null,
    told_at: event.at,
  };
  const when = () => "i går";
  expect(groundOf(line, sv, "sv", when)).toBe("Policyn kräver inget ja för detta");
  const yes = { on_question: { sv: "Får de veta?", en: "" }, answered_at: event.at };
  expect(groundOf({ ...line, ...yes }, sv, "sv", when)).toContain("i går på frågan: Får de veta?");
  expect(groundOf({ ...line, wished_at: event.at }, sv, "sv", when)).toContain("bad om det i går");
  const byTwo = { by_two: { first: ylva, second: null } };
  expect(groundOf({ ...line, ...byTwo }, sv, "sv", when)).toContain(
    "Ylva Exempel bad, någon sa ja",
  );
});
