import { describe, expect, it } from "vitest";
import en from "./en";
import sv from "./sv";
import uiEn from "./ui.en";
import uiSv from "./ui.sv";
import voteEn from "./vote.en";
import voteSv from "./vote.sv";

/** Every text's place and kind: `intake.received.hours(1)` for one that takes a value. */
function shapeOf(texts: unknown, place = ""): string[] {
  if (typeof texts === "function") return [`${place}(${texts.length})`];
  if (typeof texts !== "object" || texts === null) return [place];
  return Object.entries(texts)
    .flatMap(([key, value]) => shapeOf(value, place ? `${place}.${key}` : key))
    .sort();
}

function emptyTexts(texts: unknown, place = ""): string[] {
  if (typeof texts === "string") return texts.trim() === "" ? [place] : [];
  if (typeof texts !== "object" || texts === null) return [];
  return Object.entries(texts).flatMap(([key, value]) => emptyTexts(value, `${place}.${key}`));
}

const roomFiles = Object.keys(import.meta.glob("./*.{sv,en}.ts")).map((file) => file.slice(2));
const standalone = new Set(["ui", "vote"]);

describe("the catalogues", () => {
  it.each([
    ["the application", sv, en],
    ["the design system", uiSv, uiEn],
    ["the voting page", voteSv, voteEn],
  ])("say the same things in both languages: %s", (_, swedish, english) => {
    // Records by code are open types, so the compiler does not see a code that only one language has.
    expect(shapeOf(english)).toEqual(shapeOf(swedish));
    expect(shapeOf(swedish).length).toBeGreaterThanOrEqual(5);
    expect(emptyTexts(english)).toEqual(emptyTexts(swedish));
  });

  it("hold every room that has written texts, in both languages", () => {
    const rooms = [...new Set(roomFiles.map((file) => file.split(".")[0] ?? ""))];
    expect(rooms.length).toBeGreaterThan(5);
    for (const room of rooms) {
      expect(roomFiles).toContain(`${room}.sv.ts`);
      expect(roomFiles).toContain(`${room}.en.ts`);
      if (standalone.has(room)) continue;
      expect(Object.keys(sv)).toContain(room);
    }
  });
});
