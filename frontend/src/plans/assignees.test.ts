import { expect, it } from "vitest";
import type { components } from "../api/schema";
import { canBeGivenTo } from "./assignees";

type Role = components["schemas"]["CaseRole"];
const grant = (name: string | null, role: Role) => ({
  person: { person_id: name, display_name: name },
  role,
});
const step = { owner: "association", compartment: "decisions" } as const;

it("lists each person once with all their roles, and nobody who does no steps", () => {
  const grants = [
    grant("Maja", "security_officer"),
    grant("Alva", "affected"),
    grant(null, "reporter"),
    grant("Maja", "investigator"),
    grant("Tore", "consulted"),
  ];
  expect(canBeGivenTo(grants, step)).toEqual([
    { id: "Maja", name: "Maja", roles: ["security_officer", "investigator"] },
  ]);
});

it("keeps the contact person out of the investigation, whatever else they are", () => {
  const grants = [grant("Siri", "contact_person"), grant("Maja", "investigator")];
  const mapping = { owner: "investigators", compartment: "investigation" } as const;
  expect(canBeGivenTo(grants, mapping).map((one) => one.name)).toEqual(["Maja"]);
  expect(canBeGivenTo(grants, step)).toHaveLength(2);
});
