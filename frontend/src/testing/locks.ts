import { vi } from "vitest";

/** The browser's locks, as far as one name needs them: one holder at a time, in the order they asked. */
class OneLock {
  #last: Promise<unknown> = Promise.resolve();

  request<Result>(_name: string, work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

/** Gives the test's browser a lock that every tab in the test shares. */
export function shareOneLock(): void {
  vi.spyOn(navigator, "locks", "get").mockReturnValue(new OneLock() as unknown as LockManager);
}
