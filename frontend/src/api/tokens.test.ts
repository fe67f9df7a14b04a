// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { shareOneLock } from "../testing/locks";

type Tokens = typeof import("./tokens");

/** A tab: the module anew, with its own memory. Locks and the server are shared between tabs. */
async function openTab(): Promise<Tokens> {
  vi.resetModules();
  return import("./tokens");
}

/** What the tabs tell each other; deaf where only the locks may hold them apart. */
class Channel {
  static readonly all: Channel[] = [];
  static isDeaf = true;
  onmessage: ((event: { data: unknown }) => void) | null = null;

  constructor() {
    Channel.all.push(this);
  }

  postMessage(data: unknown): void {
    if (Channel.isDeaf) return;
    for (const other of Channel.all) if (other !== this) other.onmessage?.({ data });
  }
}

/** A server that hands out numbered tokens and accepts only the newest. */
class Server {
  newest = 0;
  renewals = 0;
  renewalsNow = 0;
  mostRenewalsAtOnce = 0;
  hasEnded = false;
  isDown = false;
  readonly seen: (string | null)[] = [];

  fetch = async (request: Request): Promise<Response> => {
    if (this.isDown) throw new TypeError("Failed to fetch");
    if (new URL(request.url).pathname === "/api/v1/auth/token") {
      const form = new URLSearchParams(await request.text());
      if (form.get("grant_type") === "refresh_token") return this.renew();
      return this.token();
    }
    const authorization = request.headers.get("Authorization");
    this.seen.push(authorization);
    await Promise.resolve();
    if (authorization === `Bearer token-${this.newest}`) {
      return Response.json({ said: await request.text() });
    }
    return Response.json({ code: "token-expired" }, { status: 401 });
  };

  private token(): Response {
    this.newest += 1;
    return Response.json({
      access_token: `token-${this.newest}`,
      token_type: "bearer",
      expires_in: 900,
    });
  }

  private async renew(): Promise<Response> {
    this.renewals += 1;
    this.renewalsNow += 1;
    this.mostRenewalsAtOnce = Math.max(this.mostRenewalsAtOnce, this.renewalsNow);
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.renewalsNow -= 1;
    if (this.hasEnded) return Response.json({ code: "session-ended" }, { status: 401 });
    return this.token();
  }
}

let server: Server;

beforeEach(() => {
  server = new Server();
  vi.stubGlobal("fetch", server.fetch);
  shareOneLock();
  Channel.all.length = 0;
  Channel.isDeaf = true;
  vi.stubGlobal("BroadcastChannel", Channel);
});

const asking = (path = "/api/v1/me", init: RequestInit = {}) =>
  new Request(new URL(path, location.origin), init);

describe("an expired access token", () => {
  it("is renewed once, however many requests meet it at the same time", async () => {
    const tab = await openTab();
    await tab.signInWith("someone@example.org", "a password");
    server.newest += 1;
    const answers = await Promise.all([1, 2, 3, 4].map(() => tab.authorisedFetch(asking())));
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200]);
    expect(server.renewals).toBe(1);
  });

  it("is not renewed again by a request that comes home late", async () => {
    const tab = await openTab();
    await tab.signInWith("someone@example.org", "a password");
    server.newest += 1;
    let letGo: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (letGo = resolve));
    vi.stubGlobal("fetch", async (request: Request) => {
      const answer = await server.fetch(request);
      if (request.url.endsWith("/slow") && answer.status === 401) await gate;
      return answer;
    });
    const late = tab.authorisedFetch(asking("/api/v1/slow"));
    expect((await tab.authorisedFetch(asking())).status).toBe(200);
    letGo();
    expect((await late).status).toBe(200);
    expect(server.renewals).toBe(1);
  });

  it("costs nothing of what was being sent", async () => {
    const tab = await openTab();
    await tab.signInWith("someone@example.org", "a password");
    server.newest += 1;
    const answer = await tab.authorisedFetch(asking("/api/v1/x", { method: "POST", body: "hej" }));
    expect(await answer.json()).toEqual({ said: "hej" });
  });

  it("is waited for by what is sent while the session is being taken up, and by nobody else", async () => {
    const tab = await openTab();
    expect((await tab.authorisedFetch(asking())).status).toBe(401);
    expect(server.renewals).toBe(0);
    const heard = vi.fn();
    tab.onSessionChange(heard);
    const taken = tab.renew();
    const answer = await tab.authorisedFetch(asking("/api/v1/x", { method: "POST", body: "hej" }));
    expect(await answer.json()).toEqual({ said: "hej" });
    await taken;
    expect(server.renewals).toBe(1);

    const nobody = await openTab();
    nobody.onSessionChange(heard);
    server.hasEnded = true;
    const refused = nobody.renew().catch(() => undefined);
    expect((await nobody.authorisedFetch(asking())).status).toBe(401);
    await refused;
    expect(heard).not.toHaveBeenCalled();
  });

  it("is renewed by one tab at a time", async () => {
    const tabs = [await openTab(), await openTab(), await openTab()];
    await Promise.all(tabs.map((tab) => tab.renew()));
    expect(server.renewals).toBe(3);
    expect(server.mostRenewalsAtOnce).toBe(1);
  });
});

describe("tabs that hear each other", () => {
  it("take the token that a sibling fetched while they waited for their turn", async () => {
    Channel.isDeaf = false;
    const tabs = [await openTab(), await openTab()];
    const [one, other] = await Promise.all(tabs.map((tab) => tab.renew()));
    expect(server.renewals).toBe(1);
    expect(one).toBe(other);
  });
});

describe("the end of a session", () => {
  it("is the server's word: the token is forgotten and the page hears of it", async () => {
    const tab = await openTab();
    const heard = vi.fn();
    tab.onSessionChange(heard);
    await tab.signInWith("someone@example.org", "a password");
    server.newest += 1;
    server.hasEnded = true;
    expect((await tab.authorisedFetch(asking())).status).toBe(401);
    expect(heard).toHaveBeenCalledWith("ended");
    expect(tab.accessToken()).toBeNull();
  });

  it("is not a bad line", async () => {
    const tab = await openTab();
    const heard = vi.fn();
    tab.onSessionChange(heard);
    await tab.signInWith("someone@example.org", "a password");
    server.isDown = true;
    await expect(tab.renew()).rejects.toThrow(TypeError);
    expect(tab.accessToken()).toBe("token-1");
    expect(heard).not.toHaveBeenCalled();
  });

  it("is not a mistyped current password", async () => {
    const tab = await openTab();
    await tab.signInWith("someone@example.org", "a password");
    vi.stubGlobal("fetch", async () =>
      Response.json({ code: "wrong-credentials" }, { status: 401 }),
    );
    expect((await tab.authorisedFetch(asking("/api/v1/auth/password"))).status).toBe(401);
    expect(server.renewals).toBe(0);
  });
});

it("sends no Authorization header for whoever is not signed in", async () => {
  const tab = await openTab();
  await tab.authorisedFetch(asking("/api/v1/contact-card"));
  expect(server.seen).toEqual([null]);
  expect(server.renewals).toBe(0);
});
