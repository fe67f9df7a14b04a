/**
 * Asks where the vote stands while the page's own script is still on its way: on a slow line the answer is there
 * first. A script of its own for that, and as short as can be.
 */
import { hasLeft } from "../leave";
import { findLink, isInsideAnotherApp } from "./link";

const patienceMs = 20_000;

/** Never a cookie, a session or a referrer, and nothing kept. */
export const privately = {
  credentials: "omit",
  referrerPolicy: "no-referrer",
  cache: "no-store",
  redirect: "error",
} as const;

export function send(address: string, more: RequestInit = {}): Promise<Response> {
  return globalThis.fetch(address, {
    ...privately,
    signal: AbortSignal.timeout(patienceMs),
    ...more,
  });
}

export function addressOf(voteId: string): string {
  return `/api/v1/ballots/${voteId}`;
}

interface Asked {
  readonly address: string;
  readonly answer: Promise<Response>;
}
let asked: Asked | null = null;

/** Without the link's own part: that the vote is looked at is all that it tells. Where the page waits it does too. */
function askEarly(): void {
  const link = hasLeft() || isInsideAnotherApp(navigator.userAgent) ? null : findLink();
  if (link === null || link === "broken") return;
  const address = addressOf(link.voteId);
  asked = { address, answer: send(address) };
  // Whoever takes it hears of a line that broke; if nobody does, nobody missed it.
  asked.answer.catch(() => undefined);
}

/** The answer that was asked for before anybody wanted it: to the first who does. */
export function takeEarly(address: string): Promise<Response> | null {
  if (asked?.address !== address) return null;
  const { answer } = asked;
  asked = null;
  return answer;
}

askEarly();
