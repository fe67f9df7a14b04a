/**
 * The access token, in this module's memory and nowhere else. The refresh token is a cookie that no
 * script can read; here it is only asked to be used, by one tab and one request at a time.
 */
import { Problem, readAnswer } from "./problem";
import type { components } from "./schema";

type AccessToken = components["schemas"]["TokenRead"];
type Heard = { kind: "renewed"; token: string } | { kind: "signed-in" } | { kind: "signed-out" };

const tokenPath = "/api/v1/auth/token";
const lockName = "session";

let current: string | null = null;
let renewing: Promise<string> | null = null;
let listener: (what: "signed-in" | "signed-out" | "ended") => void = () => {};

const siblings = new BroadcastChannel("session");

siblings.onmessage = ({ data }: MessageEvent<Heard>) => {
  if (data.kind === "renewed") {
    // Only a tab that is signed in takes a token: others have their own reasons to be without.
    if (current === null && renewing === null) return;
    current = data.token;
    return;
  }
  forget();
  listener(data.kind);
};

function tell(message: Heard): void {
  siblings.postMessage(message);
}

function forget(): void {
  current = null;
}

/** Hears of what other tabs do with the session, and of its end on the server. */
export function onSessionChange(hear: typeof listener): void {
  listener = hear;
}

export function accessToken(): string | null {
  return current;
}

async function requestToken(form: Record<string, string>): Promise<string> {
  const response = await globalThis.fetch(
    new Request(new URL(tokenPath, location.origin), {
      method: "POST",
      body: new URLSearchParams(form),
    }),
  );
  const { access_token } = (await readAnswer(response)) as AccessToken;
  current = access_token;
  return access_token;
}

/** Problems: wrong-credentials, slow-down, unreachable. */
export async function signInWith(username: string, password: string): Promise<void> {
  await requestToken({ grant_type: "password", username, password });
  tell({ kind: "signed-in" });
}

async function underLock<Result>(work: () => Promise<Result>): Promise<Result> {
  // Without a secure context there are no locks: then each tab renews for itself, which the
  // server's grace time for the previous refresh token allows.
  if (!("locks" in navigator)) return work();
  return (await navigator.locks.request(lockName, work)) as Result;
}

async function renewOnce(): Promise<string> {
  const before = current;
  return underLock(async () => {
    // A sibling tab's token came while this one waited for its turn.
    if (current !== null && current !== before) return current;
    try {
      const token = await requestToken({ grant_type: "refresh_token" });
      tell({ kind: "renewed", token });
      return token;
    } catch (thrown) {
      // Only the server's own word ends a session; a bad line does not.
      if (thrown instanceof Problem && thrown.status === 401) forget();
      throw thrown;
    }
  });
}

/** A new access token; requests that ask at the same time share one. Problem: session-ended. */
export function renew(): Promise<string> {
  renewing ??= renewOnce().finally(() => {
    renewing = null;
  });
  return renewing;
}

export function forgetEverywhere(): void {
  forget();
  tell({ kind: "signed-out" });
}

/** A 401 about a password that was typed has nothing to do with the session. */
async function isAboutSession(response: Response): Promise<boolean> {
  if (response.status !== 401) return false;
  try {
    const body = (await response.clone().json()) as { code?: unknown } | null;
    return body?.code !== "wrong-credentials";
  } catch {
    return true;
  }
}

function withToken(request: Request, token: string): Request {
  const headers = new Headers(request.headers);
  headers.set("Authorization", `Bearer ${token}`);
  return new Request(request, { headers });
}

/** fetch with the access token; on 401 it renews silently and tries once more. */
export async function authorisedFetch(request: Request): Promise<Response> {
  const token = current;
  const again = request.clone();
  const response = await globalThis.fetch(token === null ? request : withToken(request, token));
  if (!(await isAboutSession(response))) return response;
  // Without a token and without one on its way, nobody is signed in. One is on its way when another tab just signed in.
  if (token === null && current === null && renewing === null) return response;
  try {
    // Another request may have renewed while this one was on its way.
    const renewed = current !== null && current !== token ? current : await renew();
    return await globalThis.fetch(withToken(again, renewed));
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.status === 401) {
      if (token !== null) listener("ended");
      return response;
    }
    throw thrown;
  }
}
