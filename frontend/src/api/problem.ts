/** What the server (or the way to it) said no with. RFC 9457, with our stable `code`. */

export interface FieldFault {
  field: string;
  code: string;
}

/** Codes this side adds: no answer came, or an answer without a problem in it. */
export const localCodes = { unreachable: "unreachable", unexpected: "unexpected" } as const;

export class Problem extends Error {
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  readonly fieldFaults: readonly FieldFault[];
  readonly retryAfterSeconds: number | null;

  constructor(
    code: string,
    about: {
      status: number;
      fieldFaults?: readonly FieldFault[];
      retryAfterSeconds?: number | null;
    },
  ) {
    super(code);
    this.name = "Problem";
    this.code = code;
    this.status = about.status;
    this.fieldFaults = about.fieldFaults ?? [];
    this.retryAfterSeconds = about.retryAfterSeconds ?? null;
  }

  /** The same request may well succeed later: nothing was wrong with what was sent. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }

  /** The code of the first fault at a field, if any. */
  faultAt(field: string): string | undefined {
    return this.fieldFaults.find(
      (fault) => fault.field === field || fault.field === `body.${field}`,
    )?.code;
  }
}

function isFieldFault(value: unknown): value is FieldFault {
  return (
    typeof value === "object" &&
    value !== null &&
    "field" in value &&
    typeof value.field === "string" &&
    "code" in value &&
    typeof value.code === "string"
  );
}

/** Retry-After in seconds; the form with a date is not used by our server. */
function retryAfter(response: Response): number | null {
  const seconds = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

export function problemFrom(response: Response, body: unknown): Problem {
  const retryAfterSeconds = retryAfter(response);
  if (typeof body !== "object" || body === null || !("code" in body)) {
    return new Problem(localCodes.unexpected, { status: response.status, retryAfterSeconds });
  }
  const errors = "errors" in body && Array.isArray(body.errors) ? body.errors : [];
  return new Problem(String(body.code), {
    status: response.status,
    fieldFaults: errors.filter(isFieldFault),
    retryAfterSeconds,
  });
}

/** Whatever was thrown on the way, as a Problem. A fetch that got no answer throws TypeError. */
export function asProblem(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  if (
    thrown instanceof TypeError ||
    (thrown instanceof DOMException && thrown.name !== "SyntaxError")
  ) {
    return new Problem(localCodes.unreachable, { status: 0 });
  }
  return new Problem(localCodes.unexpected, { status: 0 });
}

/** The body of a response outside the typed client, or the Problem it holds. */
export async function readAnswer(response: Response): Promise<unknown> {
  const text = await response.text();
  let body: unknown;
  try {
    body = text === "" ? undefined : JSON.parse(text);
  } catch {
    throw problemFrom(response, undefined);
  }
  if (!response.ok) throw problemFrom(response, body);
  return body;
}
