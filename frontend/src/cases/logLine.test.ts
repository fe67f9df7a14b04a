import { expect, it } from "vitest";
import sv from "../messages/sv";
import { logDetails } from "./logLine";

const entry = (kind: string, codes: Record<string, string>, about: string | null = null) => ({
  at: "2026-11-03T20:00:00Z",
  kind,
  actor: null,
  codes,
  about: about === null ? null : { sv: about, en: about },
});

it("says from where to where, in the words of stages or of categories", () => {
  expect(
    logDetails(entry("stage-changed", { before: "triage", after: "mapping" }), sv, "sv"),
  ).toEqual(["från Första möte till Kartläggs"]);
  expect(
    logDetails(entry("category-changed", { before: "party", after: "internal" }), sv, "sv"),
  ).toEqual(["från Utanför föreningen till Inom föreningen"]);
});

it("says what was asked and how it was answered, and when the person did so themselves", () => {
  const codes = { question: "involve_chair", given: "True", themself: "True" };
  expect(logDetails(entry("consent-recorded", codes, "Får ordföranden läsa?"), sv, "sv")).toEqual([
    "Får ordföranden läsa?",
    "Ja",
    "den det gäller svarade själv",
  ]);
  expect(
    logDetails(entry("step-done", { step: "X", assessed: "False" }, "Anmäl"), sv, "sv"),
  ).toEqual(["Anmäl", "Nej"]);
});

it("shows no code that it has no word for", () => {
  expect(logDetails(entry("something-new", { other: "x-y" }), sv, "sv")).toEqual([]);
});
