import { expect, it } from "vitest";
import type { Person } from "./api";
import { personPatch } from "./personPatch";

const person: Person = {
  id: "p",
  display_name: "Robin Exempel",
  is_external: false,
  is_retired: false,
  offices: [],
  contact: {
    email: "robin@example.org",
    email_verified_on: "2026-10-01",
    telephone: null,
    telephone_verified_on: null,
    is_on_contact_card: false,
    language: "sv",
  },
};
const form = {
  name: "Robin Exempel",
  email: "robin@example.org",
  telephone: "",
  isOnCard: false,
  language: "sv",
};

it("sends nothing of what was left as it was: a checked address stays checked", () => {
  expect(personPatch(person, form)).toEqual({});
  expect(
    personPatch(person, { ...form, name: " Robin Exempel ", email: " robin@example.org" }),
  ).toEqual({});
});

it("empties what was emptied and sends what was changed", () => {
  const changed = { ...form, email: "", isOnCard: true, language: "en", name: "Robin Ny" };
  expect(personPatch(person, changed)).toEqual({
    display_name: "Robin Ny",
    email: null,
    is_on_contact_card: true,
    language: "en",
  });
});
