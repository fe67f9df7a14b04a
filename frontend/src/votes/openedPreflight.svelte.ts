import { answerTo, api } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import type { OpenedVote } from "./opened.svelte";
import {
  answersSoFar,
  isAnswered,
  type Answers,
  type Chosen,
  type Part,
  type Reading,
  type Sheet,
} from "./preflight";

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

  /** Its tick is not kept yet: who leaves now may find the box empty when they come back. */
  isKeeping(part: Part): boolean {
    return part in this.#ticks;
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
