// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { shareOneLock } from "../testing/locks";

/** A server with one account, which remembers what was asked of it. */
class Server {
  isSignedIn = false;
  isDemo = false;
  readonly asked: string[] = [];

  fetch = async (request: Request): Promise<Response> => {
    const { pathname } = new URL(request.url);
    this.asked.push(`${request.method} ${pathname}`);
    switch (pathname) {
      case "/api/v1/auth/token": {
        const form = new URLSearchParams(await request.text());
        if (form.get("grant_type") === "password") this.isSignedIn = true;
        if (!this.isSignedIn) return Response.json({ code: "session-ended" }, { status: 401 });
        return Response.json({ access_token: "t", token_type: "bearer", expires_in: 900 });
      }
      case "/api/v1/me":
        return Response.json({
          person_id: "p",
          display_name: "Cilla Exempel",
          offices: [],
          language: "sv",
        });
      case "/api/v1/association":
        return Response.json({
          neutral_name: "Huset",
          language: "sv",
          name: null,
          municipality: null,
          is_demo: this.isDemo,
        });
      case "/api/v1/auth/sessions":
        return Response.json({ items: [] });
      case "/api/v1/auth/session":
        this.isSignedIn = false;
        return new Response(null, { status: 204 });
      default:
        return Response.json({ code: "not-found" }, { status: 404 });
    }
  };
}

let server: Server;
let close: () => Promise<void>;

/** The whole application at an address, with everything in memory new. */
async function openAt(path: string): Promise<void> {
  vi.resetModules();
  history.replaceState(null, "", path);
  const { loadMessages } = await import("../messages/index.svelte");
  await loadMessages("sv");
  const { router } = await import("../router.svelte");
  const stop = router.start();
  const { default: App } = await import("./App.svelte");
  // Svelte itself is new as well, and must be the one the pages use.
  const { mount, unmount } = await import("svelte");
  const app = mount(App, { target: document.body });
  close = async () => {
    stop();
    await unmount(app);
  };
}

beforeEach(() => {
  server = new Server();
  vi.stubGlobal("fetch", server.fetch);
  shareOneLock();
  vi.stubGlobal("scrollTo", () => undefined);
});

afterEach(async () => {
  await close();
  document.body.replaceChildren();
});

const heading = (title: string) =>
  vi.waitFor(() => expect(document.querySelector("h1")?.textContent).toBe(title), {
    timeout: 5_000,
  });

function type(selector: string, text: string): void {
  const input = document.querySelector<HTMLInputElement>(selector);
  if (!input) throw new Error(`Nothing fits ${selector}`);
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

async function signIn(): Promise<void> {
  await heading("Logga in");
  type("[autocomplete='username']", "cilla@example.org");
  type("[autocomplete='current-password']", "a long password");
  document
    .querySelector("form")
    ?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
}

it("asks whoever opens a page of an account to sign in, and then shows the page they asked for", async () => {
  await openAt("/mitt-konto");
  await signIn();
  await heading("Mitt konto");
  expect(location.pathname).toBe("/mitt-konto");
  // Drawn once: no page is started twice on the way from one to the next.
  expect(server.asked.filter((line) => line === "GET /api/v1/auth/sessions")).toHaveLength(1);
});

it("takes up a session that the browser still holds, without asking anything", async () => {
  server.isSignedIn = true;
  await openAt("/mitt-konto");
  await heading("Mitt konto");
  expect(document.body.textContent).toContain("Cilla Exempel");
});

it("shows nothing of the account once it is signed out", async () => {
  server.isSignedIn = true;
  await openAt("/mitt-konto");
  await heading("Mitt konto");
  const button = [...document.querySelectorAll("button")].find(
    (one) => one.textContent?.trim() === "Logga ut",
  );
  button?.click();
  await heading("Logga in");
  expect(document.body.textContent).not.toContain("Cilla Exempel");
  expect(document.querySelector("nav[aria-label='Huvudmeny']")).toBeNull();
  // Whoever signs in next on this device does not land on the last one's page.
  await signIn();
  await heading("Nu");
});

it("leaves pages that need no account alone: nothing is asked about a session there", async () => {
  await openAt("/kontakt");
  await heading("Nå någon nu");
  expect(server.asked).toEqual(["GET /api/v1/contact-card"]);
  expect(document.querySelector("a[href='tel:112']")).not.toBeNull();
});

it("says calmly that an address leads nowhere, and moves the focus to the page one goes on to", async () => {
  await openAt("/finns-inte");
  await heading("Den sidan finns inte här");
  document.querySelector<HTMLAnchorElement>("main a[href='/kontakt']")?.click();
  await heading("Nå någon nu");
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe("H1"));
});

it.each([true, false])("says on every page whether its people are made up: %s", async (isDemo) => {
  server.isDemo = isDemo;
  server.isSignedIn = true;
  await openAt("/kontakt");
  const { association } = await import("../association.svelte");
  await association.load();
  for (const [path, title] of [
    ["/kontakt", "Nå någon nu"],
    ["/mitt-konto", "Mitt konto"],
    ["/finns-inte", "Den sidan finns inte här"],
  ] as const) {
    const { router } = await import("../router.svelte");
    router.go(path);
    await heading(title);
    const mark = document.querySelector("[role='note']")?.textContent;
    expect(mark).toBe(isDemo ? "Demo – påhittade personer" : undefined);
  }
});
