import { describe, expect, it } from "vitest";
import sv from "../messages/reentry.sv";
import { talkInWords } from "./talk";

describe("what was said in a talk", () => {
  it("says the two answers in words before the note", () => {
    expect(talkInWords("[apologised:yes responsible:partly] Vi sågs.", sv)).toBe(
      "Har personen bett om ursäkt? Ja.\nTar personen ansvar för det som hände? Delvis.\n\nVi sågs.",
    );
  });

  it("leaves a note that only looks alike as it is", () => {
    expect(talkInWords("[igår] Vi sågs.", sv)).toBe("[igår] Vi sågs.");
    expect(talkInWords("[apologised:maybe] Vi sågs.", sv)).toBe("[apologised:maybe] Vi sågs.");
  });
});
