/** Collecting the voting right, and getting it back. */
import { blindCredential, finishCredential } from "./protocol/blind";
import { fromBase64url, toBase64url, utf8, type Bytes } from "./protocol/bytes";
import { newVotingCode, readVotingCode, writeVotingCode } from "./protocol/code";
import { readVote, type Vote } from "./protocol/manifest";
import {
  SEALED_STATE_BYTES,
  findState,
  newState,
  sealState,
  type Device,
  type LocalRecord,
  type Told,
  type VoterState,
} from "./protocol/state";
import type { BallotServer, DrawAnswer, StateLine } from "./server";

export interface Opened {
  readonly vote: Vote;
  readonly manifest: string;
  readonly told: Told;
}

function newRecord({ manifest, told }: Opened, state: VoterState, code: string): LocalRecord {
  return {
    manifest,
    told,
    state,
    code,
    isCodeNoted: false,
    credentials: null,
    pending: null,
    receipt: null,
    counter: 0,
    isConfirmed: false,
  };
}

/** Makes the keys and keeps them here, before the server is asked: a lost answer then costs nothing. */
export async function prepareDraw(
  opened: Opened,
  device: Device,
  link: string,
): Promise<LocalRecord> {
  const found = await device.load(link);
  if (found) return found;
  const admission = await blindCredential("admission", opened.vote);
  const ballot = await blindCredential("ballot", opened.vote);
  const state = newState(opened.vote, admission, ballot);
  const code = await writeVotingCode(newVotingCode());
  return device.keepFirst(link, newRecord(opened, state, code));
}

/** Has both keys signed unseen, and leaves the state with the server, sealed under the voting code. */
export async function askForDraw(
  vote: Vote,
  record: LocalRecord,
  server: BallotServer,
  token: string,
): Promise<LocalRecord> {
  const { state } = record;
  const sealed = await sealState(state, await readVotingCode(record.code));
  const answer = await server.draw(token, {
    admission: state.admission.blinded,
    ballot: state.ballot.blinded,
    sealed_state: toBase64url(sealed),
  });
  return withCredentials(vote, record, answer);
}

/** The server's answers, unblinded and verified. Throws ProtocolError when they are not what was asked for. */
async function withCredentials(
  vote: Vote,
  record: LocalRecord,
  answer: DrawAnswer,
): Promise<LocalRecord> {
  const { state } = record;
  const credentials = {
    admission: await finishCredential("admission", vote, state.admission, answer.admission),
    ballot: await finishCredential("ballot", vote, state.ballot, answer.ballot),
  };
  return { ...record, credentials };
}

/** The answer to a draw that this device made and never heard of again; null when it never arrived. */
export async function recoverDraw(
  vote: Vote,
  record: LocalRecord,
  server: BallotServer,
): Promise<LocalRecord | null> {
  const found = await findIn(await server.states(), vote, await readVotingCode(record.code));
  // Another draw than this one may lie under no code of ours: the states are the same or there is none.
  return found === null ? null : withCredentials(vote, record, found.line);
}

/**
 * The draw of a voting code, on a device that has never seen it; null when the file holds none. Neither the
 * link nor the code is sent: everybody's states come as one file, and are tried here.
 */
export async function restoreDraw(
  written: string,
  manifestHash: string,
  server: BallotServer,
): Promise<{ readonly opened: Opened; readonly record: LocalRecord } | null> {
  const code = await readVotingCode(written);
  const { manifest, caution } = await server.manifest();
  const vote = await readVote(utf8(manifest), manifestHash);
  const found = await findIn(await server.states(), vote, code);
  if (found === null) return null;
  const opened = { vote, manifest, told: { concerns: null, account: null, caution } };
  const record = newRecord(opened, found.state, await writeVotingCode(code));
  return {
    opened,
    record: await withCredentials(vote, { ...record, isCodeNoted: true }, found.line),
  };
}

async function findIn(
  lines: readonly StateLine[],
  vote: Vote,
  code: Bytes,
): Promise<{ readonly line: StateLine; readonly state: VoterState } | null> {
  const sealed = lines.map((line) => fromBase64url(line.state, SEALED_STATE_BYTES));
  const found = await findState(vote, sealed, code);
  const line = found && lines[found.at];
  return line ? { line, state: found.state } : null;
}
