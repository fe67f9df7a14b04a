// Opening and counting: from admitted envelopes to the body of the bulletin. Twin: app/votes/envelope.py and
// counting.py. Two counts of the same envelopes give the same bytes, here and there.

import {
  ProtocolError,
  fromBase64url,
  toBase64url,
  toHex,
  type Bytes,
} from "../vote/protocol/bytes";
import { canonicalBytes, type Json } from "../vote/protocol/canonical";
import type { Cast } from "../vote/protocol/envelope";
import { isSigned, type Vote } from "../vote/protocol/manifest";
import {
  CHOICE_CODES,
  ballotSealContext,
  castMessage,
  envelopeHash,
  keyCommitment,
  type Choice,
} from "../vote/protocol/messages";
import {
  CHOICES,
  isCast,
  type BallotLine,
  type Body,
  type ChoiceLine,
  type ConflictLine,
  type Counts,
  type Credential,
  type EnvelopeLine,
  type RejectedLine,
  type Rejection,
  type Tally,
} from "./bulletin";
import { checkCredential, digestOf, isAdmitted, isChoiceSigned } from "./credentials";
import {
  castIn,
  checkTurnout,
  isBatchPossible,
  marginOf,
  mustStaySealed,
  outcomeOf,
  sumOf,
  tallyOf,
} from "./rules";

const NONCE_BYTES = 12;
const CONTENT_KEY_BYTES = 32;

/** A cast whose admission and signature hold for its vote. Made by `checkCasts` only. */
export interface CheckedCast {
  /** In hexadecimal, as every digest. */
  readonly rowKey: string;
  readonly envelopeHash: string;
  readonly cast: Cast;
}

/** What the roll tells: numbers only. */
export interface Attendance extends Pick<Counts, "present" | "drawn" | "confirmed" | "lost"> {
  readonly paper: OnPaper;
}

/** Those marked to vote on paper, and what two people found in what they handed in. */
export interface OnPaper {
  readonly marked: number;
  readonly tally: Tally | null;
  /** Handed in, too few to be looked at, and destroyed. */
  readonly uncounted: number;
}

/** By row key; null where the shares gave no key. */
export type ContentKeys = ReadonlyMap<string, Bytes | null>;

export interface Opening {
  readonly contentKeys: ContentKeys;
  /** The numbers of those whose shares were joined; none without tellers. */
  readonly openedBy: readonly number[];
}

export interface Count {
  readonly body: Body;
  /** Canonical: what is signed, and what is sent. */
  readonly bytes: Bytes;
}

interface SignedChoice {
  readonly message_hash: string;
  readonly credential: Credential;
  readonly choice: Choice;
  readonly signature: string;
}

/**
 * Every envelope of the box, admitted to this vote and in row-key order. Throws ProtocolError for one that does not
 * hold: the server took it, and should not have.
 */
export async function checkCasts(
  vote: Vote,
  casts: readonly Cast[],
): Promise<readonly CheckedCast[]> {
  const checked = await Promise.all(casts.map((cast) => checkCast(vote, cast)));
  if (new Set(checked.map(({ rowKey }) => rowKey)).size !== checked.length)
    throw new ProtocolError("one admission has two envelopes");
  // Hash order: storage order would reveal voting order.
  return checked.sort((one, other) => inOrder(one.rowKey, other.rowKey));
}

async function checkCast(vote: Vote, cast: Cast): Promise<CheckedCast> {
  const { manifest, recipients } = vote;
  const keyBytes = manifest.mode === "tellers" ? 114 : 113;
  if (!isCast(cast, manifest.vote_id, recipients.length, keyBytes))
    throw new ProtocolError("an envelope that does not fit the vote's manifest");
  const { commitment, sealed_ballot, keys } = cast.envelope;
  const [admission, hash] = await Promise.all([
    checkCredential("admission", vote, cast.admission),
    envelopeHash(
      digestOf(commitment),
      fromBase64url(sealed_ballot, 1052),
      keys.map((key) => fromBase64url(key, keyBytes)),
    ),
  ]);
  if (admission.key === null)
    throw new ProtocolError("an admission that was not issued for this vote");
  const message = castMessage(vote, cast.counter, hash);
  if (!(await isSigned(admission.key, message, fromBase64url(cast.signature, 64))))
    throw new ProtocolError("an envelope that is not signed with its admission");
  return { rowKey: admission.hash, envelopeHash: toHex(hash), cast };
}

/**
 * The published rows of a box that stays sealed, each admitted to this vote, in row-key order: all that its count is
 * made from. Throws ProtocolError for one that does not hold.
 */
export async function checkLines(
  vote: Vote,
  rows: readonly EnvelopeLine[],
): Promise<readonly EnvelopeLine[]> {
  if (new Set(rows.map(({ row_key }) => row_key)).size !== rows.length)
    throw new ProtocolError("one admission has two envelopes");
  const areAdmitted = await Promise.all(rows.map((row) => isAdmitted(vote, row)));
  if (!areAdmitted.every(Boolean))
    throw new ProtocolError("an envelope that was not admitted to this vote");
  return [...rows].sort((one, other) => inOrder(one.row_key, other.row_key));
}

/**
 * Whether these are exactly the rows that were published at closing, and that voters have compared their receipts
 * with: whoever keeps the box could show its tellers another one.
 */
export function areAsPublished(
  casts: readonly CheckedCast[],
  rows: readonly Pick<EnvelopeLine, "row_key" | "counter" | "envelope_hash">[],
): boolean {
  const line = (...parts: (string | number)[]) => parts.join(" ");
  const published = new Set(rows.map((row) => line(row.row_key, row.counter, row.envelope_hash)));
  return (
    rows.length === casts.length &&
    casts.every(({ rowKey, cast, envelopeHash }) =>
      published.has(line(rowKey, cast.counter, envelopeHash)),
    )
  );
}

/** Whether these envelopes are destroyed unopened: too few, or too few present. */
export function staysSealed(vote: Vote, attendance: Attendance, envelopes: number): boolean {
  return mustStaySealed(vote.manifest, turnoutOf(vote, attendance, envelopes));
}

function turnoutOf({ manifest }: Vote, attendance: Attendance, envelopes: number) {
  const { present, drawn, lost, paper } = attendance;
  return checkTurnout({
    roll: manifest.roll.size,
    present,
    drawn,
    envelopes,
    lost,
    paper: paper.marked,
    paper_ballots: paper.tally === null ? 0 : castIn(paper.tally),
    paper_uncounted: paper.uncounted,
  });
}

/**
 * What is signed and published of an opened vote. Throws ProtocolError when it was opened though inquorate, and when
 * the counts contradict each other.
 */
export async function countVote(
  vote: Vote,
  casts: readonly CheckedCast[],
  attendance: Attendance,
  opening: Opening,
): Promise<Count> {
  const lines = casts.map(({ rowKey, envelopeHash, cast }) => ({
    row_key: rowKey,
    admission: cast.admission,
    counter: cast.counter,
    envelope_hash: envelopeHash,
    signature: cast.signature,
  }));
  if (staysSealed(vote, attendance, lines.length))
    throw new ProtocolError("opened though inquorate");
  const found = await openAll(vote, casts, opening.contentKeys);
  return countOf(vote, lines, attendance, { ...found, openedBy: opening.openedBy });
}

/** The same of an inquorate vote. `lines` are checked; throws ProtocolError when it is not inquorate. */
export function countSealed(
  vote: Vote,
  lines: readonly EnvelopeLine[],
  attendance: Attendance,
): Count {
  if (!staysSealed(vote, attendance, lines.length)) throw new ProtocolError("left sealed");
  return countOf(vote, lines, attendance, null);
}

interface Opened {
  readonly ballots: readonly SignedChoice[];
  readonly rejected: Body["rejected"];
  readonly openedBy: readonly number[];
}

function countOf(
  vote: Vote,
  lines: readonly EnvelopeLine[],
  attendance: Attendance,
  opened: Opened | null,
): Count {
  const { manifest } = vote;
  const turnout = turnoutOf(vote, attendance, lines.length);
  if (!isBatchPossible(manifest, turnout, opened !== null))
    throw new ProtocolError("ballots on paper that nobody was to look at");
  const { ballots, rejected } = opened ?? { ballots: [], rejected: [] };
  const sorted = sortOut(ballots);
  const paper = attendance.paper.tally;
  const tally = sumOf(tallyOf(sorted.ballots.map((line) => line.choice)), paper);
  const body: Body = {
    format: 1,
    manifest,
    manifest_hash: toHex(vote.hash),
    counts: {
      ...turnout,
      confirmed: attendance.confirmed,
      ballots: sorted.ballots.length,
      repeated: sorted.repeated,
      conflicting: sorted.conflicting,
      rejected: rejected.length,
    },
    envelopes: [...lines],
    is_opened: opened !== null,
    opened_by: [...(opened?.openedBy ?? [])].sort((one, other) => one - other),
    ballots: sorted.ballots,
    conflicts: sorted.conflicts,
    rejected,
    paper,
    tally: opened ? tally : null,
    margin: opened ? marginOf(manifest, tally, turnout, attendance.confirmed) : null,
    outcome: outcomeOf(manifest, tally, turnout),
  };
  return { body, bytes: bytesOf(body) };
}

export function bytesOf(body: Body): Bytes {
  return canonicalBytes(body as unknown as Json);
}

async function openAll(
  vote: Vote,
  casts: readonly CheckedCast[],
  contentKeys: ContentKeys,
): Promise<{ readonly ballots: SignedChoice[]; readonly rejected: RejectedLine[] }> {
  const opened = await Promise.all(
    casts.map((checked) => openEnvelope(vote, checked, contentKeys.get(checked.rowKey) ?? null)),
  );
  const ballots: SignedChoice[] = [];
  const rejected: RejectedLine[] = [];
  opened.forEach((found, at) => {
    if (typeof found === "string") rejected.push({ row_key: casts[at]!.rowKey, reason: found });
    else ballots.push(found);
  });
  return { ballots, rejected };
}

/** The ballot inside, or why there is none. */
async function openEnvelope(
  vote: Vote,
  { rowKey, cast }: CheckedCast,
  contentKey: Bytes | null,
): Promise<SignedChoice | Rejection> {
  if (contentKey?.length !== CONTENT_KEY_BYTES) return "key";
  const commitment = await keyCommitment(vote, contentKey);
  if (toHex(commitment) !== cast.envelope.commitment) return "key";
  const plain = await unseal(vote, rowKey, contentKey, cast.envelope.sealed_ballot);
  return plain === null ? "seal" : readBallot(vote, plain);
}

async function unseal(
  vote: Vote,
  rowKey: string,
  contentKey: Bytes,
  sealedBallot: string,
): Promise<Bytes | null> {
  const sealed = fromBase64url(sealedBallot, 1052);
  const key = await crypto.subtle.importKey("raw", contentKey, "AES-GCM", false, ["decrypt"]);
  const algorithm = {
    name: "AES-GCM",
    iv: sealed.slice(0, NONCE_BYTES),
    additionalData: ballotSealContext(vote, digestOf(rowKey)),
  };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.slice(NONCE_BYTES)));
  } catch {
    return null;
  }
}

/** Format 1 | choice 1 | choice signature 64 | prefix 32 | public key 65 | RSA signature 384 | zeros. */
async function readBallot(vote: Vote, plain: Bytes): Promise<SignedChoice | Rejection> {
  const choice = CHOICES.find((one) => CHOICE_CODES[one] === plain[1]);
  if (plain[0] !== 1 || choice === undefined || plain.subarray(547).some((byte) => byte !== 0))
    return "form";
  const signature = toBase64url(plain.slice(2, 66));
  const credential = {
    prefix: toBase64url(plain.slice(66, 98)),
    public_key: toBase64url(plain.slice(98, 163)),
    signature: toBase64url(plain.slice(163, 547)),
  };
  const { hash, key } = await checkCredential("ballot", vote, credential);
  if (key === null) return "credential";
  if (!(await isChoiceSigned(vote, key, choice, signature))) return "choice";
  return { message_hash: hash, credential, choice, signature };
}

interface SortedBallots {
  readonly ballots: readonly BallotLine[];
  readonly conflicts: readonly ConflictLine[];
  readonly repeated: number;
  readonly conflicting: number;
}

/**
 * One ballot message counts once; different choices on one void all of them. Of several proofs of the same thing the
 * smallest is published: two recounts must give the same bytes.
 */
function sortOut(ballots: readonly SignedChoice[]): SortedBallots {
  const byMessage = new Map<string, SignedChoice[]>();
  for (const ballot of ballots) {
    byMessage.set(ballot.message_hash, [...(byMessage.get(ballot.message_hash) ?? []), ballot]);
  }
  const counted: BallotLine[] = [];
  const conflicts: ConflictLine[] = [];
  let [repeated, conflicting] = [0, 0];
  for (const [message_hash, same] of [...byMessage].sort(([one], [other]) => inOrder(one, other))) {
    const credential = smallest(
      same.map((ballot) => ballot.credential),
      384,
    );
    const choices = CHOICES.flatMap((choice): ChoiceLine[] => {
      const alike = same.filter((ballot) => ballot.choice === choice);
      return alike.length ? [{ choice, signature: smallest(alike, 64).signature }] : [];
    });
    if (choices.length > 1) {
      conflicting += same.length;
      conflicts.push({ message_hash, credential, choices });
    } else {
      repeated += same.length - 1;
      counted.push({ message_hash, credential, ...choices[0]! });
    }
  }
  return { ballots: counted, conflicts, repeated, conflicting };
}

function inOrder(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** By the bytes of the signature: the letters of base64url are not in the order of what they stand for. */
function smallest<Line extends { readonly signature: string }>(
  lines: readonly Line[],
  size: number,
): Line {
  const keyed = lines.map((line) => [toHex(fromBase64url(line.signature, size)), line] as const);
  return keyed.reduce((least, one) => (one[0] < least[0] ? one : least))[1];
}
