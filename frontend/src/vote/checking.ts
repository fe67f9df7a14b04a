/** After close: is my envelope on the list, what did the vote decide, and which line is mine? */
import { ballotHashOf, rowKeyOf } from "./protocol/envelope";
import { ProtocolError, toHex, utf8 } from "./protocol/bytes";
import { canonicalBytes, readCanonical, type Json } from "./protocol/canonical";
import { readVote, type Manifest, type Vote } from "./protocol/manifest";
import type { Choice } from "./protocol/messages";
import type { LocalRecord } from "./protocol/state";
import {
  fateOf,
  lineOf,
  isSignedByEnough,
  listingOf,
  type BulletinLines,
  type EnvelopeLine,
  type Fate,
  type SignatureLine,
} from "./protocol/verify";

/**
 * `listed`: as the receipt says. `other`: another envelope lies in this admission's row, or in one that this
 * device never used. `missing`: a receipt was given and nothing lies there. `not-cast`: nothing was cast.
 */
export type Compared = "listed" | "other" | "missing" | "not-cast";

export async function compare(
  vote: Vote,
  record: LocalRecord,
  rows: readonly EnvelopeLine[],
): Promise<Compared> {
  const { receipt, pending, credentials } = record;
  // An envelope whose receipt was lost on its way here is in the box all the same.
  const promised = [
    ...(pending ? [await lineOf(vote, pending)] : []),
    ...(receipt ? [receipt] : []),
  ];
  const found = promised.map((line) => listingOf(line, rows));
  if (found.includes("listed")) return "listed";
  if (found.includes("other")) return "other";
  if (receipt) return "missing";
  if (credentials === null) return "not-cast";
  const mine = toHex(await rowKeyOf(vote, credentials.admission));
  return rows.some((row) => row.row_key === mine) ? "other" : "not-cast";
}

interface Body extends BulletinLines {
  readonly manifest: Manifest;
  readonly manifest_hash: string;
  readonly counts: {
    readonly roll: number;
    readonly present: number;
    readonly drawn: number;
    readonly confirmed: number;
    readonly envelopes: number;
    readonly paper_ballots: number;
    readonly paper_uncounted: number;
    readonly ballots: number;
  };
  readonly paper: Readonly<Record<Choice, number>> | null;
  readonly tally: Readonly<Record<Choice, number>> | null;
  readonly margin: {
    readonly needed_against: number | null;
    readonly unconfirmed: number;
  } | null;
  readonly outcome: "no_confidence" | "confidence_retained" | "inquorate" | "undecided_by_loss";
}

interface Bulletin {
  readonly body: Body;
  readonly signatures: readonly SignatureLine[];
}

export interface Result {
  readonly vote: Vote;
  readonly body: Body;
  /** As it was signed: made into anything else it would no longer verify. */
  readonly file: string;
}

/**
 * The published result of the vote with this manifest, its signatures checked and its ballots counted again.
 * Throws ProtocolError when something in it does not hold.
 */
export async function readResult(file: string, manifestHash: string): Promise<Result> {
  const { body, signatures } = readCanonical(utf8(file)) as unknown as Bulletin;
  const bodyBytes = canonicalBytes(body as unknown as Json);
  const vote = await readVote(canonicalBytes(body.manifest as unknown as Json), manifestHash);
  if (!(await isSignedByEnough(vote, bodyBytes, signatures)))
    throw new ProtocolError("a result that too few signed");
  const hashes = new Set(body.ballots.map((line) => line.message_hash));
  const { ballots, paper, tally } = body;
  const count = (choice: Choice) =>
    ballots.filter((line) => line.choice === choice).length + (paper?.[choice] ?? 0);
  const isCounted =
    hashes.size === ballots.length &&
    (["against", "for", "blank"] as const).every((one) => (tally?.[one] ?? 0) === count(one));
  if (!isCounted) throw new ProtocolError("a result that is not the sum of its ballots");
  return { vote, body, file };
}

/** What became of this device's ballot, and the line it stands on. */
export interface Mine {
  readonly fate: Fate;
  readonly row: string;
}

/** Null when there is none to look for: nothing was drawn or cast here, or nothing was opened. */
export async function findMine(record: LocalRecord | null, result: Result): Promise<Mine | null> {
  if (record?.credentials == null || result.body.tally === null) return null;
  const fate = await fateOf(result.vote, record.credentials, result.body);
  if (fate === "missing" && record.receipt === null) return null;
  return { fate, row: toHex(await ballotHashOf(result.vote, record.credentials.ballot)) };
}
