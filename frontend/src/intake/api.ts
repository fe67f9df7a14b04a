/** What the report page sends. The one file to change when the interface on the server is settled. */
import { asProblem, readAnswer } from "../api/problem";
import type { Language } from "../language.svelte";

export type Concerns = "party" | "municipal" | "internal" | "unsure";
export type SafeNow = "yes" | "unsure" | "no";

export interface Report {
  /** See receiptKeyOf(): the same report sent again has the same key and is received once. */
  receipt_key: string;
  receipt_code: string;
  concerns: Concerns;
  /** A published office whose holder it concerns: the report is routed round them. */
  about_office: string | null;
  about_names: string;
  happened: string;
  safe_now: SafeNow;
  needs: string;
  must_not_know: string;
  reach: { telephone?: string; email?: string } | null;
  language: Language;
}

export interface ReportReceived {
  /** Who gets in touch, if it is decided; a display name. */
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
    return (await readAnswer(response)) as ReportReceived;
  } catch (thrown) {
    throw asProblem(thrown);
  }
}
