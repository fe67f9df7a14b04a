import { t } from "../messages/index.svelte";
import type { Teller } from "./steps";

/** By name; by number where the person is no longer told. */
export function nameOf(one: Pick<Teller, "name" | "number">): string {
  return (
    one.name ?? (one.number === null ? t.tellers.setUp.someone : t.tellers.unnamed(one.number + 1))
  );
}

export function namesOf(of: readonly Pick<Teller, "name" | "number">[]): string {
  return t.tellers.and(of.map(nameOf));
}
