/** What the report page sends and is answered. */
import type { components } from "../api/schema";
import { asProblem, readAnswer } from "../api/problem";
import type { Language } from "../language.svelte";

export type Report = components["schemas"]["ReportCreate"] & { language: Language };
export type Concerns = Report["concerns"];
export type SafeNow = Report["safe_now"];

export interface ReportReceived {
  /** Who gets in touch; a display name. Null when nobody of the association's own can. */
  caller: string | null;
  /** Minutes within which someone acknowledges it. */
  within_minutes: number;
}

const patienceMs = 20_000;

/** Sends once. Throws Problem; `isPassing` says whether the same report may be sent again. */
export async function submitReport(report: Report): Promise<ReportReceived> {
  try {
    const response = await globalThis.fetch("/api/v1/reports", {
      method: "POST",
      // Whoever is signed in on this device is not the sender: a report carries no account.
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(report),
      signal: AbortSignal.timeout(patienceMs),
    });
    const received = (await readAnswer(response)) as components["schemas"]["ReportReceived"];
    const withinMs = Date.parse(received.answer_by) - Date.parse(received.received_at);
    return { caller: received.caller, within_minutes: Math.round(withinMs / 60_000) };
  } catch (thrown) {
    throw asProblem(thrown);
  }
}
