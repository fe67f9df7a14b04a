import { describe, expect, it } from "vitest";
import { noteFile, writtenNow } from "./noting";

const words = { when: "När", who: "Från", what: "Vad hände", fileName: "Uppskrivet" };
const now = new Date(2026, 9, 4, 8, 5);

describe("a call that is written down", () => {
  it("is a text with when, from whom and what, word for word, a link too", async () => {
    const what = " Han sa: vi ses.\nhttps://example.org/?a=1&b=<2> ";
    const file = noteFile({ when: "I går 22.40", who: " 070-174 06 91 ", what }, words, now);
    expect(await file.text()).toBe(
      "När: I går 22.40\nFrån: 070-174 06 91\n\nVad hände:\nHan sa: vi ses.\nhttps://example.org/?a=1&b=<2>\n",
    );
  });

  it("has a name that tells nothing but when it was written", () => {
    const file = noteFile({ when: "", who: "070-174 06 91", what: "x" }, words, now);
    expect(file.name).toBe("Uppskrivet 2026-10-04 08.05.txt");
  });

  it("begins with now", () => {
    expect(writtenNow(now, "sv")).toBe("4 oktober 2026 08:05");
  });
});
