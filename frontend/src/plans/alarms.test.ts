import { expect, it } from "vitest";
import { gathered } from "./alarms";

const alarm = (
  kind: Parameters<typeof gathered>[0][number]["kind"],
  office: "chair" | "security_officer",
) => ({ kind, office, person_id: null, display_name: null, term_id: null, on: null }) as const;

it("gathers unchecked contact details of everyone into one, and keeps vacancies by office", () => {
  const found = gathered([
    alarm("contact-not-verified", "chair"),
    alarm("office-vacant", "chair"),
    alarm("contact-not-verified", "security_officer"),
    alarm("office-vacant", "security_officer"),
  ]);
  expect(found.map(({ kind, office, count }) => [kind, office, count])).toEqual([
    ["contact-not-verified", null, 2],
    ["office-vacant", "chair", 1],
    ["office-vacant", "security_officer", 1],
  ]);
});
