import { asProblem, type Problem } from "./problem";

/** Something a person does on a page: under way, refused with a problem, or done. One at a time. */
export class Doing {
  #isBusy = $state(false);
  #isDone = $state(false);
  #problem = $state.raw<Problem | null>(null);

  get isBusy(): boolean {
    return this.#isBusy;
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  /** Whether it went well. A second press while the first is under way does nothing and is false. */
  async run(ask: () => Promise<unknown>): Promise<boolean> {
    if (this.#isBusy) return false;
    this.#isBusy = true;
    this.clear();
    try {
      await ask();
      this.#isDone = true;
      return true;
    } catch (thrown) {
      this.#problem = asProblem(thrown);
      return false;
    } finally {
      this.#isBusy = false;
    }
  }

  clear(): void {
    this.#isDone = false;
    this.#problem = null;
  }
}
