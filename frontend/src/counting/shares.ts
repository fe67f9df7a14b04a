// A teller's shares of the content keys: opened, passed to the other tellers, and joined with theirs.

import { combine } from "shamir-secret-sharing";

import {
  ProtocolError,
  fromBase64url,
  join,
  toBase64url,
  toHex,
  type Bytes,
} from "../vote/protocol/bytes";
import { isSigned, type Vote } from "../vote/protocol/manifest";
import { keySealContext } from "../vote/protocol/messages";
import type { CheckedCast, ContentKeys } from "./count";
import { digestOf } from "./credentials";
import { sharesContext, sharesMessage } from "./messages";
import { SUITE, signAs, type TellerKeys } from "./tellerKeys";

const KEM_BYTES = 65;
const SHARE_BYTES = 33;
const SEALED_SHARE_BYTES = KEM_BYTES + SHARE_BYTES + 16;
/** Row key | whether there is a share | share, or zeros. */
const LINE_BYTES = 32 + 1 + SHARE_BYTES;

/** One teller's, by row key in hexadecimal; null where the sealed share would not open. */
export type Shares = ReadonlyMap<string, Bytes | null>;

/** As it is sent. */
export interface SentPackage {
  readonly to: number;
  readonly sealed: string;
  readonly signature: string;
}

/** As it is fetched. */
export interface ReceivedPackage {
  readonly from: number;
  readonly sealed: string;
  readonly signature: string;
}

/** What was sealed to the teller of this number, who holds these keys. */
export async function openOwnShares(
  vote: Vote,
  casts: readonly CheckedCast[],
  number: number,
  keys: TellerKeys,
): Promise<Shares> {
  const shares = await Promise.all(
    casts.map(async ({ rowKey, cast }) => {
      const info = keySealContext(vote, digestOf(rowKey), number);
      const sealed = fromBase64url(cast.envelope.keys[number] ?? "", SEALED_SHARE_BYTES);
      return [rowKey, await unseal(sealed, info, keys)] as const;
    }),
  );
  return new Map(shares);
}

/** This teller's shares for every other teller: one package to each. */
export function sealPackages(
  vote: Vote,
  shares: Shares,
  number: number,
  keys: TellerKeys,
): Promise<readonly SentPackage[]> {
  const lines = [...shares]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([rowKey, share]) =>
      join(
        digestOf(rowKey),
        Uint8Array.of(share === null ? 0 : 1),
        share ?? new Uint8Array(SHARE_BYTES),
      ),
    );
  const others = [...vote.recipients.keys()].filter((to) => to !== number);
  const plain = join(...lines);
  return Promise.all(others.map((to) => sealPackage(vote, plain, number, to, keys)));
}

async function sealPackage(
  vote: Vote,
  plain: Bytes,
  from: number,
  to: number,
  keys: TellerKeys,
): Promise<SentPackage> {
  const point = vote.recipients[to]!;
  const recipientPublicKey = await SUITE.kem.deserializePublicKey(point.buffer);
  const info = sharesContext(vote, from, to);
  const { enc, ct } = await SUITE.seal({ recipientPublicKey, info }, plain);
  const sealed = join(new Uint8Array(enc), new Uint8Array(ct));
  const signature = await signAs(keys, await sharesMessage(vote, from, to, sealed));
  return { to, sealed: toBase64url(sealed), signature: toBase64url(signature) };
}

/**
 * Another teller's shares, from the package sealed to this one. Throws ProtocolError unless that teller signed it, it
 * opens, and it is about exactly these envelopes.
 */
export async function openPackage(
  vote: Vote,
  casts: readonly CheckedCast[],
  { from, sealed: written, signature }: ReceivedPackage,
  number: number,
  keys: TellerKeys,
): Promise<Shares> {
  const size = KEM_BYTES + casts.length * LINE_BYTES + 16;
  const sealed = fromBase64url(written, size);
  const signer = vote.signers.get(`teller-${from}`);
  const message = await sharesMessage(vote, from, number, sealed);
  if (!signer || !(await isSigned(signer, message, fromBase64url(signature, 64))))
    throw new ProtocolError("shares that are not signed by whom they should be from");
  const plain = await unseal(sealed, sharesContext(vote, from, number), keys);
  if (plain === null) throw new ProtocolError("shares that are not sealed to this teller");
  return new Map(casts.map(({ rowKey }, at) => readLine(plain, rowKey, at)));
}

function readLine(plain: Bytes, rowKey: string, at: number): readonly [string, Bytes | null] {
  const line = plain.slice(at * LINE_BYTES, (at + 1) * LINE_BYTES);
  const flag = line[32]!;
  if (toHex(line.slice(0, 32)) !== rowKey)
    throw new ProtocolError("shares of other envelopes than these");
  if (flag > 1) throw new ProtocolError("shares in another form");
  return [rowKey, flag === 1 ? line.slice(33) : null];
}

/**
 * The content keys that the shares of exactly these tellers give, by number. That a key is the one the envelope was
 * sealed with is for `countVote` to find: it is committed to.
 */
export async function joinShares(
  casts: readonly CheckedCast[],
  shares: ReadonlyMap<number, Shares>,
): Promise<ContentKeys> {
  const keys = await Promise.all(
    casts.map(async ({ rowKey }) => {
      const ofRow = [...shares.values()].map((ofOne) => ofOne.get(rowKey) ?? null);
      return [rowKey, await joinOne(ofRow)] as const;
    }),
  );
  return new Map(keys);
}

async function joinOne(shares: readonly (Bytes | null)[]): Promise<Bytes | null> {
  const given = shares.filter((share) => share !== null);
  if (given.length < shares.length) return null;
  try {
    return (await combine(given)) as Bytes;
  } catch {
    return null; // one point twice: whoever cast it made it so
  }
}

async function unseal(sealed: Bytes, info: Bytes, { sealing }: TellerKeys): Promise<Bytes | null> {
  const enc = sealed.slice(0, KEM_BYTES);
  try {
    const params = { recipientKey: sealing, enc, info };
    return new Uint8Array(await SUITE.open(params, sealed.slice(KEM_BYTES)));
  } catch {
    return null;
  }
}
