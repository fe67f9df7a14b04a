/** The files that a page is sending, one at a time. */
import { asProblem, type Problem } from "../api/problem";
import { GivenUp, sendFile, type Way } from "./sending";

export type SendingState = "waits" | "sending" | "line_down" | "kept" | "refused";

export const largestBytes = 50 * 1024 * 1024;

export class SentFile {
  state = $state<SendingState>("waits");
  sent = $state(0);
  problem = $state.raw<Problem | null>(null);
  isTooLarge = false;

  constructor(
    readonly file: File,
    readonly note: string,
  ) {
    this.isTooLarge = file.size > largestBytes || file.size === 0;
    if (this.isTooLarge) this.state = "refused";
  }

  get isUnderWay(): boolean {
    return this.state === "waits" || this.state === "sending" || this.state === "line_down";
  }
}

export class Sendings {
  files = $state.raw<readonly SentFile[]>([]);
  #isAtWork = false;
  #goOn: (() => void) | null = null;
  #isOver = false;

  constructor(
    private readonly way: Way,
    private readonly onkept: () => void,
  ) {}

  get isUnderWay(): boolean {
    return this.files.some((file) => file.isUnderWay);
  }

  add(files: Iterable<File>, note: string): void {
    this.files = [...this.files, ...[...files].map((file) => new SentFile(file, note))];
    void this.#work();
  }

  /** The line is back, or the person asked. */
  tryNow(): void {
    this.#goOn?.();
  }

  /** The page is left: nothing more is sent. */
  end(): void {
    this.#isOver = true;
    this.#goOn?.();
  }

  async #work(): Promise<void> {
    if (this.#isAtWork) return;
    this.#isAtWork = true;
    for (;;) {
      const next = this.files.find((file) => file.state === "waits");
      if (!next || this.#isOver) break;
      await this.#send(next);
    }
    this.#isAtWork = false;
  }

  async #send(one: SentFile): Promise<void> {
    one.state = "sending";
    try {
      await sendFile(one.file, one.note, this.way, {
        onsent: (bytes) => {
          one.sent = bytes;
          one.state = "sending";
        },
        pause: async (seconds) => {
          one.state = "line_down";
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, seconds * 1_000);
            this.#goOn = () => {
              clearTimeout(timer);
              resolve();
            };
          });
          this.#goOn = null;
          if (this.#isOver) throw new GivenUp();
          one.state = "sending";
        },
      });
      one.state = "kept";
      this.onkept();
    } catch (thrown) {
      one.problem = asProblem(thrown);
      one.state = "refused";
    }
  }
}
