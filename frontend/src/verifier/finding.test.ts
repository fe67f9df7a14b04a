// @vitest-environment node
import { describe, expect, it } from "vitest";

import { bulletinWith } from "../counting/fixtures";
import { verifyBulletin } from "../counting/verify";
import voteEn from "../messages/vote.en";
import voteSv from "../messages/vote.sv";
import { comparedWith, findLine, isSameCode } from "./finding";
import { words } from "./words";

const sound = await verifyBulletin(bulletinWith([]));
const body = sound.body!;

describe("the code", () => {
  it("is the same however it is written, whole or short, and no part of it", () => {
    const [whole, short] = [sound.hash!, sound.shortHash!];
    for (const given of [short, short.toLowerCase().replaceAll("-", " "), whole.toUpperCase()]) {
      expect(isSameCode(given, whole, short)).toBe(true);
      expect(comparedWith(sound, given)).toEqual([]);
    }
    for (const given of [short.slice(0, -1), `${short}0`, whole.slice(1), "-"]) {
      expect(isSameCode(given, whole, short)).toBe(false);
      expect(comparedWith(sound, given)).toEqual([{ fault: "other_manifest", where: short }]);
    }
  });
});

describe("a line", () => {
  it("of each kind is found, by all of it or how it begins", () => {
    const [ballot] = body.ballots;
    const row = ballot!.message_hash;
    const counted = { what: "counted", row, choice: ballot!.choice };
    for (const given of [
      row,
      row.slice(0, 8),
      ` ${row.toUpperCase()} `,
      `Raden: ${row.slice(0, 16)}.`,
    ])
      expect(findLine(body, given)).toEqual(counted);
    expect(findLine(body, row.match(/.{4}/g)!.join(" "))).toEqual(counted);
    const voided = body.conflicts[0]!.message_hash;
    expect(findLine(body, voided)).toEqual({ what: "voided", row: voided });
    const { row_key, reason } = body.rejected[0]!;
    expect(findLine(body, row_key)).toEqual({ what: "rejected", row: row_key, reason });
    const rejected = new Set(body.rejected.map((line) => line.row_key));
    const envelope = body.envelopes.find((line) => !rejected.has(line.row_key))!.row_key;
    expect(findLine(body, envelope)).toEqual({ what: "envelope", row: envelope });
  });

  it("is not found where there is none, too little was given, or two begin alike", () => {
    const [one, other] = body.ballots;
    expect(findLine(body, "0".repeat(64)).what).toBe("missing");
    expect(findLine(body, `${one!.message_hash}0`).what).toBe("missing");
    expect(findLine(body, one!.message_hash.slice(0, 7)).what).toBe("too-short");
    expect(findLine(body, "Raden").what).toBe("too-short");
    const alike = { ...other!, message_hash: `${one!.message_hash.slice(0, 63)}x` };
    const twins = { ...body, ballots: [one!, alike] };
    expect(findLine(twins, one!.message_hash.slice(0, 16)).what).toBe("several");
    expect(findLine({ ...body, ballots: [one!, one!] }, one!.message_hash).what).toBe("counted");
  });
});

it("names a choice as the voting page asked for it", () => {
  for (const [said, { choose }] of [
    [words.sv, voteSv],
    [words.en, voteEn],
  ] as const) {
    expect(said.choices).toEqual(choose.choices);
    expect(said.blank).toBe(choose.blank);
  }
});
