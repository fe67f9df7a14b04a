/** One's own case by the receipt code. Nobody is signed in for it, whoever else is on this device. */
import { readAnswer } from "../api/problem";

const patienceMs = 20_000;

export async function askOwnCase(
  code: string,
  address:
    | "opening"
    | "consents"
    | "data"
    | `steps/${string}`
    | `media-plan${string}`
    | `disclosures/${string}/reason`,
  body?: object,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const response = await globalThis.fetch(`/api/v1/reports/receipt/case/${address}`, {
    method: "POST",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
    headers: {
      ...headers,
      "Receipt-Code": code,
      ...(body && { "Content-Type": "application/json" }),
    },
    signal: AbortSignal.timeout(patienceMs),
    ...(body && { body: JSON.stringify(body) }),
  });
  return readAnswer(response);
}
