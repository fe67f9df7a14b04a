import { expect, test } from "vitest";
import { copyName } from "./copies";

test("a copy is named for what it is, not for what the original's name promised", () => {
  expect(copyName("samtal.med.henne.exe", "kopia", "audio/mp4")).toBe("samtal.med.henne-kopia.m4a");
  expect(copyName("brev", "kopia", "application/pdf")).toBe("brev-kopia.pdf");
});
