import { asProblem, type Problem } from "../api/problem";
import type { Contact, Contents, Days, Ways } from "./ways";

/** The contact as its page holds it: what one part changes shows in the others. */
export class Company {
  readonly ways: Ways;
  #contents = $state.raw<Contents | null>(null);
  #problem = $state.raw<Problem | null>(null);

  constructor(ways: Ways) {
    this.ways = ways;
  }

  get contents(): Contents | null {
    return this.#contents;
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  async read(): Promise<void> {
    try {
      this.#contents = await this.ways.open();
      this.#problem = null;
    } catch (thrown) {
      this.#problem = asProblem(thrown);
    }
  }

  /** After a change the answer is what there is now: nothing is opened once more for it. */
  show(contents: Contents): void {
    this.#contents = contents;
  }

  showContact(contact: Contact): void {
    if (this.#contents) this.#contents = { ...this.#contents, contact };
  }

  showDays(days: Days): void {
    if (this.#contents) this.#contents = { ...this.#contents, days };
  }
}
