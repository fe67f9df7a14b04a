// @vitest-environment node
import { describe, expect, it } from "vitest";

import vectors from "../../../tests/votes/vectors/messages.json";
import { fromBase64url, fromHex, toHex, utf8, type Bytes } from "../vote/protocol/bytes";
import { aVote } from "../vote/protocol/fixtures";
import * as messages from "./messages";

describe("each message between tellers", () => {
  it("is what the server makes of the same", async () => {
    const vote = await aVote();
    const { manifest } = vote;
    const sealing = fromBase64url(manifest.receipt_key, 65);
    const signing = fromHex(vectors.public_key, 65);
    const sealed: Bytes = Uint8Array.from({ length: 200 }, (_, at) => at);
    expect(toHex(messages.tellerKeyMessage(manifest.vote_id, sealing, signing))).toBe(
      vectors.teller_key,
    );
    expect(toHex(messages.tellerConfirmationMessage(vote))).toBe(vectors.teller_confirmation);
    expect(toHex(messages.sharesContext(vote, 0, 2))).toBe(vectors.shares_context);
    expect(toHex(await messages.sharesMessage(vote, 0, 2, sealed))).toBe(vectors.shares_message);
  });

  it("tells who sends from who receives", async () => {
    const vote = await aVote();
    const sealed = utf8("sealed");
    expect(messages.sharesContext(vote, 0, 2)).not.toEqual(messages.sharesContext(vote, 2, 0));
    expect(await messages.sharesMessage(vote, 0, 2, sealed)).not.toEqual(
      await messages.sharesMessage(vote, 2, 0, sealed),
    );
  });
});
