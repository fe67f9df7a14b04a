/**
 * A file on a bad line: in pieces, each sent until the server has it, none twice. After a cut the server is asked how
 * much has come, and it goes on from there.
 */
import { asProblem, Problem } from "../api/problem";

export interface Label {
  name: string;
  note: string;
  size: number;
  key: string;
}

/** How the pieces travel: to a case, or with a report by its receipt code. */
export interface Way {
  /** `once` makes it one file however often it is asked for. */
  begin(label: Label, once: string): Promise<{ id: string; piece_bytes: number }>;
  progress(id: string): Promise<{ received: number; is_kept: boolean }>;
  piece(id: string, offset: number, key: string, content: Blob): Promise<unknown>;
  end(id: string, key: string, sha256: string): Promise<unknown>;
  /** What came damaged is no use: it is sent anew as another file. */
  takeAway(id: string): Promise<unknown>;
}

export interface Watching {
  /** How many bytes the server has. */
  onsent: (bytes: number) => void;
  /** Waits a while before the next try; throws when the person gave up. */
  pause: (seconds: number) => Promise<void>;
}

/** Seconds between tries on a line that is down; the last one again and again. */
export const pausesSeconds = [1, 2, 4, 8, 15, 30] as const;

/** 32 random bytes as base64url: the server seals the pieces with it, and keeps it sealed. */
export function makeKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace("=", "");
}

export async function sha256Of(file: Blob): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Resolves when the file is kept. Throws the Problem that no new try would mend. */
export async function sendFile(
  file: File,
  note: string,
  way: Way,
  { onsent, pause }: Watching,
): Promise<void> {
  const key = makeKey();
  const once = crypto.randomUUID();
  // Reckoned first: what cannot be read on this device is not begun on the server.
  const sha256 = await sha256Of(file);
  let tries = 0;
  const again = async <Result>(ask: () => Promise<Result>): Promise<Result> => {
    for (;;) {
      try {
        const answer = await ask();
        tries = 0;
        return answer;
      } catch (thrown) {
        const problem = asProblem(thrown);
        if (!problem.isPassing) throw problem;
        const seconds = pausesSeconds[Math.min(tries, pausesSeconds.length - 1)]!;
        tries += 1;
        await pause(Math.max(seconds, problem.retryAfterSeconds ?? 0));
      }
    }
  };

  const label = { name: file.name, note, size: file.size, key };
  const begun = await again(() => way.begin(label, once));
  let sent = 0;
  for (;;) {
    if (sent < file.size) {
      const piece = file.slice(sent, sent + begun.piece_bytes);
      try {
        await way.piece(begun.id, sent, key, piece);
        sent += piece.size;
        tries = 0;
        onsent(sent);
        continue;
      } catch (thrown) {
        const problem = asProblem(thrown);
        if (!problem.isPassing && problem.code !== "not-the-next-piece") throw problem;
        if (problem.isPassing)
          await pause(pausesSeconds[Math.min(tries++, pausesSeconds.length - 1)]!);
      }
      // The answer may have been lost and not the piece.
      const there = await again(() => way.progress(begun.id));
      if (there.is_kept) return;
      sent = there.received;
      onsent(sent);
      continue;
    }
    try {
      await again(() => way.end(begun.id, key, sha256));
    } catch (thrown) {
      if (asProblem(thrown).code === "file-damaged") await again(() => way.takeAway(begun.id));
      throw thrown;
    }
    return;
  }
}

export class GivenUp extends Problem {
  constructor() {
    super("given-up", { status: 0 });
  }
}
