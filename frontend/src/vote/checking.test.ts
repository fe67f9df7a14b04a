// @vitest-environment node
import { describe, expect, it } from "vitest";

import vectors from "../../../tests/votes/vectors/tellers.json";
import { bulletinWith, type Edit } from "../counting/fixtures";
import { readResult } from "./checking";
import { sha256, toHex, utf8 } from "./protocol/bytes";

const hash = toHex(await sha256(utf8(vectors.manifest)));
const read = (...edits: Edit[]) => readResult(new TextDecoder().decode(bulletinWith(edits)), hash);

describe("the result of a vote with tellers", () => {
  it("is read when enough of them signed it", async () => {
    const { body, vote } = await read();
    expect(body.tally).toEqual({ against: 8, for: 3, blank: 2 });
    expect(toHex(vote.hash)).toBe(hash);
  });

  it.each<[string, Edit, string]>([
    [
      "one signature",
      { path: ["signatures"], value: vectors.signatures[0]!.slice(0, 1) },
      "too few",
    ],
    ["a stranger's", { path: ["signatures", 1, "signer"], value: "server" }, "too few"],
    [
      "another count than was signed",
      { path: ["body", "counts", "confirmed"], value: 1 },
      "too few",
    ],
  ])("is refused with %s", async (_name, edit, why) => {
    await expect(read(edit)).rejects.toThrow(why);
  });

  it("is refused under another manifest than the summons told", async () => {
    const file = new TextDecoder().decode(bulletinWith([]));
    await expect(readResult(file, "0".repeat(64))).rejects.toThrow("summons");
  });
});
