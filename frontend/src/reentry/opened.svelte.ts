import { Doing } from "../api/doing.svelte";
import { asProblem, type Problem } from "../api/problem";
import { Calls, type Matter } from "./calls";

/** A matter of return as its page holds it: each change gives the new whole, which all its parts show. */
export class OpenedReturn {
  readonly id: string;
  readonly calls: Calls;
  /** Text that is being written, by the part that it is for. */
  readonly drafts = $state<Record<string, string>>({});
  #matter = $state.raw<Matter | null>(null);
  #problem = $state.raw<Problem | null>(null);
  #before: Promise<unknown> = Promise.resolve();

  constructor(id: string) {
    this.id = id;
    this.calls = new Calls(id);
  }

  get matter(): Matter | null {
    return this.#matter;
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  get hasUnsent(): boolean {
    return Object.values(this.drafts).some((text) => text.trim() !== "");
  }

  may(action: "carry_return" | "decide_return" | "raise_vote"): boolean {
    return this.#matter?.my_actions.includes(action) ?? false;
  }

  async read(): Promise<void> {
    try {
      this.#matter = await this.calls.read();
      this.#problem = null;
    } catch (thrown) {
      this.#problem = asProblem(thrown);
    }
  }

  /** Whether it went well; then the drafts named are done with. On a slow line one part is saved while the one before
   * is still on its way: in turns, or what oneself has just written would be taken for somebody else's. */
  async change(
    doing: Doing,
    ask: (seen: Matter) => Promise<Matter>,
    ...drafts: string[]
  ): Promise<boolean> {
    if (this.#matter === null) return false;
    const isDone = await doing.run(() => {
      const mine = this.#before.then(async () => {
        this.#matter = await ask(this.#matter!);
      });
      this.#before = mine.catch(() => undefined);
      return mine;
    });
    if (isDone) for (const draft of drafts) delete this.drafts[draft];
    else if (doing.problem?.code === "version-mismatch") await this.read();
    return isDone;
  }
}
