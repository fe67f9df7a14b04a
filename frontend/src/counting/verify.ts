// Recounting a published bulletin from its bytes alone: no server, no trust in who made it. Twin:
// app/votes/verification.py, which says what a recount cannot see.

import { areEqual, fromBase64url, sha256, toHex, utf8, type Bytes } from "../vote/protocol/bytes";
import { canonicalBytes, type Json } from "../vote/protocol/canonical";
import {
  checkPermutation,
  importIssuingKey,
  isSigned,
  readVerifyingKey,
  shortHash,
  type IssuingKey,
  type Manifest,
} from "../vote/protocol/manifest";
import { bulletinMessage, type Choice } from "../vote/protocol/messages";
import {
  CHOICES,
  readBulletin,
  type BallotLine,
  type Body,
  type Bulletin,
  type ConflictLine,
} from "./bulletin";
import { bytesOf } from "./count";
import { checkCredential, isAdmitted, isChoiceSigned, type Issued } from "./credentials";
import {
  castIn,
  isBatchPossible,
  isPossible,
  marginOf,
  mustStaySealed,
  outcomeOf,
  sumOf,
  tallyOf,
} from "./rules";

/** What a recount can find wrong. */
export type Fault =
  | "unreadable"
  | "manifest"
  | "other_manifest"
  | "envelope"
  | "envelope_order"
  | "ballot"
  | "ballot_order"
  | "conflict"
  | "rejected"
  | "counts"
  | "tally"
  | "margin"
  | "outcome"
  | "signatures";

/** A fault, and the line it stands on (a row key, a message hash) or what was read. */
export interface Problem {
  readonly fault: Fault;
  readonly where: string;
}

/** The bulletin as far as it could be read, and everything that is wrong with it: sound when nothing is. */
export interface Verdict {
  readonly problems: readonly Problem[];
  readonly body: Body | null;
  /** Of the manifest in the file, in hexadecimal. */
  readonly hash: string | null;
  /** Of the manifest in the file: to compare with the summons and with what was read aloud. */
  readonly shortHash: string | null;
}

interface Recounted extends Issued {
  readonly manifest: Manifest;
}

/**
 * Checks every signature, count and sum; never throws for what the file holds. `expectedManifest` is the manifest's
 * hash in hexadecimal as the summons told it. Without it a wholly invented vote is found sound: then compare
 * `shortHash` by eye.
 */
export async function verifyBulletin(data: Bytes, expectedManifest?: string): Promise<Verdict> {
  let bulletin: Bulletin;
  try {
    bulletin = readBulletin(data);
  } catch (error) {
    return {
      problems: [problem("unreadable", String(error))],
      body: null,
      hash: null,
      shortHash: null,
    };
  }
  const { body } = bulletin;
  const hash = await sha256(canonicalBytes(body.manifest as unknown as Json));
  const vote: Recounted = {
    manifest: body.manifest,
    hash,
    id: utf8(body.manifest.vote_id),
    issuers: {
      admission: await readIssuer(body.manifest.admission_key),
      ballot: await readIssuer(body.manifest.ballot_key),
    },
  };
  const parts = await Promise.all([
    manifestProblems(vote, body, expectedManifest),
    envelopeProblems(vote, body),
    ballotProblems(vote, body),
    countProblems(body),
    resultProblems(body),
    signatureProblems(bulletin),
  ]);
  return { problems: parts.flat(), body, hash: toHex(hash), shortHash: shortHash(hash) };
}

/** Null for anything but a key in its one spelling. */
async function readIssuer({ spki }: IssuingKey): Promise<CryptoKey | null> {
  try {
    const key = await importIssuingKey(spki);
    const der = new Uint8Array(await crypto.subtle.exportKey("spki", key));
    return areEqual(der, fromBase64url(spki, 422)) ? key : null;
  } catch {
    return null;
  }
}

function problem(fault: Fault, where = ""): Problem {
  return { fault, where };
}

async function manifestProblems(
  vote: Recounted,
  body: Body,
  expected: string | undefined,
): Promise<Problem[]> {
  const hash = toHex(vote.hash);
  const wrong = await whatIsWrongWithKeys(vote);
  return [
    ...(body.manifest_hash === hash ? [] : [problem("manifest", "its hash is another")]),
    ...(wrong === null ? [] : [problem("manifest", wrong)]),
    ...(expected === undefined || expected === hash
      ? []
      : [problem("other_manifest", shortHash(vote.hash))]),
  ];
}

/** Unless every public key is one, and both issuing keys are proved harmless: which they are not. */
async function whatIsWrongWithKeys({ manifest, issuers }: Recounted): Promise<string | null> {
  const { receipt_key, opening_key, tellers } = manifest;
  const points = [
    receipt_key,
    ...(opening_key === null ? [] : [opening_key]),
    ...tellers.flatMap((teller) => [teller.sealing_key, teller.signing_key]),
  ];
  if (new Set(points).size !== points.length) return "one key stands in two places";
  try {
    await Promise.all(points.map(importPoint));
  } catch {
    return "The public key is no point on the curve P-256.";
  }
  for (const purpose of ["admission", "ballot"] as const) {
    const key = issuers[purpose];
    const { proof } = manifest[`${purpose}_key`];
    if (key === null) return "The issuing key is not an RSA key of the prescribed size.";
    try {
      await checkPermutation(key, fromBase64url(proof, 8 * 384));
    } catch {
      return "an issuing key lacks its proof";
    }
  }
  return null;
}

function importPoint(point: string): Promise<CryptoKey> {
  return readVerifyingKey(fromBase64url(point, 65));
}

async function envelopeProblems(vote: Recounted, body: Body): Promise<Problem[]> {
  const keys = body.envelopes.map((line) => line.row_key);
  const areAdmitted = await Promise.all(body.envelopes.map((line) => isAdmitted(vote, line)));
  const rejected = body.rejected.map((line) => line.row_key);
  const known = new Set(keys);
  const areKnown = rejected.every((key) => known.has(key));
  return [
    ...(isEachOnceInOrder(keys) ? [] : [problem("envelope_order")]),
    ...keys.filter((_, at) => !areAdmitted[at]).map((key) => problem("envelope", key)),
    ...(isEachOnceInOrder(rejected) && areKnown ? [] : [problem("rejected")]),
  ];
}

function isEachOnceInOrder(keys: readonly (string | number)[]): boolean {
  return keys.every((key, at) => at === 0 || keys[at - 1]! < key);
}

async function ballotProblems(vote: Recounted, body: Body): Promise<Problem[]> {
  const [ballots, conflicts] = [hashesOf(body.ballots), hashesOf(body.conflicts)];
  const voided = new Set(conflicts);
  const [areGenuine, areInConflict] = await Promise.all([
    Promise.all(body.ballots.map((line) => isGenuine(vote, line, [line]))),
    Promise.all(body.conflicts.map((line) => isConflict(vote, line))),
  ]);
  return [
    ...[ballots, conflicts].filter((hashes) => !isEachOnceInOrder(hashes)).map(() => outOfOrder()),
    ...(ballots.some((hash) => voided.has(hash)) ? [outOfOrder("counted and voided")] : []),
    ...ballots.filter((_, at) => !areGenuine[at]).map((hash) => problem("ballot", hash)),
    ...conflicts.filter((_, at) => !areInConflict[at]).map((hash) => problem("conflict", hash)),
  ];
}

function outOfOrder(where = ""): Problem {
  return problem("ballot_order", where);
}

function hashesOf(lines: readonly { readonly message_hash: string }[]): string[] {
  return lines.map((line) => line.message_hash);
}

/** Whether the vote issued this credential, and its key signed each of the choices. */
async function isGenuine(
  vote: Recounted,
  { message_hash, credential }: BallotLine | ConflictLine,
  choices: readonly { readonly choice: Choice; readonly signature: string }[],
): Promise<boolean> {
  const { hash, key } = await checkCredential("ballot", vote, credential);
  if (key === null || hash !== message_hash) return false;
  const hold = await Promise.all(
    choices.map(({ choice, signature }) => isChoiceSigned(vote, key, choice, signature)),
  );
  return !hold.includes(false);
}

async function isConflict(vote: Recounted, line: ConflictLine): Promise<boolean> {
  const places = line.choices.map(({ choice }) => CHOICES.indexOf(choice));
  return isEachOnceInOrder(places) && isGenuine(vote, line, line.choices);
}

function countProblems({ manifest, counts, ...body }: Body): Problem[] {
  const inConflict = body.conflicts.reduce((sum, line) => sum + line.choices.length, 0);
  const { ballots, repeated, conflicting, rejected, envelopes } = counts;
  const faults: readonly (readonly [string, boolean])[] = [
    ["roll", counts.roll !== manifest.roll.size],
    ["envelopes", envelopes !== body.envelopes.length],
    ["ballots", ballots !== body.ballots.length],
    ["rejected", rejected !== body.rejected.length],
    ["conflicting", conflicting < inConflict || (conflicting > 0 && body.conflicts.length === 0)],
    [
      "ballots <= envelopes + paper, envelopes <= drawn - lost, drawn + paper <= roll",
      !isPossible(counts) || counts.confirmed > counts.drawn,
    ],
    [
      "present",
      manifest.held === "at_a_distance" && (counts.present !== counts.drawn || counts.paper > 0),
    ],
    ["paper", isPossible(counts) && !isPaperPossible(manifest, counts, body)],
    ["sum", ballots + repeated + conflicting + rejected !== (body.is_opened ? envelopes : 0)],
  ];
  return faults.filter(([, isWrong]) => isWrong).map(([where]) => problem("counts", where));
}

function isPaperPossible(
  manifest: Manifest,
  counts: Body["counts"],
  { paper, is_opened }: Pick<Body, "paper" | "is_opened">,
): boolean {
  const counted = paper === null ? 0 : castIn(paper);
  return (
    isBatchPossible(manifest, counts, is_opened) &&
    counts.paper_ballots === counted &&
    (paper === null) === (counted === 0)
  );
}

function resultProblems({ manifest, counts, ...body }: Body): Problem[] {
  // Told as a fault of the counts. No sum is made of them: with a roll beyond all bounds it would not end.
  if (!isPossible(counts) || counts.roll !== manifest.roll.size) return [];
  const problems: Problem[] = [];
  const isWrongToOpen = mustStaySealed(manifest, counts);
  if (body.is_opened === isWrongToOpen)
    problems.push(problem("outcome", body.is_opened ? "opened though inquorate" : "left sealed"));
  if (!body.is_opened) {
    if (body.tally !== null || body.margin !== null || body.outcome !== "inquorate")
      problems.push(problem("outcome", "a result of unopened envelopes"));
    return problems;
  }
  const tally = sumOf(tallyOf(body.ballots.map((line) => line.choice)), body.paper);
  const margin = marginOf(manifest, tally, counts, Math.min(counts.confirmed, counts.drawn));
  if (!isSame(body.tally, tally)) problems.push(problem("tally"));
  if (!isSame(body.margin, margin)) problems.push(problem("margin"));
  if (body.outcome !== outcomeOf(manifest, tally, counts)) problems.push(problem("outcome"));
  return problems;
}

function isSame(told: object | null, found: object): boolean {
  return areEqual(canonicalBytes(told as Json), canonicalBytes(found as Json));
}

async function signatureProblems({ body, signatures }: Bulletin): Promise<Problem[]> {
  const { mode, receipt_key, tellers, threshold } = body.manifest;
  const signers: ReadonlyMap<string, string> = new Map(
    mode === "tellers"
      ? tellers.map((teller, at) => [`teller-${at}`, teller.signing_key])
      : [["server", receipt_key]],
  );
  const needed = mode === "tellers" ? threshold : 1;
  const message = await bulletinMessage(bytesOf(body));
  const hold = await Promise.all(
    signatures.map(({ signer, signature }) => isSignedBy(signers.get(signer), message, signature)),
  );
  const valid = new Set(signatures.filter((_, at) => hold[at]).map((line) => line.signer));
  return [
    ...signatures.filter((_, at) => !hold[at]).map((line) => problem("signatures", line.signer)),
    ...(valid.size < needed || valid.size !== signatures.length
      ? [problem("signatures", `${valid.size} of ${needed}`)]
      : []),
    ...(isOpenedByEnough(body, needed) ? [] : [problem("signatures", "opened by")]),
  ];
}

async function isSignedBy(
  point: string | undefined,
  message: Bytes,
  signature: string,
): Promise<boolean> {
  if (point === undefined) return false;
  try {
    return await isSigned(await importPoint(point), message, fromBase64url(signature, 64));
  } catch {
    return false; // told as a fault of the manifest
  }
}

/** Tellers are named when they opened, each once; nobody is, without tellers or when left sealed. */
function isOpenedByEnough({ manifest, is_opened, opened_by }: Body, needed: number): boolean {
  if (manifest.mode === "without_tellers" || !is_opened) return opened_by.length === 0;
  return (
    isEachOnceInOrder(opened_by) &&
    opened_by.length === needed &&
    opened_by.at(-1)! < manifest.tellers.length
  );
}
