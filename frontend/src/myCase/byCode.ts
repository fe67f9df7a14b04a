/** One's own case by the receipt code. Nobody is signed in for it, whoever else is on this device. */
import { readAnswer } from "../api/problem";

const patienceMs = 20_000;
/** A package holds up to a gigabyte of files, over any line. */
const patienceForFilesMs = 30 * 60_000;

type Address =
  | "opening"
  | "consents"
  | "data"
  | "wishes"
  | `wishes/${string}/words`
  | `steps/${string}`
  | `media-plan${string}`
  | `disclosures/${string}/reason`
  | `contact/${"opening" | "messages" | "rhythm" | "pause" | "resumption" | "decline" | "days" | `days/${string}`}`
  | `support/${"opening" | `${"care" | "returns"}/${string}`}`
  | `police-package${"" | "/files" | "/texts"}`;

interface About {
  /** The same one sent twice, over a bad line, makes one thing. */
  key?: string;
  /** The version that is on the page. */
  seen?: number;
}

async function ask(
  code: string,
  address: Address,
  body: object | undefined,
  { key, seen, patience }: About & { patience: number },
): Promise<Response> {
  return globalThis.fetch(`/api/v1/reports/receipt/case/${address}`, {
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
    signal: AbortSignal.timeout(patience),
    ...(body && { body: JSON.stringify(body) }),
  });
}

export async function askOwnCase(
  code: string,
  address: Address,
  body?: object,
  about: About = {},
): Promise<unknown> {
  return readAnswer(await ask(code, address, body, { ...about, patience: patienceMs }));
}

/** What comes back is a file. */
export async function fetchFromOwnCase(
  code: string,
  address: Address,
  body: object,
): Promise<Blob> {
  const response = await ask(code, address, body, { patience: patienceForFilesMs });
  if (!response.ok) await readAnswer(response);
  return response.blob();
}
