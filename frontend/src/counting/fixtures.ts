// For tests: the vote with tellers that tests/support/teller_vectors.py made and Python counted.

import vectors from "../../../tests/votes/vectors/tellers.json";
import { fromHex, utf8, type Bytes } from "../vote/protocol/bytes";
import { canonicalBytes, type Json } from "../vote/protocol/canonical";
import type { Cast } from "../vote/protocol/envelope";
import { readVote, type Vote } from "../vote/protocol/manifest";
import { checkCasts, type CheckedCast } from "./count";
import { tellerKeysFrom, type TellerKeys } from "./tellerKeys";

export interface Election {
  readonly vote: Vote;
  readonly keys: readonly TellerKeys[];
  readonly casts: readonly CheckedCast[];
}

export const storedCasts = vectors.casts as readonly Cast[];

export async function storedElection(): Promise<Election> {
  const vote = await readVote(utf8(vectors.manifest));
  const seeds = vectors.seeds.map((seed) => fromHex(seed, 16));
  const { vote_id } = vote.manifest;
  return {
    vote,
    keys: await Promise.all(seeds.map((seed) => tellerKeysFrom(seed, vote_id))),
    casts: await checkCasts(vote, storedCasts),
  };
}

export interface Edit {
  readonly path: readonly (string | number)[];
  readonly value: Json;
}

/** The stored bulletin's bytes after these edits. */
export function bulletinWith(edits: readonly Edit[], at = 0): Bytes {
  const opened_by = vectors.opening_sets[at];
  const body = { ...(JSON.parse(vectors.body) as object), opened_by };
  const after = structuredClone({ body, signatures: vectors.signatures[at] });
  for (const { path, value } of edits) {
    const place = path.slice(0, -1).reduce<unknown>((tree, step) => (tree as never)[step], after);
    (place as Record<string | number, Json>)[path.at(-1)!] = value;
  }
  return canonicalBytes(after as unknown as Json);
}
