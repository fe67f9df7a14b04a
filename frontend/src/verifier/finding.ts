// What the page says of a bulletin, as text. Twin: app/votes/verdict.py.

import type { Body, RejectedLine } from "../counting/bulletin";
import type { Problem, Verdict } from "../counting/verify";
import type { Choice } from "../vote/protocol/messages";
import { outcomeIn, type Words } from "./words";

/** How many characters of a line must be given: by chance no other line begins so. */
const FEWEST = 8;

/** Whether what someone typed is the manifest's hash, whole or as it is read aloud, however it is spaced. */
export function isSameCode(given: string, hash: string, shortHash: string): boolean {
  const typed = lettersOf(given);
  return typed === lettersOf(hash) || typed === lettersOf(shortHash);
}

function lettersOf(text: string): string {
  return text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** The verdict after the code, if one was given, was compared; another code is another vote. */
export function comparedWith(verdict: Verdict, given: string): readonly Problem[] {
  const { problems, shortHash } = verdict;
  if (given === "" || verdict.hash === null || shortHash === null) return problems;
  if (isSameCode(given, verdict.hash, shortHash)) return problems;
  return [{ fault: "other_manifest", where: shortHash }, ...problems];
}

export function faultIn(said: Words, { fault, where }: Problem): string {
  // Why a file is no bulletin is told in a programmer's words, and helps nobody.
  return where === "" || fault === "unreadable"
    ? said.faults[fault]
    : `${said.faults[fault]}: ${where}`;
}

/** What was decided, by how many, and who opened it. */
export function aboutIn(said: Words, body: Body): string[] {
  const { counts, paper, tally, margin, manifest } = body;
  return [
    manifest.question.text,
    said.turnout(counts.roll, counts.drawn, counts.envelopes),
    ...(counts.lost > 0 ? [said.lost(counts.lost)] : []),
    ...(tally ? [said.tally(tally.against, tally.for, tally.blank)] : []),
    ...(paper ? [said.paper(paper.against, paper.for, paper.blank)] : []),
    ...(counts.paper_uncounted > 0 ? [said.uncounted(counts.paper_uncounted)] : []),
    ...(margin?.needed_against == null ? [] : [said.needed(margin.needed_against)]),
    outcomeIn(said, manifest.question.code, body.outcome),
    ...(margin ? [said.unconfirmed(margin.unconfirmed)] : []),
    whoOpened(said, body),
  ];
}

function whoOpened(said: Words, { manifest, is_opened, opened_by }: Body): string {
  if (manifest.mode === "without_tellers") return said.withoutTellers;
  if (!is_opened) return said.neverOpened;
  return said.openedBy(opened_by.map((index) => index + 1).join(", "));
}

/** What stands in the file under the line that a voter was shown. */
export type Found =
  | { readonly what: "too-short" | "several" | "missing" }
  | { readonly what: "counted"; readonly row: string; readonly choice: Choice }
  | { readonly what: "voided" | "envelope"; readonly row: string }
  | { readonly what: "rejected"; readonly row: string; readonly reason: RejectedLine["reason"] };

/** `given` is a ballot's message hash or an envelope's row key, or how it begins, with or without words around it. */
export function findLine(body: Body, given: string): Found {
  const start = startOf(given);
  if (start === null) return { what: "too-short" };
  const begins = (row: string) => row.startsWith(start);
  const found: Found[] = [
    ...body.ballots
      .filter((line) => begins(line.message_hash))
      .map((line): Found => ({ what: "counted", row: line.message_hash, choice: line.choice })),
    ...body.conflicts
      .filter((line) => begins(line.message_hash))
      .map((line): Found => ({ what: "voided", row: line.message_hash })),
    ...body.envelopes
      .filter((line) => begins(line.row_key))
      .map((line) => envelopeIn(body, line.row_key)),
  ];
  const [first = { what: "missing" }, ...others] = found;
  // A doubled line, which a recount finds, is one line all the same.
  return others.some((other) => rowOf(other) !== rowOf(first)) ? { what: "several" } : first;
}

function rowOf(found: Found): string {
  return "row" in found ? found.row : "";
}

function envelopeIn(body: Body, row: string): Found {
  const rejected = body.rejected.find((line) => line.row_key === row);
  return rejected ? { what: "rejected", row, reason: rejected.reason } : { what: "envelope", row };
}

function startOf(given: string): string | null {
  const text = given.toLowerCase();
  const together = text.replace(/\s/g, "");
  const hex = /^[0-9a-f]+$/.test(together)
    ? together
    : (text.match(/[0-9a-f]+/g) ?? []).reduce(
        (one, other) => (other.length > one.length ? other : one),
        "",
      );
  return hex.length < FEWEST ? null : hex;
}
