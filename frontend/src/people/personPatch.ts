/** What of a person's form goes to the server: only what was changed, so that nothing else counts as new. Pure. */
import type { components } from "../api/schema";
import type { Person } from "./api";

type Patch = components["schemas"]["PersonPatch"];

export interface PersonForm {
  name: string;
  email: string;
  telephone: string;
  isOnCard: boolean;
  language: string;
}

const orNone = (written: string) => (written.trim() === "" ? null : written.trim());

/** An untouched address keeps the day it was checked; a changed one is unchecked again. */
export function personPatch(person: Person, form: PersonForm): Patch {
  const { contact } = person;
  const patch: Patch = {};
  if (form.name.trim() !== person.display_name) patch.display_name = form.name.trim();
  if (orNone(form.email) !== (contact?.email ?? null)) patch.email = orNone(form.email);
  if (orNone(form.telephone) !== (contact?.telephone ?? null))
    patch.telephone = orNone(form.telephone);
  if (form.isOnCard !== (contact?.is_on_contact_card ?? false))
    patch.is_on_contact_card = form.isOnCard;
  if (form.language !== (contact?.language ?? "sv"))
    patch.language = form.language === "en" ? "en" : "sv";
  return patch;
}
