/** What a mapping waits for now, and whether it is this reader who has to act. Pure. */
import type { components } from "../../api/schema";

type Schemas = components["schemas"];
export type Mapped = Schemas["MappingRead"];

export type Next =
  | { kind: "over" }
  | { kind: "lead" }
  | { kind: "answer_finding"; isMine: boolean }
  | { kind: "settle_talks"; count: number }
  | { kind: "look"; count: number; isMine: boolean }
  | { kind: "ask_chair" }
  | { kind: "hear" }
  | { kind: "propose"; isMine: boolean };

/** In the order in which one thing holds up the next. */
export function nextOf(mapping: Mapped): Next {
  if (!mapping.is_under_way) return { kind: "over" };
  if (mapping.lead === null) return { kind: "lead" };
  const waiting = mapping.findings.find((each) => each.status === "proposed");
  if (waiting) return { kind: "answer_finding", isMine: waiting.is_mine_to_answer };
  const unsettled = mapping.talks.filter((talk) => talk.is_time_up).length;
  if (unsettled > 0) return { kind: "settle_talks", count: unsettled };
  if (mapping.may_propose_known) return { kind: "ask_chair" };
  const open = mapping.checks.filter((check) => !check.is_checked);
  const missing = yetToFind(mapping.outcomes).flatMap((outcome) => outcome.missing);
  if (missing.some((each) => each.endsWith("-not-heard"))) return { kind: "hear" };
  if (open.length > 0)
    return {
      kind: "look",
      count: open.length,
      isMine: open.some((check) => check.is_mine_to_look),
    };
  return { kind: "propose", isMine: mapping.is_led_by_me };
}

export type Who = "you" | "all" | "another" | "lead" | null;

/** Whose it is; the reader's own stands first. */
export function whoOf(next: Next, isLedByMe: boolean): Who {
  if ("isMine" in next && next.isMine) return "you";
  switch (next.kind) {
    case "over":
      return null;
    case "lead":
    case "hear":
      return "all";
    case "answer_finding":
    case "look":
      return "another";
    default:
      return isLedByMe ? "you" : "lead";
  }
}

type Outcomes = Mapped["outcomes"];

/** Of those about whom there is nothing yet; of everyone once there is something about each. */
export function yetToFind(outcomes: Outcomes): Outcomes {
  const left = outcomes.filter((each) => each.stands === null);
  return left.length > 0 ? left : outcomes;
}

export interface About {
  id: string;
  name: string;
  stands: Outcomes[number]["stands"];
}

/** Whom a finding can be about, where several are accused: first those about whom there is nothing yet. */
export function peopleOf(outcomes: Outcomes): About[] {
  const found: About[] = [];
  for (const { person, stands } of outcomes) {
    if (!person?.person_id || found.some((each) => each.id === person.person_id)) continue;
    found.push({ id: person.person_id, name: person.display_name ?? "", stands });
  }
  return found.toSorted(
    (one, other) => Number(one.stands !== null) - Number(other.stands !== null),
  );
}

/** Whom it has to be about: the only one there is, or the only one who is left. */
export function onlyOne(people: readonly About[]): string | null {
  const left = people.filter((each) => each.stands === null);
  return (people.length === 1 ? people[0]?.id : left.length === 1 ? left[0]?.id : null) ?? null;
}
