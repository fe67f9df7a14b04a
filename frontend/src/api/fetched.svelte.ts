import { asProblem, type Problem } from "./problem";

/** What is read from the server and shown. The last answer stays in its place while a new one is fetched. */
export class Fetched<Data> {
  readonly #ask: () => Promise<Data>;
  #data = $state.raw<Data | null>(null);
  #problem = $state.raw<Problem | null>(null);
  #asked = 0;

  constructor(ask: () => Promise<Data>) {
    this.#ask = ask;
  }

  get data(): Data | null {
    return this.#data;
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  /** Nothing has come yet, and nothing has gone wrong either. */
  get isWaiting(): boolean {
    return this.#data === null && this.#problem === null;
  }

  async read(): Promise<void> {
    const mine = ++this.#asked;
    try {
      const data = await this.#ask();
      // An answer that was overtaken by a newer question is not shown.
      if (mine !== this.#asked) return;
      this.#data = data;
      this.#problem = null;
    } catch (thrown) {
      if (mine === this.#asked) this.#problem = asProblem(thrown);
    }
  }
}
