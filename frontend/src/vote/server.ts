/**
 * What the voting page asks of the server. Never a cookie, a session or a referrer. Only `entry`, `draw`,
 * `confirm`, `objection` and `loss` carry the link's token. While casting is open only `loss` is sent, by whoever
 * cannot cast: whoever casts is then an envelope and nothing more.
 */
import type { components } from "../api/schema";
import { addressOf, post, send, takeEarly } from "./early";
import type { Cast, Receipt } from "./protocol/envelope";
import type { EnvelopeLine } from "./protocol/verify";
import { noteServerTime } from "./serverTime.svelte";

type Schemas = components["schemas"];
export type Stage = Schemas["BallotStage"];
export type Entry = Schemas["EntryRead"];
export type PublicManifest = Schemas["ManifestRead"];
export type StateLine = Schemas["StateLine"];
export type DrawRequest = Schemas["DrawRequest"];
export type DrawAnswer = Schemas["DrawAnswer"];

/** The server's no, by its stable code; or `unreachable` when no answer came, `unexpected` for anything else. */
export class Refusal extends Error {
  override name = "Refusal";

  constructor(
    readonly code: string,
    /** Where the server's counter stands, with `counter-used`. */
    readonly counter = 0,
  ) {
    super(code);
  }
}

export class BallotServer {
  readonly #base: string;
  /** What was objected last, and the key by which it is known again when its answer was lost. */
  #objection = { text: "", key: "" };

  constructor(voteId: string) {
    this.#base = addressOf(voteId);
  }

  stage(): Promise<Stage> {
    return this.#ask("");
  }

  manifest(): Promise<PublicManifest> {
    return this.#ask("/manifest");
  }

  entry(token: string): Promise<Entry> {
    return this.#ask("/entry", { token });
  }

  draw(token: string, draw: DrawRequest): Promise<DrawAnswer> {
    return this.#ask("/draw", { token, draw });
  }

  /** Everybody's, as one file: asking for it tells nothing of who restores. */
  async states(): Promise<readonly StateLine[]> {
    return (await this.#ask<Schemas["States"]>("/states")).states;
  }

  cast(cast: Cast): Promise<Receipt> {
    return this.#ask("/cast", cast);
  }

  async board(): Promise<readonly EnvelopeLine[]> {
    return (await this.#ask<{ envelopes: EnvelopeLine[] }>("/board")).envelopes;
  }

  async confirm(token: string): Promise<void> {
    await this.#send("/confirm", { token });
  }

  async reportLoss(token: string): Promise<void> {
    await this.#send("/loss", { token });
  }

  /** Sent again after a lost answer, the same text is one objection. */
  async object(token: string, text: string): Promise<void> {
    if (text !== this.#objection.text) this.#objection = { text, key: crypto.randomUUID() };
    await this.#send("/objection", { token, text }, { "Idempotency-Key": this.#objection.key });
  }

  /** Byte for byte as it was signed. */
  async bulletin(): Promise<string> {
    return (await this.#send("/bulletin")).text();
  }

  async #ask<Answer>(path: string, body?: unknown): Promise<Answer> {
    const response = await this.#send(path, body);
    try {
      return (await response.json()) as Answer;
    } catch {
      throw new Refusal("unexpected");
    }
  }

  async #send(path: string, body?: unknown, more: Record<string, string> = {}): Promise<Response> {
    let response: Response;
    try {
      const address = this.#base + path;
      response =
        (await takeEarly(address)) ??
        (await (body === undefined ? send(address) : post(address, body, more)));
    } catch {
      throw new Refusal("unreachable");
    }
    noteServerTime(response.headers.get("date"));
    if (!response.ok) throw await refusalIn(response);
    return response;
  }
}

async function refusalIn(response: Response): Promise<Refusal> {
  if (response.status >= 500) return new Refusal("unreachable");
  try {
    const told = (await response.json()) as {
      code?: unknown;
      errors?: readonly { field: string; code: string }[];
    };
    const counter = told.errors?.find((error) => error.field === "counter")?.code;
    return new Refusal(String(told.code ?? "unexpected"), Number(counter ?? 0));
  } catch {
    return new Refusal("unexpected");
  }
}
