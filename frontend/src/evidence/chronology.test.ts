import { describe, expect, it } from "vitest";
import { filledIn, found, longestEvent, writtenMoment } from "./chronology";

const at = (hour: number) => new Date(2026, 9, 14, hour, 5).toISOString();
const text = (id: string, words: string, hour: number) => ({
  id,
  text: words,
  written_at: at(hour),
  compartment: "report" as const,
  kind: "note" as const,
});

describe("a chronology begun with what is there", () => {
  it("has the texts and the chosen files in the order of time, in Swedish", () => {
    const lines = found(
      [text("b", "Han ringde igen.", 22), text("a", "Han ringde.", 8)],
      [{ id: "c", name: "hot.eml", arrived_at: at(9) }],
    );
    expect(lines.map(({ from }) => from)).toEqual(["a", "c", "b"]);
    expect(lines[0]).toEqual({
      when: "Berättat 14 oktober 2026 kl. 08.05",
      what: "Han ringde.",
      from: "a",
    });
    expect(lines[1]!.what).toBe("Filen hot.eml lämnades in.");
  });

  it("has no line of what is no event", () => {
    expect(found([{ ...text("a", "Någon att prata med.", 8), kind: "needs" }], [])).toEqual([]);
  });

  it("keeps what was written or changed by hand, and adds nothing twice", () => {
    const lines = found([text("a", "Han ringde.", 8), text("b", "Igen.", 9)], []);
    const changed = [
      { when: "", what: "" },
      { ...lines[0]!, what: "Ett samtal." },
      { when: "I går", what: "Ett brev." },
    ];
    const filled = filledIn(changed, lines);
    expect(filled.map(({ what }) => what)).toEqual(["Ett samtal.", "Ett brev.", "Igen."]);
    expect(filledIn(filled, lines)).toEqual(filled);
  });

  it("says where a long text was cut, and is never longer than an event may be", () => {
    const [line] = found([text("a", "x".repeat(9_000), 8)], []);
    expect(line!.what).toHaveLength(longestEvent);
    expect(line!.what.endsWith(" […]")).toBe(true);
  });

  it("writes a moment as the report does", () => {
    expect(writtenMoment(new Date(2026, 0, 2, 3, 4))).toBe("2 januari 2026 kl. 03.04");
  });
});
