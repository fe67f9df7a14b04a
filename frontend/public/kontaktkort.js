/**
 * Keeps the contact card for when there is no network, and nothing else: it is put up by that page alone, for that
 * page alone. What it keeps anyone may read. The network goes first wherever it answers in time.
 */
/// <reference lib="webworker" />
const kept = "kontakt";
const page = "/kontakt";
const told = ["/api/v1/contact-card", "/api/v1/association"];
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
  } else if (told.includes(pathname)) event.respondWith(networkFirst(request, pathname));
  else if (pathname.startsWith("/assets/") || pathname === "/mark.svg") {
    // Named by what is in them: what is kept is what would be fetched.
    event.respondWith(
      caches.match(request, { ignoreVary: true }).then((found) => found ?? fetch(request)),
    );
  }
});

/** An answer of the server, kept under the bare path; without one, what was kept and when. */
async function networkFirst(request, path) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(patienceMs) });
    if (answer.ok) await (await caches.open(kept)).put(path, answer.clone());
    if (answer.status < 500) return answer;
  } catch {
    // no network, or one that does not answer
  }
  const found = await caches.match(path);
  if (found === undefined) return Response.error();
  const headers = new Headers(found.headers);
  headers.set("Kept-Since", found.headers.get("date") ?? "");
  return new Response(found.body, { status: found.status, headers });
}

async function keep() {
  const store = await caches.open(kept);
  const files = await (await fetch("/kontaktkort.json", { cache: "no-cache" })).json();
  const wanted = new Set([page, ...told, "/mark.svg", ...files]);
  for (const { url } of await store.keys()) {
    if (!wanted.has(new URL(url).pathname)) await store.delete(url);
  }
  // The server gives pages only to whom asks for one.
  await store.add(new Request(page, { headers: { Accept: "text/html" } }));
  const missing = [];
  for (const path of wanted) if ((await store.match(path)) === undefined) missing.push(path);
  await store.addAll(missing);
}
