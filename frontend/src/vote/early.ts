/**
 * Asks where the vote stands while the page's own script is still on its way, and then what the link is for: on a slow
 * line the answers are there first. A script of its own for that, and as short as can be.
 */
import { hasLeft } from "../leave";
import { findLink, isInsideAnotherApp, readLink, type Link } from "./link";

const patienceMs = 20_000;

/** What the voting page keeps on a device goes by this name. */
export const deviceName = "vote";

const isBeforeCasting = /^(roll_locked|credentials_out)$/;

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

export function post(address: string, body: unknown, headers: Record<string, string> = {}) {
  return send(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

export function addressOf(voteId: string): string {
  return `/api/v1/ballots/${voteId}`;
}

export function entryOf(voteId: string): string {
  return `${addressOf(voteId)}/entry`;
}

/** What was asked for before anybody wanted it, by address; null where that turned out not to be asked. */
const asked = new Map<string, Promise<Response | null>>();

function askEarly(): void {
  const link = hasLeft() || isInsideAnotherApp(navigator.userAgent) ? null : findLink();
  if (link === null || link === "broken") return;
  // Without the link's own part: that the vote is looked at is all that it tells. Where the page waits it does too.
  const stage = send(addressOf(link.voteId));
  keep(addressOf(link.voteId), stage);
  if (readLink(location.hash)) keep(entryOf(link.voteId), askWhatFor(link, stage));
}

/**
 * With the link's own part, and so only where the page would ask too: while nobody casts yet, on a device that
 * holds nothing of any vote, and for a link that was just opened.
 */
async function askWhatFor(link: Link, stage: Promise<Response>): Promise<Response | null> {
  try {
    // Before the page makes its own.
    const databases = await indexedDB.databases();
    const { status } = (await (await stage).clone().json()) as { status: string };
    if (databases.some(({ name }) => name === deviceName) || !isBeforeCasting.test(status))
      return null;
    await tryKeeping();
    return await post(entryOf(link.voteId), { token: link.token });
  } catch {
    return null; // the page asks then, and says what goes wrong
  }
}

/** Throws where this browser keeps nothing: the page says so before it sends the link. */
function tryKeeping(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("try");
    opening.onerror = () => reject(new Error("nothing is kept"));
    opening.onsuccess = () => {
      opening.result.close();
      indexedDB.deleteDatabase("try");
      resolve();
    };
  });
}

function keep(address: string, answer: Promise<Response | null>): void {
  asked.set(address, answer);
  // Whoever takes it hears of a line that broke; if nobody does, nobody missed it.
  answer.catch(() => undefined);
}

/** The answer that was asked for before anybody wanted it: to the first who does. */
export async function takeEarly(address: string): Promise<Response | null> {
  const answer = asked.get(address);
  asked.delete(address);
  return (await answer) ?? null;
}

askEarly();
