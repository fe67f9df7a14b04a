/** Sending on a bad line: the same report, with the same code, until an answer comes. */
import { asProblem, Problem } from "../api/problem";
import { submitReport, type Report, type ReportReceived } from "./api";

/** Seconds between attempts; after the last one the person decides. */
export const pausesSeconds = [2, 4, 8, 15, 30, 60] as const;

type State =
  | { at: "rest" }
  | { at: "trying"; attempt: number }
  | { at: "pausing"; attempt: number; secondsLeft: number }
  | { at: "stopped"; problem: Problem }
  | { at: "received"; answer: ReportReceived };

export class Sending {
  state = $state.raw<State>({ at: "rest" });
  #skipPause: (() => void) | null = null;

  get isUnderWay(): boolean {
    return this.state.at === "trying" || this.state.at === "pausing";
  }

  /** Resolves when received or stopped; what happens meanwhile is in `state`. */
  async send(report: Report): Promise<void> {
    if (this.isUnderWay) return;
    for (let attempt = 1; ; attempt += 1) {
      this.state = { at: "trying", attempt };
      try {
        this.state = { at: "received", answer: await submitReport(report) };
        return;
      } catch (thrown) {
        const problem = asProblem(thrown);
        const pause = pausesSeconds[attempt - 1];
        if (!problem.isPassing || pause === undefined) {
          this.state = { at: "stopped", problem };
          return;
        }
        await this.#pause(attempt, Math.max(pause, problem.retryAfterSeconds ?? 0));
      }
    }
  }

  /** Tries again at once: the person asked, or the line is back. */
  tryNow(): void {
    this.#skipPause?.();
  }

  async #pause(attempt: number, seconds: number): Promise<void> {
    for (let secondsLeft = seconds; secondsLeft > 0; secondsLeft -= 1) {
      this.state = { at: "pausing", attempt, secondsLeft };
      const isSkipped = await new Promise<boolean>((resolve) => {
        const timer = setTimeout(() => resolve(false), 1_000);
        this.#skipPause = () => {
          clearTimeout(timer);
          resolve(true);
        };
      });
      this.#skipPause = null;
      if (isSkipped) return;
    }
  }
}
