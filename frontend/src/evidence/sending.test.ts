import { describe, expect, it } from "vitest";
import { Problem } from "../api/problem";
import { makeKey, sendFile, sha256Of, type Way } from "./sending";
import { sizeInWords } from "./size";

const piece = 10;
const content = "Det stod någon utanför i natt igen.";
const file = new File([content], "samtal.txt");
const down = () => new Problem("unreachable", { status: 0 });

/** A server that has what came, on a line that fails as often as it is told to. */
class Server implements Way {
  received = "";
  ended: string | null = null;
  begun: string[] = [];
  takenAway = 0;
  /** What happens to each request in turn: it comes through, is lost on the way, or its answer is. */
  constructor(private readonly line: ("ok" | "lost" | "unanswered" | "damaged")[]) {}

  async #through<Result>(work: () => Promise<Result>): Promise<Result> {
    const what = this.line.shift() ?? "ok";
    if (what === "lost") throw down();
    const answer = await work();
    if (what === "unanswered") throw down();
    return answer;
  }

  begin = (_label: unknown, once: string) =>
    this.#through(async () => {
      if (!this.begun.includes(once)) this.begun.push(once);
      return { id: once, piece_bytes: piece };
    });
  progress = () =>
    this.#through(async () => ({
      received: new TextEncoder().encode(this.received).length,
      is_kept: this.ended !== null,
    }));
  piece = (_id: string, offset: number, _key: string, blob: Blob) =>
    this.#through(async () => {
      if (offset !== bytes.length) throw new Problem("not-the-next-piece", { status: 409 });
      bytes = Uint8Array.from([...bytes, ...new Uint8Array(await blob.arrayBuffer())]);
      this.received = new TextDecoder().decode(bytes);
    });
  end = (_id: string, _key: string, sha256: string) =>
    this.#through(async () => {
      this.ended = sha256;
    });
  takeAway = () =>
    this.#through(async () => {
      this.takenAway += 1;
    });
}

let bytes = new Uint8Array();

async function sent(server: Way): Promise<{ pauses: number[]; told: number[] }> {
  bytes = new Uint8Array();
  const pauses: number[] = [];
  const told: number[] = [];
  await sendFile(file, "", server, {
    onsent: (count) => told.push(count),
    pause: async (seconds) => {
      pauses.push(seconds);
    },
  });
  return { pauses, told };
}

describe("a file on a bad line", () => {
  it("comes whole, whatever is lost on the way, and nothing of it twice", async () => {
    const ways = ["ok", "lost", "unanswered"] as const;
    // Every way that the first five requests can go.
    for (let number = 0; number < 3 ** 5; number += 1) {
      const line = [0, 1, 2, 3, 4].map((at) => ways[Math.floor(number / 3 ** at) % 3]!);
      const server = new Server([...line]);
      await sent(server);
      expect(server.received).toBe(content);
      expect(server.begun).toHaveLength(1);
      expect(server.ended).toBe(await sha256Of(file));
    }
  });

  it("waits longer the longer the line is down, and tells how far it has come", async () => {
    const { pauses, told } = await sent(
      new Server(["ok", "ok", "lost", "lost", "lost", "lost", "ok"]),
    );
    expect(pauses).toEqual([1, 2, 4, 8]);
    expect(told.at(-1)).toBe(file.size);
    expect(told.every((count, at) => count >= (told[at - 1] ?? 0))).toBe(true);
  });

  it("stops at a no that a new try would not mend", async () => {
    const server = new Server([]);
    server.begin = async () => {
      throw new Problem("file-too-large", { status: 422 });
    };
    await expect(sent(server)).rejects.toMatchObject({ code: "file-too-large" });
  });

  it("takes away what came damaged", async () => {
    const server = new Server([]);
    server.end = async () => {
      throw new Problem("file-damaged", { status: 409 });
    };
    await expect(sent(server)).rejects.toMatchObject({ code: "file-damaged" });
    expect(server.takenAway).toBe(1);
  });
});

it("makes a key of 32 bytes that the server reads", () => {
  const keys = new Set(Array.from({ length: 50 }, makeKey));
  expect(keys.size).toBe(50);
  for (const key of keys) expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
});

it("says a size as a telephone does", () => {
  expect(sizeInWords(820_400, "sv")).toBe("820\u00a0kB");
  expect(sizeInWords(3_420_000, "sv")).toBe("3,4\u00a0MB");
  expect(sizeInWords(12, "en")).toBe("1\u00a0kB");
});
