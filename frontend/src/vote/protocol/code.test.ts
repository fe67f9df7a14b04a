// @vitest-environment node
import { describe, expect, it } from "vitest";

import { endsCode, newVotingCode, readVotingCode, writeVotingCode } from "./code";

const CODE = Uint8Array.from({ length: 16 }, (_, at) => 17 * at);

describe("a voting code", () => {
  it("keeps its written form: slips of paper outlive a release", async () => {
    expect(await writeVotingCode(CODE)).toBe("008J-4CT4-ANK7-F24S-NAXW-SQFE-ZYJX");
  });

  it("is 128 bits in seven groups of four, and is read back", async () => {
    for (let round = 0; round < 50; round++) {
      const code = newVotingCode();
      const text = await writeVotingCode(code);
      expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(await readVotingCode(text)).toEqual(code);
    }
  });

  it("is read however a person types it", async () => {
    const text = await writeVotingCode(new Uint8Array(16).fill(0x08));
    const typed = text.toLowerCase().replaceAll("0", "o").replaceAll("1", "l").replaceAll("-", " ");
    expect(await readVotingCode(` ${typed}\n`)).toEqual(new Uint8Array(16).fill(0x08));
  });

  it("tells a wrong letter and two swapped", async () => {
    const text = await writeVotingCode(CODE);
    const wrong = text.replace(/^./, (letter) => (letter === "7" ? "8" : "7"));
    const swapped = text.replace(/^(.*?)(.)(.)(?<!\2\2)/, "$1$3$2");
    for (const slip of [wrong, swapped]) {
      expect(slip).not.toBe(text);
      await expect(readVotingCode(slip)).rejects.toThrow("slip");
    }
  });

  it.each(["", "7", "U".repeat(28), "7".repeat(29)])("is not read from %j", async (text) => {
    await expect(readVotingCode(text)).rejects.toThrow("letter");
  });

  it("is known to be noted by how it ends, however that is written", () => {
    const code = "008J-4CT4-ANK7-F24S-NAXW-SQFE-ZY01";
    for (const right of ["ZY01", " zyoi ", "z-y-0-l"]) expect(endsCode(right, code)).toBe(true);
    for (const wrong of ["", "ZY0", "ZY10", "SQFE", code])
      expect(endsCode(wrong, code)).toBe(false);
  });
});
