/** Keeps the contact card on this telephone, for when there is no network. Only here, and only what anyone may read. */

const worker = "/kontaktkort.js";
const scope = "/kontakt";

interface ScriptUrls {
  createPolicy: (
    name: string,
    rules: { createScriptURL: (address: string) => string },
  ) => { createScriptURL: (address: string) => string };
}

let address: string | undefined;

/** The site's policy lets a script's address be named only here, and only this one. */
function workerAddress(): string {
  const { trustedTypes } = globalThis as { trustedTypes?: ScriptUrls };
  address ??=
    trustedTypes === undefined
      ? worker
      : trustedTypes
          .createPolicy("contact-card", { createScriptURL: () => worker })
          .createScriptURL(worker);
  return address;
}

/** Does nothing where the browser cannot; the card is then there with a network, as before. */
export async function keepCard(): Promise<void> {
  try {
    await navigator.serviceWorker.register(workerAddress(), { scope, updateViaCache: "none" });
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage("keep");
  } catch {
    // Not over TLS, switched off, or no room for it.
  }
}

/** When the answer was given, where there was no network and what was kept came instead; otherwise null. */
export function keptSince(answer: Response): Date | null {
  const since = answer.headers.get("kept-since");
  return since === null ? null : new Date(since);
}
