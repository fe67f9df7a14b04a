/**
 * Keeps the contact card for when there is no network, and nothing else: it is put up by that page alone, for that
 * page alone. What it keeps is what anyone may read, fetched as nobody. The network goes first wherever it answers.
 */
/// <reference lib="webworker" />
const kept = "kontakt";
const page = "/kontakt";
const card = "/api/v1/contact-card";
const association = "/api/v1/association";
const patienceMs = 4_000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// The page says when, each time it is opened with a network: a new release is made of other files.
self.addEventListener("message", (event) => event.waitUntil(keep()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname, origin } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (pathname === page) event.respondWith(networkFirst(request, page));
  } else if (pathname === card || pathname === association) {
    event.respondWith(networkFirst(request, pathname));
  } else if (pathname.startsWith("/assets/") || pathname === "/mark.svg") {
    // Named by what is in them: what is kept is what would be fetched.
    event.respondWith(
      caches.match(request, { ignoreVary: true }).then((found) => found ?? fetch(request)),
    );
  }
});

/** An answer of the server; without one, what was kept. */
async function networkFirst(request, path) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(patienceMs) });
    // At once: whoever is an officer no more was seen to be so, and is not shown again. Of the others an answer may
    // be for whoever is signed in, or be a page of files that are not kept yet: `keep` fetches those itself.
    if (path === card && answer.ok)
      await (await caches.open(kept)).put(path, dated(answer.clone()));
    if (answer.status < 500) return answer;
  } catch {
    // no network, or one that does not answer
  }
  return (await caches.match(path)) ?? Response.error();
}

/** With the telephone's own time in it, by which the page tells that it was kept, and when. */
function dated(answer) {
  const headers = new Headers(answer.headers);
  headers.set("Kept-Since", new Date().toISOString());
  return new Response(answer.body, { status: answer.status, headers });
}

/** Everything first, and only then put away: a line that breaks in the midst leaves what was whole before. */
async function keep() {
  const files = await (await fetched("/kontaktkort.json")).json();
  const store = await caches.open(kept);
  const wanted = [page, card, association, "/mark.svg", ...files];
  const fresh = await Promise.all(
    wanted.map(async (path) => {
      const isThere = path.startsWith("/assets/") && (await store.match(path)) !== undefined;
      return isThere ? null : [path, await fetched(path)];
    }),
  );
  for (const found of fresh) {
    if (found !== null) await store.put(found[0], found[0] === card ? dated(found[1]) : found[1]);
  }
  for (const { url } of await store.keys()) {
    const path = new URL(url).pathname;
    if (!wanted.includes(path)) await store.delete(path);
  }
}

/** As nobody: a session's cookie would have the association tell more. */
async function fetched(path) {
  // The server gives pages only to whom asks for one.
  const headers = path === page ? { Accept: "text/html" } : {};
  const answer = await fetch(path, { cache: "no-cache", credentials: "omit", headers });
  if (!answer.ok) throw new Error(path);
  return answer;
}
