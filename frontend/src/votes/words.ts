/** A vote in the reader's language. */
import { language } from "../language.svelte";
import { t } from "../messages/index.svelte";
import type { VotesTexts } from "../messages/votes.sv";
import { currentTime } from "../ui/clock.svelte";
import { absoluteTime } from "../ui/time";
import { figuresOf, type Majority, type Quorum } from "./rule";
import type { Vote } from "./stages";

/** "i dag 14:30"; empty for a moment that nobody has set. */
export function written(moment: string | null | undefined): string {
  return moment ? absoluteTime(new Date(moment), currentTime(), language.current) : "";
}

export const kindOf = (kind: string): string => t.votes.kinds[kind] ?? t.votes.title;

/** Nothing is decided by too few, nor where lost ballots could have turned it. */
export function outcomeOf(kind: string, outcome: string): string {
  return t.votes.outcomes[kind]?.[outcome] ?? t.votes.inquorate;
}

interface Ruled {
  kind: string;
  held: Vote["held"];
  majority: Majority;
  quorum: Quorum;
  fewest_envelopes: number;
}

export interface RuleLines {
  words: string[];
  /** The same in numbers; none while nobody knows how many will be on the roll. */
  numbers: string[];
}

/** The rule as one reads it, and what it means for a roll of this size. */
export function ruleLines(texts: VotesTexts, of: Ruled, roll: number | null): RuleLines {
  const { rule } = texts;
  const words = [
    rule.inWords(rule.outcomes[of.kind] ?? "", of.majority),
    rule.blank[of.majority.base],
  ];
  if (roll === null) return { words, numbers: [] };
  const figures = figuresOf(of.majority, of.quorum, roll, of.fewest_envelopes);
  return {
    words,
    numbers: [
      ...figures.examples.map(({ base, yes }) => rule.inNumbers[of.majority.base](base, yes)),
      rule.quorum(figures.quorum, roll),
      ...(of.held === "at_a_distance" ? [rule.presentAtDistance] : []),
      rule.fewest(of.fewest_envelopes),
    ],
  };
}
