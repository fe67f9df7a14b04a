/** Who is signed in on this page. Nothing of it is stored: the cookie that renews it is the server's. */
import { answerTo, api } from "./api/client";
import { asProblem, Problem } from "./api/problem";
import type { components } from "./api/schema";
import { accessToken, forgetEverywhere, onSessionChange, renew, signInWith } from "./api/tokens";
import { language } from "./language.svelte";
import { onLeavingQuickly } from "./leave";

export type Me = components["schemas"]["MeRead"];

/**
 * `unknown`: a cookie may be there, nobody has asked yet. `ended`: the server ended it under way, so
 * text that was being written is still on the page. `out`: nobody is signed in, nothing is shown.
 */
export type SessionStatus = "unknown" | "in" | "ended" | "out";

class Session {
  #me = $state.raw<Me | null>(null);
  #status = $state<SessionStatus>("unknown");
  #starting: Promise<void> | null = null;
  /** The path that was asked for before signing in. In memory: an address can say too much. */
  #returnTo: string | null = null;
  #isSignedOutByChoice = false;

  constructor() {
    onSessionChange((what) => {
      if (what === "signed-out") this.#endByChoice();
      else if (what === "ended") this.#status = "ended";
      // Another tab signed in, perhaps as someone else: ask who it is before showing more.
      else this.#status = "unknown";
    });
    onLeavingQuickly(() => this.#leave());
  }

  get me(): Me | null {
    return this.#me;
  }

  get status(): SessionStatus {
    return this.#status;
  }

  /** Where to go on after signing in; whoever signed out by choice left nothing to return to. */
  returnLaterTo(path: string): void {
    this.#returnTo = this.#isSignedOutByChoice ? null : path;
  }

  takeReturnPath(): string | null {
    const path = this.#returnTo;
    this.#returnTo = null;
    return path;
  }

  /** Takes up a session that the browser may still hold. Throws Problem only when no answer came. */
  start(): Promise<void> {
    this.#starting ??= this.#takeUp().finally(() => {
      this.#starting = null;
    });
    return this.#starting;
  }

  /** Problems: wrong-credentials, slow-down, unreachable. */
  async signIn(login: string, password: string): Promise<void> {
    try {
      await signInWith(login, password);
    } catch (thrown) {
      throw asProblem(thrown);
    }
    await this.#readMe();
  }

  /** Ends this session. Throws when the server was not reached: then it has not ended. */
  async signOut(): Promise<void> {
    await this.#endingWith(answerTo(api.DELETE("/api/v1/auth/session")));
  }

  async signOutEverywhere(): Promise<void> {
    await this.#endingWith(answerTo(api.DELETE("/api/v1/auth/sessions")));
  }

  async #endingWith(ending: Promise<unknown>): Promise<void> {
    try {
      await ending;
    } catch (thrown) {
      // Already ended is ended.
      if (!(thrown instanceof Problem && thrown.status === 401)) throw thrown;
    }
    forgetEverywhere();
    this.#endByChoice();
  }

  async #takeUp(): Promise<void> {
    try {
      await renew();
      await this.#readMe();
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.status !== 401) throw problem;
      this.#end();
    }
  }

  async #readMe(): Promise<void> {
    const me = await answerTo(api.GET("/api/v1/me"));
    language.suggest(me.language);
    this.#me = me;
    this.#isSignedOutByChoice = false;
    this.#status = "in";
  }

  #end(): void {
    this.#me = null;
    this.#status = "out";
  }

  #endByChoice(): void {
    this.#isSignedOutByChoice = true;
    this.#returnTo = null;
    this.#end();
  }

  #leave(): void {
    const token = accessToken();
    if (token === null) return;
    // Goes on after the page is gone; nobody waits for the answer.
    void globalThis.fetch("/api/v1/auth/session", {
      method: "DELETE",
      keepalive: true,
      headers: { Authorization: `Bearer ${token}` },
    });
    forgetEverywhere();
  }
}

export const session = new Session();
