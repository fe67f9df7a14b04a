/** One's own case by the receipt code. Nobody is signed in for it, whoever else is on this device. */
import { readAnswer } from "../api/problem";

const patienceMs = 20_000;

type Address =
  | "opening"
  | "consents"
  | "data"
  | "wishes"
  | `wishes/${string}/words`
  | `steps/${string}`
  | `media-plan${string}`
  | `disclosures/${string}/reason`
  | `contact/${"opening" | "messages" | "rhythm" | "pause" | "resumption" | "decline" | "days" | `days/${string}/wish`}`;

/** `key`: the same one sent twice, over a bad line, makes one thing. `seen`: the version that is on the page. */
export async function askOwnCase(
  code: string,
  address: Address,
  body?: object,
  { key, seen }: { key?: string; seen?: number } = {},
): Promise<unknown> {
  const response = await globalThis.fetch(`/api/v1/reports/receipt/case/${address}`, {
    method: "POST",
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
    headers: {
      "Receipt-Code": code,
      ...(body && { "Content-Type": "application/json" }),
      ...(key && { "Idempotency-Key": key }),
      ...(seen !== undefined && { "If-Match": `"${seen}"` }),
    },
    signal: AbortSignal.timeout(patienceMs),
    ...(body && { body: JSON.stringify(body) }),
  });
  return readAnswer(response);
}
