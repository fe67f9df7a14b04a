// The bulletin as a record, and how strictly it is read. Twin: app/votes/bulletin.py and the records it is made of.

import { ProtocolError, type Bytes } from "../vote/protocol/bytes";
import { readCanonical, type Json } from "../vote/protocol/canonical";
import type { Manifest } from "../vote/protocol/manifest";
import type { Choice } from "../vote/protocol/messages";

export const CHOICES = ["against", "for", "blank"] as const satisfies readonly Choice[];

/** Why an envelope that was admitted holds no ballot that can be counted. */
export const REJECTIONS = ["key", "seal", "form", "credential", "choice"] as const;
export type Rejection = (typeof REJECTIONS)[number];

export const OUTCOMES = [
  "no_confidence",
  "confidence_retained",
  "inquorate",
  "undecided_by_loss",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Credential {
  readonly prefix: string;
  readonly public_key: string;
  readonly signature: string;
}

/** An admitted envelope's proof, without what is sealed in it. */
export interface EnvelopeLine {
  readonly row_key: string;
  readonly admission: Credential;
  readonly counter: number;
  readonly envelope_hash: string;
  readonly signature: string;
}

export interface ChoiceLine {
  readonly choice: Choice;
  readonly signature: string;
}

/** A counted ballot. */
export interface BallotLine extends ChoiceLine {
  readonly message_hash: string;
  readonly credential: Credential;
}

/** One ballot credential with several choices: none counts. */
export interface ConflictLine {
  readonly message_hash: string;
  readonly credential: Credential;
  readonly choices: readonly ChoiceLine[];
}

export interface RejectedLine {
  readonly row_key: string;
  readonly reason: Rejection;
}

export type Tally = Readonly<Record<Choice, number>>;

export interface Counts {
  readonly roll: number;
  readonly present: number;
  readonly drawn: number;
  readonly confirmed: number;
  readonly lost: number;
  /** Marked to vote on paper; of theirs so many counted by hand, and so few that nobody looked at them. */
  readonly paper: number;
  readonly paper_ballots: number;
  readonly paper_uncounted: number;
  readonly envelopes: number;
  readonly ballots: number;
  readonly repeated: number;
  readonly conflicting: number;
  readonly rejected: number;
}

export interface Margin {
  readonly against: number;
  readonly needed_against: number | null;
  readonly changes_to_overturn: number | null;
  readonly unconfirmed: number;
}

export interface Body {
  readonly format: 1;
  readonly manifest: Manifest;
  readonly manifest_hash: string;
  readonly counts: Counts;
  readonly envelopes: readonly EnvelopeLine[];
  readonly is_opened: boolean;
  readonly opened_by: readonly number[];
  readonly ballots: readonly BallotLine[];
  readonly conflicts: readonly ConflictLine[];
  readonly rejected: readonly RejectedLine[];
  /** What two people counted by hand, which has no other proof. `tally` holds it too. */
  readonly paper: Tally | null;
  readonly tally: Tally | null;
  readonly margin: Margin | null;
  readonly outcome: Outcome;
}

/** `signer` is `server`, or `teller-` and a number in the manifest. */
export interface BulletinSignature {
  readonly signer: string;
  readonly signature: string;
}

export interface Bulletin {
  readonly body: Body;
  readonly signatures: readonly BulletinSignature[];
}

/** Exactly the declared fields, in exactly one form of bytes; anything else throws. */
export function readBulletin(data: Bytes): Bulletin {
  const value = readCanonical(data);
  if (!isBulletin(value)) throw new ProtocolError("not a bulletin");
  return value as unknown as Bulletin;
}

type Is = (value: Json | undefined) => boolean;

const isBoolean: Is = (value) => typeof value === "boolean";

function isInteger(least: number, most = Number.MAX_SAFE_INTEGER): Is {
  return (value) => typeof value === "number" && value >= least && value <= most;
}

function isText(pattern: RegExp): Is {
  return (value) => typeof value === "string" && pattern.test(value);
}

function isOneOf(...values: readonly Json[]): Is {
  return (value) => values.includes(value as Json);
}

function isNullOr(is: Is): Is {
  return (value) => value === null || is(value);
}

function isListOf(is: Is, least = 0, most = Infinity): Is {
  return (value) =>
    Array.isArray(value) && value.length >= least && value.length <= most && value.every(is);
}

function isRecord(
  fields: Readonly<Record<string, Is>>,
  also: (record: never) => boolean = () => true,
): Is {
  const names = Object.keys(fields);
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    const record = value as Readonly<Record<string, Json>>;
    return (
      Object.keys(record).length === names.length &&
      names.every((name) => Object.hasOwn(record, name) && fields[name]!(record[name])) &&
      also(record as never)
    );
  };
}

/** The one spelling of so many bytes: what the last letter holds beside them is zero. */
function isBase64urlOf(size: number): Is {
  const last = ["[A-Za-z0-9_-]", "[AQgw]", "[AEIMQUYcgkosw048]"][size % 3]!;
  const letters = Math.ceil((size * 4) / 3) - 1;
  return isText(new RegExp(`^[A-Za-z0-9_-]{${letters}}${last}$`));
}

function isUtcSecond(value: Json | undefined): boolean {
  if (typeof value !== "string" || !/^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value))
    return false;
  const moment = new Date(value);
  return !isNaN(moment.getTime()) && moment.toISOString().replace(".000Z", "Z") === value;
}

const isDigest = isText(/^[0-9a-f]{64}$/);
const isPoint = isBase64urlOf(65);
const isSignature = isBase64urlOf(64);
const isCount = isInteger(0);
const isCounter = isInteger(1, 2 ** 32 - 1);
const isCredential = isRecord({
  prefix: isBase64urlOf(32),
  public_key: isPoint,
  signature: isBase64urlOf(384),
});
const isIssuingKey = isRecord({ spki: isBase64urlOf(422), proof: isBase64urlOf(8 * 384) });

interface Share {
  readonly numerator: number;
  readonly denominator: number;
  readonly strict: boolean;
}

const canBeReached = ({ numerator, denominator, strict }: Share): boolean =>
  strict ? numerator < denominator : numerator <= denominator;

function keysFitTheMode(manifest: Manifest): boolean {
  const { mode, opening_key, tellers, threshold, admission_key, ballot_key } = manifest;
  const fits =
    mode === "without_tellers"
      ? opening_key !== null && tellers.length === 0 && threshold === 0
      : opening_key === null && threshold >= 2 && threshold <= tellers.length;
  return fits && admission_key.spki !== ballot_key.spki;
}

const isManifest = isRecord(
  {
    format: isOneOf(1),
    vote_id: isText(/^[0-9A-Za-z_-]{16,64}$/),
    mode: isOneOf("without_tellers", "tellers"),
    held: isOneOf("in_a_room", "at_a_distance"),
    question: isRecord({
      code: isText(/^[a-z][a-z_]{1,39}$/),
      text: isText(/^.{1,500}$/su),
    }),
    majority: isRecord(
      {
        numerator: isInteger(1, 1000),
        denominator: isInteger(1, 1000),
        base: isOneOf("decided", "cast", "present", "roll"),
        strict: isBoolean,
      },
      canBeReached,
    ),
    quorum: isRecord(
      { numerator: isInteger(0, 1000), denominator: isInteger(1, 1000), strict: isBoolean },
      canBeReached,
    ),
    fewest_envelopes: isInteger(5, 1000),
    roll: isRecord({ size: isInteger(1, 10_000), hash: isDigest }),
    accused_commitment: isDigest,
    admission_key: isIssuingKey,
    ballot_key: isIssuingKey,
    receipt_key: isPoint,
    opening_key: isNullOr(isPoint),
    tellers: isListOf(isRecord({ sealing_key: isPoint, signing_key: isPoint }), 0, 16),
    threshold: isCount,
    schedule: isRecord({
      locked_at: isUtcSecond,
      drawing_ends_at: isNullOr(isUtcSecond),
      closes_at: isUtcSecond,
      check_window_seconds: isInteger(0, 7 * 86_400),
    }),
  },
  keysFitTheMode,
);

const isTally = isRecord({ against: isCount, for: isCount, blank: isCount });
const aChoice = { choice: isOneOf(...CHOICES), signature: isSignature };
const aBallot = { message_hash: isDigest, credential: isCredential };

const isBody = isRecord({
  format: isOneOf(1),
  manifest: isManifest,
  manifest_hash: isDigest,
  counts: isRecord({
    roll: isCount,
    present: isCount,
    drawn: isCount,
    confirmed: isCount,
    lost: isCount,
    paper: isCount,
    paper_ballots: isCount,
    paper_uncounted: isCount,
    envelopes: isCount,
    ballots: isCount,
    repeated: isCount,
    conflicting: isCount,
    rejected: isCount,
  }),
  envelopes: isListOf(
    isRecord({
      row_key: isDigest,
      admission: isCredential,
      counter: isCounter,
      envelope_hash: isDigest,
      signature: isSignature,
    }),
  ),
  is_opened: isBoolean,
  opened_by: isListOf(isInteger(0, 15)),
  ballots: isListOf(isRecord({ ...aBallot, ...aChoice })),
  conflicts: isListOf(isRecord({ ...aBallot, choices: isListOf(isRecord(aChoice), 2, 3) })),
  rejected: isListOf(isRecord({ row_key: isDigest, reason: isOneOf(...REJECTIONS) })),
  paper: isNullOr(isTally),
  tally: isNullOr(isTally),
  margin: isNullOr(
    isRecord({
      against: isCount,
      needed_against: isNullOr(isCount),
      changes_to_overturn: isNullOr(isCount),
      unconfirmed: isCount,
    }),
  ),
  outcome: isOneOf(...OUTCOMES),
});

const isBulletin = isRecord({
  body: isBody,
  signatures: isListOf(
    isRecord({ signer: isText(/^(server|teller-(0|[1-9][0-9]?))$/), signature: isSignature }),
  ),
});

/** An envelope as it was cast, its keys whole (113 bytes) or shares of one (114). */
export function isCast(
  value: unknown,
  voteId: string,
  recipients: number,
  keyBytes: number,
): boolean {
  return isRecord({
    format: isOneOf(1),
    vote_id: isOneOf(voteId),
    admission: isCredential,
    counter: isCounter,
    envelope: isRecord({
      commitment: isDigest,
      sealed_ballot: isBase64urlOf(1052),
      keys: isListOf(isBase64urlOf(keyBytes), recipients, recipients),
    }),
    signature: isSignature,
  })(value as Json);
}
