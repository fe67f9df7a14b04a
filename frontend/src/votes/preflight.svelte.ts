import { answerTo, api } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import type { components } from "../api/schema";
import type { OpenedVote } from "./opened.svelte";
import { neededYes } from "./rule";
import type { Vote } from "./stages";

type Schemas = components["schemas"];
export type Part = Schemas["PreflightPart"];
export type Statute = Schemas["Statute"];
export type Sheet = Schemas["PreflightSheet"];
export type StatuteSheet = Schemas["StatuteSheet"];
type Answers = Required<Schemas["PreflightWrite"]>;

/** What is only to be read: ticked, and sent back as it was shown. */
export type Reading = "roll" | "rule" | "question" | "caution" | "warnings";
/** What says who has the vote; the roll, the rule and its warnings are read under it. */
export type Chosen = Pick<Answers, "statute" | "paragraph" | "federation">;

/** As they stand on the page. */
export const partsInOrder: readonly Part[] = [
  "question",
  "hearing",
  "statute",
  "roll",
  "rule",
  "conflicts",
  "caution",
  "warnings",
];

export const isAnswered = (vote: Pick<Vote, "preflight">, part: Part): boolean =>
  vote.preflight !== null &&
  !vote.preflight.missing.includes(part) &&
  !vote.preflight.outdated.includes(part);

export const under = (sheet: Sheet, statute: Statute | null): StatuteSheet | undefined =>
  sheet.statutes.find((one) => one.statute === (statute ?? "association_policy"));

/** Everything answered so far and still as it was read, with the numbers that the page shows. Pure. */
export function answersSoFar(
  vote: Pick<Vote, "preflight" | "majority">,
  sheet: Sheet,
  has: (part: Part) => boolean,
  chosen: Chosen,
): Answers {
  const read = under(sheet, chosen.statute);
  if (read === undefined) throw new Error("a sheet has every statute");
  return {
    ...chosen,
    roll: has("roll")
      ? { count: read.members.length + read.substitutes.length, mark: read.roll.mark }
      : null,
    rule: has("rule")
      ? {
          of: read.rule.of,
          needed: neededYes(vote.majority, read.rule.of),
          mark: read.rule.mark,
        }
      : null,
    question: has("question") ? sheet.question : null,
    caution: has("caution") ? sheet.caution : null,
    warnings: has("warnings") ? read.warnings : null,
    conflicted: has("conflicts") ? (vote.preflight?.conflicted ?? []) : null,
  };
}

interface Wish {
  chosen?: Chosen;
  conflicted?: string[];
}

const readUnderStatute: ReadonlySet<Part> = new Set<Part>(["roll", "rule", "warnings"]);

/** The preflight as its page holds it: what is to be read, and each answer on its way to the server. */
export class OpenedPreflight {
  readonly #opened: OpenedVote;
  #sheet = $state.raw<Sheet | null>(null);
  #refused = $state.raw<{ part: Part; problem: Problem } | null>(null);
  #unread = $state.raw<Problem | null>(null);
  /** Ticks that are on their way, so that a box does not wait for the line. */
  readonly #ticks = $state<Partial<Record<Part, boolean>>>({});
  #underWay = $state(0);
  #last: Promise<unknown> = Promise.resolve();

  constructor(opened: OpenedVote) {
    this.#opened = opened;
  }

  get sheet(): Sheet | null {
    return this.#sheet;
  }

  /** The sheet could not be fetched. */
  get unread(): Problem | null {
    return this.#unread;
  }

  get isBusy(): boolean {
    return this.#underWay > 0;
  }

  refusedAt(part: Part): Problem | null {
    return this.#refused?.part === part ? this.#refused.problem : null;
  }

  has(part: Part): boolean {
    const vote = this.#opened.vote;
    return this.#ticks[part] ?? (vote !== null && isAnswered(vote, part));
  }

  async read(): Promise<void> {
    try {
      this.#sheet = await answerTo(
        api.GET("/api/v1/votes/{vote_id}/preflight", { params: { path: this.#opened.path } }),
      );
      this.#unread = null;
    } catch (thrown) {
      this.#unread = asProblem(thrown);
    }
  }

  /** Once no answer is on its way any more. */
  async settled(): Promise<void> {
    await this.#last;
  }

  /** Resolves to whether it was kept. */
  tick(part: Reading, isRead: boolean): Promise<boolean> {
    this.#ticks[part] = isRead;
    return this.#send(part, {});
  }

  choose(chosen: Chosen): Promise<boolean> {
    return this.#send("statute", { chosen });
  }

  /** Everybody was asked: these said that they are part of it. */
  declare(conflicted: string[]): Promise<boolean> {
    return this.#send("conflicts", { conflicted });
  }

  /** One after another: each goes with the version that the one before it came back with. */
  #send(part: Part, wish: Wish): Promise<boolean> {
    this.#underWay += 1;
    const turn = this.#last.then(() => this.#put(part, wish));
    this.#last = turn;
    return turn;
  }

  async #put(part: Part, wish: Wish): Promise<boolean> {
    this.#refused = null;
    try {
      await this.#opened.change(() => {
        const body = this.#answersWith(part, wish);
        return answerTo(
          api.PUT("/api/v1/votes/{vote_id}/preflight", { params: this.#opened.seen, body }),
        );
      });
      return true;
    } catch (thrown) {
      const problem = asProblem(thrown);
      this.#refused = { part, problem };
      if (problem.code === "preflight-outdated") await this.read();
      return false;
    } finally {
      delete this.#ticks[part];
      this.#underWay -= 1;
    }
  }

  /** With those that are kept already: the server takes them whole. */
  #answersWith(part: Part, { chosen, conflicted }: Wish): Answers {
    const { vote } = this.#opened;
    if (vote === null || this.#sheet === null) throw new Error("nothing is read yet");
    const before: Chosen = {
      statute: vote.preflight?.statute ?? null,
      paragraph: vote.preflight?.paragraph ?? null,
      federation: vote.preflight?.federation ?? null,
    };
    // Under another statute the roll is another, and what hangs on it is to be read again.
    const isOther = chosen !== undefined && chosen.statute !== before.statute;
    const has = (one: Part): boolean => {
      if (isOther && readUnderStatute.has(one)) return false;
      return one === part && one in this.#ticks ? this.#ticks[one] === true : isAnswered(vote, one);
    };
    const answers = answersSoFar(vote, this.#sheet, has, chosen ?? before);
    return conflicted === undefined ? answers : { ...answers, conflicted };
  }
}
