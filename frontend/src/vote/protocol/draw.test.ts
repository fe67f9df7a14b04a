// @vitest-environment node
import "fake-indexeddb/auto";
import { beforeAll, describe, expect, it } from "vitest";

import { blindCredential, finishCredential } from "./blind";
import { fromBase64url, type Bytes } from "./bytes";
import { newVotingCode } from "./code";
import { aVote, aVoter, blindSign, type Voter } from "./fixtures";
import {
  Device,
  SEALED_STATE_BYTES,
  findState,
  openState,
  sealState,
  type LocalRecord,
} from "./state";

let voter: Voter;

beforeAll(async () => {
  voter = await aVoter();
});

describe("drawing", () => {
  it("makes an ordinary RSA-PSS signature out of the server's blind answer", async () => {
    const { vote, credentials } = voter;
    expect(fromBase64url(credentials.admission.signature, 384)).toHaveLength(384);
    expect(vote.issuers.admission.algorithm.name).toBe("RSA-PSS");
    expect(credentials.admission.public_key).not.toBe(credentials.ballot.public_key);
  });

  it("never sends anything that stands in the finished credential", async () => {
    const { state, credentials } = voter;
    expect(state.admission.blinded).not.toBe(credentials.admission.signature);
    const again = await blindCredential("admission", await aVote());
    expect(again.blinded).not.toBe(state.admission.blinded);
  });

  it("refuses an answer signed with the wrong key, or for another request", async () => {
    const { vote, state } = voter;
    // The other draw's own answer: what is blinded for one key may be too large a number for the other.
    const swapped = await blindSign("ballot", state.ballot);
    const others = await blindSign("admission", await blindCredential("admission", vote));
    for (const answer of [swapped, others]) {
      await expect(finishCredential("admission", vote, state.admission, answer)).rejects.toThrow(
        "not a signature",
      );
    }
  });
});

describe("the sealed state", () => {
  it("has one size, and opens with the voting code only", async () => {
    const { vote, state } = voter;
    const code = newVotingCode();
    const sealed = await sealState(state, code);
    expect(sealed).toHaveLength(SEALED_STATE_BYTES);
    expect(await openState(vote, sealed, code)).toEqual(state);
    expect(await openState(vote, sealed, newVotingCode())).toBeNull();
  });

  it("does not open in another vote", async () => {
    const { vote } = voter;
    const other = await sealState({ ...voter.state, vote_id: "another-vote-of-this-group" }, CODE);
    expect(await openState(vote, other, CODE)).toBeNull();
  });

  it("is found among everybody's by trying each", async () => {
    const { vote, state } = voter;
    const code = newVotingCode();
    const file: Bytes[] = [];
    for (const owner of [newVotingCode(), newVotingCode(), code])
      file.push(await sealState(state, owner));
    expect(await findState(vote, file, code)).toEqual({ at: 2, state });
    expect(await findState(vote, file, newVotingCode())).toBeNull();
  });

  it("is refused when it was drawn under another manifest", async () => {
    const { vote, state } = voter;
    const old = await sealState({ ...state, manifest_hash: "0".repeat(64) }, CODE);
    await expect(openState(vote, old, CODE)).rejects.toThrow("manifest");
  });
});

describe("the device", () => {
  const told = { concerns: null, account: null, caution: { sv: "", en: "" } };
  const record = (code: string): LocalRecord => ({
    manifest: "{}",
    told,
    state: voter.state,
    code,
    isCodeNoted: false,
    credentials: null,
    pending: null,
    receipt: null,
    counter: 0,
    isConfirmed: false,
  });

  it("keeps a draw until told to forget it", async () => {
    const device = new Device("vote");
    expect(await device.load("link")).toBeUndefined();
    await device.keep("link", record("one"));
    expect(await new Device("vote").load("link")).toEqual(record("one"));
    expect(await device.load("another link")).toBeUndefined();
    await device.forget("link");
    expect(await device.load("link")).toBeUndefined();
  });

  it("lets the first of two tabs draw, and gives the second what the first one made", async () => {
    const [one, other] = [new Device("vote"), new Device("vote")];
    const kept = await Promise.all([
      one.keepFirst("shared", record("one")),
      other.keepFirst("shared", record("other")),
    ]);
    expect(kept[0]).toEqual(kept[1]);
  });
});

const CODE = Uint8Array.from({ length: 16 }, (_, at) => at);
