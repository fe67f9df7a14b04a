/** Putting an envelope in the box. Nothing here knows the link: an envelope brings its own admission. */
import { sealCast } from "./protocol/envelope";
import { ProtocolError } from "./protocol/bytes";
import type { Vote } from "./protocol/manifest";
import type { Choice } from "./protocol/messages";
import type { LocalRecord } from "./protocol/state";
import { checkReceipt } from "./protocol/verify";
import { Refusal, type BallotServer } from "./server";

const attempts = 3;

type Keep = (record: LocalRecord) => Promise<void>;

/**
 * Seals the choice and sends it, above whatever counter lies in the box: what is chosen last counts. Throws
 * Refusal, and ProtocolError for a receipt that does not hold; the envelope is then kept and can be resent.
 */
export async function castChoice(
  vote: Vote,
  record: LocalRecord,
  choice: Choice,
  server: BallotServer,
  keep: Keep,
): Promise<LocalRecord> {
  if (record.credentials === null) throw new ProtocolError("nothing drawn to cast with");
  let counter = highestOf(record) + 1;
  let latest = record;
  for (let attempt = 1; ; attempt++) {
    const pending = await sealCast(vote, latest.state, record.credentials, choice, counter);
    latest = { ...latest, pending };
    await keep(latest);
    try {
      return await sendPending(vote, latest, server, keep);
    } catch (thrown) {
      const isUsed = thrown instanceof Refusal && thrown.code === "counter-used";
      if (!isUsed || attempt === attempts) throw thrown;
      counter = Math.max(counter, thrown.counter) + 1;
    }
  }
}

/**
 * Sends the kept envelope. The same one again gets the same receipt; when another lies in its place, cast from
 * another device, ours is dropped and the counter remembered.
 */
export async function resendPending(
  vote: Vote,
  record: LocalRecord,
  server: BallotServer,
  keep: Keep,
): Promise<LocalRecord> {
  try {
    return await sendPending(vote, record, server, keep);
  } catch (thrown) {
    if (!(thrown instanceof Refusal) || thrown.code !== "counter-used") throw thrown;
    const replaced = {
      ...record,
      pending: null,
      receipt: null,
      counter: Math.max(record.counter, thrown.counter),
    };
    await keep(replaced);
    return replaced;
  }
}

async function sendPending(
  vote: Vote,
  record: LocalRecord,
  server: BallotServer,
  keep: Keep,
): Promise<LocalRecord> {
  const { pending } = record;
  if (pending === null) throw new ProtocolError("no envelope to send");
  const receipt = await server.cast(pending);
  await checkReceipt(vote, pending, receipt);
  const { counter } = receipt;
  const done = { ...record, pending: null, receipt, counter };
  await keep(done);
  return done;
}

function highestOf({ counter, pending, receipt }: LocalRecord): number {
  return Math.max(counter, pending?.counter ?? 0, receipt?.counter ?? 0);
}
