// What a voter's page must not lose between drawing and casting: kept on the device before the server is
// asked, and left with the server sealed under the voting code.

import { createStore, del, get, set, update, type UseStore } from "idb-keyval";

import type { Credential, Drawing } from "./blind";
import { ProtocolError, frame, join, random, toHex, uint32, utf8, type Bytes } from "./bytes";
import { canonicalBytes, readCanonical, type Json } from "./canonical";
import type { Cast, Receipt } from "./envelope";
import type { Purpose, Vote } from "./manifest";

const STATE_BYTES = 4096;
const NONCE_BYTES = 12;
/** Nonce 12, state 4096, tag 16; the server takes no other size. */
export const SEALED_STATE_BYTES = NONCE_BYTES + STATE_BYTES + 16;

/** The draw: enough, with the server's answer, to vote from any device. */
export interface VoterState {
  readonly format: 1;
  readonly vote_id: string;
  readonly manifest_hash: string;
  readonly admission: Drawing;
  readonly ballot: Drawing;
}

/** What the link told besides the manifest; null where the draw was restored without asking with the link. */
export interface Told {
  readonly concerns: string | null;
  readonly account: string | null;
  readonly caution: { readonly sv: string; readonly en: string };
}

/** What this device knows of one link; it never holds the choice. */
export interface LocalRecord {
  /** Canonical JSON: after a reload the page needs neither the server nor its link to know what it votes on. */
  readonly manifest: string;
  readonly told: Told;
  readonly state: VoterState;
  /** As it is written down. It opens what the server keeps, and no more than `state` does here. */
  readonly code: string;
  readonly isCodeNoted: boolean;
  readonly credentials: Readonly<Record<Purpose, Credential>> | null;
  /** Kept before it is sent: sent again it gets the same receipt. */
  readonly pending: Cast | null;
  readonly receipt: Receipt | null;
  /** The highest counter the server has told of: more than the receipt's when another device has cast. */
  readonly counter: number;
  readonly isConfirmed: boolean;
}

export function newState(vote: Vote, admission: Drawing, ballot: Drawing): VoterState {
  const { vote_id } = vote.manifest;
  return { format: 1, vote_id, manifest_hash: toHex(vote.hash), admission, ballot };
}

/** Seals under the voting code; every state has the same size. */
export async function sealState(state: VoterState, code: Bytes): Promise<Bytes> {
  const content = canonicalBytes(state as unknown as Json);
  if (content.length + 4 > STATE_BYTES) throw new ProtocolError("state too long");
  const plain = new Uint8Array(STATE_BYTES);
  plain.set(join(uint32(content.length), content));
  const nonce = random(NONCE_BYTES);
  const key = await stateKey(code, state.vote_id);
  return join(
    nonce,
    new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, plain)),
  );
}

/** Opens one sealed state; null when it is not this code's: the whole file is tried, line by line. */
export async function openState(
  vote: Vote,
  sealed: Bytes,
  code: Bytes,
): Promise<VoterState | null> {
  if (sealed.length !== SEALED_STATE_BYTES)
    throw new ProtocolError("a sealed state of another size");
  const key = await stateKey(code, vote.manifest.vote_id);
  const iv = sealed.slice(0, NONCE_BYTES);
  let plain: Bytes;
  try {
    plain = new Uint8Array(
      await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, sealed.slice(NONCE_BYTES)),
    );
  } catch {
    return null;
  }
  const size = new DataView(plain.buffer).getUint32(0);
  const state = readCanonical(plain.slice(4, 4 + size)) as unknown as VoterState;
  if (state.format !== 1 || state.manifest_hash !== toHex(vote.hash)) {
    throw new ProtocolError("a state from before this vote's manifest");
  }
  return state;
}

/** Finds the state of this code in the published file of all; null when it holds none. */
export async function findState(
  vote: Vote,
  sealedStates: Iterable<Bytes>,
  code: Bytes,
): Promise<{ readonly at: number; readonly state: VoterState } | null> {
  let at = 0;
  for (const sealed of sealedStates) {
    const state = await openState(vote, sealed, code);
    if (state !== null) return { at, state };
    at += 1;
  }
  return null;
}

/** Under its own database, which one word removes; by link, since two voters may share a device. */
export class Device {
  readonly #store: UseStore;

  constructor(name: string) {
    // Opened when it is first used: a browser without any storage throws here already.
    let opened: UseStore | undefined;
    this.#store = (mode, callback) => (opened ??= createStore(name, "votes"))(mode, callback);
  }

  /** Throws where this browser keeps nothing: better before the draw than after it. */
  try(): Promise<void> {
    return storing(async () => {
      await set("try", 1, this.#store);
      await del("try", this.#store);
    });
  }

  load(link: string): Promise<LocalRecord | undefined> {
    return storing(() => get<LocalRecord>(link, this.#store));
  }

  keep(link: string, record: LocalRecord): Promise<void> {
    return storing(() => set(link, record, this.#store));
  }

  /** Keeps it unless another tab was first; gives what is kept. */
  async keepFirst(link: string, record: LocalRecord): Promise<LocalRecord> {
    await storing(() => update<LocalRecord>(link, (found) => found ?? record, this.#store));
    return (await this.load(link)) ?? record;
  }

  /** On a borrowed device: nothing of the vote stays. */
  forget(link: string): Promise<void> {
    return storing(() => del(link, this.#store));
  }
}

/** No room, no permission, or a window that keeps nothing. */
export class NothingKept extends Error {
  override name = "NothingKept";
}

async function storing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch {
    throw new NothingKept();
  }
}

async function stateKey(code: Bytes, voteId: string): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey("raw", code, "HKDF", false, ["deriveKey"]);
  const info = frame(utf8("varna/1/state"), utf8(voteId));
  // The code is 128 random bits of its own: it needs no salt.
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info };
  const aes = { name: "AES-GCM", length: 256 };
  return crypto.subtle.deriveKey(hkdf, secret, aes, false, ["encrypt", "decrypt"]);
}
