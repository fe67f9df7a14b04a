// @vitest-environment node
import { beforeAll, describe, expect, it } from "vitest";

import vectors from "../../../tests/votes/vectors/tellers.json";
import { toBase64url, utf8 } from "../vote/protocol/bytes";
import { aVoteWithTellers, aVoter } from "../vote/protocol/fixtures";
import { sealCast } from "../vote/protocol/envelope";
import type { Vote } from "../vote/protocol/manifest";
import type { Body } from "./bulletin";
import type { EnvelopeLine } from "./bulletin";
import {
  areAsPublished,
  checkCasts,
  checkLines,
  countSealed,
  countVote,
  staysSealed,
  type Opening,
} from "./count";
import { storedCasts, storedElection, type Election } from "./fixtures";
import {
  joinShares,
  openOwnShares,
  openPackage,
  sealPackages,
  type ReceivedPackage,
  type SentPackage,
  type Shares,
} from "./shares";
import { signBody } from "./tellerKeys";

const noPaper = { marked: 0, tally: null, uncounted: 0 };

let election: Election;

beforeAll(async () => {
  election = await storedElection();
});

/** What this teller joins from the packages sent to them, with the shares of this set. */
async function openingOf(number: number, openingSet: readonly number[]): Promise<Opening> {
  const { vote, casts, keys } = election;
  const shares = new Map<number, Shares>();
  for (const one of openingSet) {
    const sent = vectors.packages.find(({ from, to }) => from === one && to === number);
    shares.set(
      one,
      one === number
        ? await openOwnShares(vote, casts, number, keys[number]!)
        : await openPackage(vote, casts, sent!, number, keys[number]!),
    );
  }
  return { contentKeys: await joinShares(casts, shares), openedBy: openingSet };
}

describe("the count", () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 0],
    [0, 1],
    [1, 1],
    [2, 1],
  ])("of teller %i, with opening set %i, has Python's bytes", async (number, at) => {
    const openingSet = vectors.opening_sets[at]!;
    const { vote, casts } = election;
    const opening = await openingOf(number, openingSet);
    const { bytes } = await countVote(vote, casts, vectors.attendance, opening);
    const expected = vectors.body.replace(
      '"opened_by":[0,1]',
      `"opened_by":${JSON.stringify(openingSet)}`,
    );
    expect(new TextDecoder().decode(bytes)).toBe(expected);
  });

  it("does not follow the order in which the envelopes came, or the set was named", async () => {
    const { vote } = election;
    const casts = await checkCasts(vote, [...storedCasts].reverse());
    const { contentKeys } = await openingOf(0, [1, 0]);
    const opening = { contentKeys, openedBy: [1, 0] };
    const { bytes } = await countVote(vote, casts, vectors.attendance, opening);
    expect(bytes).toEqual(utf8(vectors.body));
  });

  it("tells which envelopes the shares did not open", async () => {
    const { vote, casts } = election;
    const { contentKeys } = await openingOf(0, [0, 1]);
    const [lost] = [...contentKeys.keys()];
    const opening = { contentKeys: new Map(contentKeys).set(lost!, null), openedBy: [0, 1] };
    const { body } = await countVote(vote, casts, vectors.attendance, opening);
    const byKey = body.rejected.filter(({ reason }) => reason === "key");
    expect(byKey.map(({ row_key }) => row_key)).toContain(lost);
    const wrong = new Map(contentKeys).set(lost!, new Uint8Array(32));
    const with_ = { contentKeys: wrong, openedBy: [0, 1] };
    expect((await countVote(vote, casts, vectors.attendance, with_)).body).toEqual(body);
  });

  it("counts a vote that stays sealed from rows that were admitted to it, and from no others", async () => {
    const { vote, casts } = election;
    const opened = await countVote(vote, casts, vectors.attendance, await openingOf(0, [0, 1]));
    const [first, second] = opened.body.envelopes as [EnvelopeLine, EnvelopeLine];
    const faulty = [
      [first, first],
      [{ ...first, counter: first.counter + 1 }],
      [{ ...first, envelope_hash: second.envelope_hash }],
      [{ ...first, row_key: second.row_key }],
      [{ ...first, admission: second.admission }],
    ];
    for (const rows of faulty) await expect(checkLines(vote, rows)).rejects.toThrow("admi");
  });

  it("refuses more envelopes than were drawn, and to open what must stay sealed", async () => {
    const { vote, casts } = election;
    const opening = await openingOf(0, [0, 1]);
    const few = { present: 14, drawn: 14, confirmed: 0, lost: 0, paper: noPaper };
    await expect(countVote(vote, casts, few, opening)).rejects.toThrow("more voted");
    const four = casts.slice(0, 4);
    const attendance = { present: 15, drawn: 15, confirmed: 15, lost: 0, paper: noPaper };
    expect(staysSealed(vote, attendance, 4)).toBe(true);
    await expect(countVote(vote, four, attendance, opening)).rejects.toThrow("inquorate");
    const published = (await countVote(vote, casts, attendance, opening)).body.envelopes;
    expect(() => countSealed(vote, published, attendance)).toThrow("left sealed");
    const lines = await checkLines(vote, published.slice(0, 4).reverse());
    const { body } = countSealed(vote, lines, attendance);
    expect(body.envelopes).toEqual(published.slice(0, 4));
    expect([body.is_opened, body.outcome, body.tally, body.opened_by]).toEqual([
      false,
      "inquorate",
      null,
      [],
    ]);
  });
});

describe("the box", () => {
  const misfit = "does not fit";

  it.each<[string, string, (cast: (typeof storedCasts)[number]) => unknown]>([
    ["of another vote", misfit, (cast) => ({ ...cast, vote_id: "another-vote-of-this-group" })],
    ["with another counter", "not signed", (cast) => ({ ...cast, counter: cast.counter + 1 })],
    ["unsigned", "not signed", (cast) => ({ ...cast, signature: "A".repeat(86) })],
    [
      "of nobody's",
      "not issued",
      (cast) => ({ ...cast, admission: { ...cast.admission, prefix: "A".repeat(43) } }),
    ],
    [
      "with a key less",
      misfit,
      ({ envelope, ...cast }) => ({
        ...cast,
        envelope: { ...envelope, keys: envelope.keys.slice(1) },
      }),
    ],
    ["in another form", misfit, (cast) => ({ ...cast, remark: "" })],
  ])("with an envelope %s is not opened", async (_name, why, change) => {
    const [first, ...rest] = storedCasts;
    const casts = [change(first!), ...rest] as typeof storedCasts;
    await expect(checkCasts(election.vote, casts)).rejects.toThrow(why);
  });

  it("with two envelopes of one admission is not opened", async () => {
    const casts = [...storedCasts, storedCasts[0]!];
    await expect(checkCasts(election.vote, casts)).rejects.toThrow("two envelopes");
  });
});

describe("the published rows", () => {
  const rows = (JSON.parse(vectors.body) as Body).envelopes;

  it("are what the box holds, in any order, or the box is another", () => {
    const { casts } = election;
    expect(areAsPublished(casts, [...rows].reverse())).toBe(true);
    expect(areAsPublished(casts.slice(1), rows)).toBe(false);
    expect(areAsPublished(casts, rows.slice(1))).toBe(false);
    expect(areAsPublished(casts, [...rows.slice(1), rows[1]!])).toBe(false);
    const [first, ...rest] = rows;
    expect(areAsPublished(casts, [{ ...first!, counter: 9 }, ...rest])).toBe(false);
    expect(areAsPublished(casts, [{ ...first!, envelope_hash: "0" }, ...rest])).toBe(false);
  });
});

describe("a package of shares", () => {
  const received = (from: number, { sealed, signature }: SentPackage): ReceivedPackage => ({
    from,
    sealed,
    signature,
  });

  it("reaches the teller it is sealed to, and no other", async () => {
    const { vote, casts, keys } = election;
    const shares = await openOwnShares(vote, casts, 0, keys[0]!);
    const sent = await sealPackages(vote, shares, 0, keys[0]!);
    expect(sent.map(({ to }) => to)).toEqual([1, 2]);
    const [first, second] = sent.map((one) => received(0, one));
    expect(await openPackage(vote, casts, first!, 1, keys[1]!)).toEqual(shares);
    await expect(openPackage(vote, casts, second!, 1, keys[1]!)).rejects.toThrow("not signed");
    await expect(openPackage(vote, casts, first!, 2, keys[2]!)).rejects.toThrow("not signed");
    await expect(openPackage(vote, casts, first!, 1, keys[2]!)).rejects.toThrow("not sealed");
  });

  it("is refused when somebody else signed it or its shares are of other envelopes", async () => {
    const { vote, casts, keys } = election;
    const shares = await openOwnShares(vote, casts, 0, keys[0]!);
    const [forged] = await sealPackages(vote, shares, 0, keys[2]!);
    await expect(openPackage(vote, casts, received(0, forged!), 1, keys[1]!)).rejects.toThrow(
      "not signed",
    );
    const [fewer] = await sealPackages(vote, new Map([...shares].slice(1)), 0, keys[0]!);
    await expect(openPackage(vote, casts, received(0, fewer!), 1, keys[1]!)).rejects.toThrow();
    const [first, ...rest] = shares;
    const others = new Map([...rest, ["f".repeat(64), first![1]] as const]);
    const [renamed] = await sealPackages(vote, others, 0, keys[0]!);
    await expect(openPackage(vote, casts, received(0, renamed!), 1, keys[1]!)).rejects.toThrow(
      "other envelopes",
    );
  });
});

describe("an envelope of this page", () => {
  async function cast(vote: Vote, choice: "against" | "for") {
    const { state, credentials } = await aVoter(vote);
    return sealCast(vote, state, credentials, choice, 1);
  }

  it("is counted, and signed by who counted it", async () => {
    const { vote, tellers } = await aVoteWithTellers(3, 3);
    const sealed = await Promise.all(
      (["against", "for", "for", "for", "for"] as const).map((choice) => cast(vote, choice)),
    );
    const casts = await checkCasts(vote, sealed);
    const shares = new Map<number, Shares>();
    for (const [number, pair] of tellers.entries())
      shares.set(number, await openOwnShares(vote, casts, number, pair));
    const opening = { contentKeys: await joinShares(casts, shares), openedBy: [0, 1, 2] };
    const attendance = { present: 5, drawn: 5, confirmed: 5, lost: 0, paper: noPaper };
    const { body, bytes } = await countVote(vote, casts, attendance, opening);
    expect(body.tally).toEqual({ against: 1, for: 4, blank: 0 });
    expect(toBase64url(await signBody(tellers[0]!, bytes))).toHaveLength(86);
    const two = new Map([...shares].slice(1));
    const few = { contentKeys: await joinShares(casts, two), openedBy: [1, 2] };
    const unopened = await countVote(vote, casts, attendance, few);
    expect(unopened.body.counts.rejected).toBe(5);
  });
});
