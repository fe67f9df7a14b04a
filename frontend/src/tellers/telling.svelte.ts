/**
 * A teller's way through one vote. The keys lie in this device's database, where no page can read them out; what was
 * counted is in this page's memory alone, until the vote is certified and everyone may know it.
 */
import { answerTo, api } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import type { components } from "../api/schema";
import {
  areAsPublished,
  checkCasts,
  checkLines,
  countSealed,
  countVote,
  staysSealed,
} from "../counting/count";
import type { EnvelopeLine } from "../counting/bulletin";
import type { Attendance, CheckedCast, Count } from "../counting/count";
import { KeptKeys } from "../counting/keptKeys";
import {
  joinShares,
  openOwnShares,
  openPackage,
  sealPackages,
  type Shares,
} from "../counting/shares";
import {
  fingerprintOf,
  numberOf,
  pointsOf,
  readSeed,
  restoreTellerKeys,
  signBody,
  signConfirmation,
  signPossession,
  tellerKeysFrom,
  type TellerKeys,
} from "../counting/tellerKeys";
import { ProtocolError, fromBase64url, sha256, toBase64url, utf8 } from "../vote/protocol/bytes";
import type { Bytes } from "../vote/protocol/bytes";
import { POINT_BYTES, readVote, shortHash, type Vote as Locked } from "../vote/protocol/manifest";
import { BallotServer, Refusal } from "../vote/server";
import { pauseBefore } from "../votes/polling";
import { isOver, type Vote } from "../votes/stages";
import { mine, stepOf, type Device, type Step, type Told } from "./steps";

type Schemas = components["schemas"];

/** What stops the page, other than the server's refusals. */
export type Trouble =
  "no-storage" | "unsupported" | "not-genuine" | "other-keys" | "box-altered" | "unreachable";

class Stopped extends Error {
  constructor(readonly trouble: Trouble) {
    super(trouble);
  }
}

/** What this page counted, and what tells the tellers that they counted the same. */
export interface Counted {
  readonly count: Count;
  readonly code: string;
}

interface Box {
  readonly locked: Locked;
  readonly number: number;
  readonly casts: readonly CheckedCast[];
  readonly attendance: Attendance;
  /** The count of a vote that is never opened, from what is published: then nothing sealed was fetched. */
  readonly sealed: Count | null;
}

export class Telling {
  readonly #path: { vote_id: string };
  /** Two tellers may share a device: each finds their own keys. */
  readonly #slot: string;
  readonly #device: KeptKeys;

  #vote = $state.raw<Vote | null>(null);
  #told = $state.raw<Told | null>(null);
  #keys = $state.raw<TellerKeys | null>(null);
  #fingerprint = $state<string | null>(null);
  #problem = $state.raw<Problem | null>(null);
  #trouble = $state<Trouble | null>(null);
  #isBusy = $state(false);
  #counted = $state.raw<Counted | null>(null);
  /** The code of what was signed on this page. */
  #signed = $state<string | null>(null);
  /** Whose packages do not hold. */
  #distrusted = $state.raw<readonly number[]>([]);
  #hasTriedDevice = false;
  #locked: Locked | null = null;
  #asked = 0;

  constructor(voteId: string, personId: string, device = new KeptKeys()) {
    this.#path = { vote_id: voteId };
    this.#slot = `${voteId}/${personId}`;
    this.#device = device;
  }

  get vote(): Vote | null {
    return this.#vote;
  }
  get told(): Told | null {
    return this.#told;
  }
  /** Of the keys in this device. */
  get fingerprint(): string | null {
    return this.#fingerprint;
  }
  get problem(): Problem | null {
    return this.#problem;
  }
  get trouble(): Trouble | null {
    return this.#trouble;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }
  get counted(): Counted | null {
    return this.#counted;
  }
  /** Whether what stands here was signed here: signed once more it would say nothing new. */
  get isSigned(): boolean {
    return this.#counted !== null && this.#counted.code === this.#signed;
  }
  get distrusted(): readonly number[] {
    return this.#distrusted;
  }

  get device(): Device {
    if (this.#fingerprint === null) return "none";
    const told = this.#told && mine(this.#told)?.fingerprint;
    return told === this.#fingerprint ? "same" : "other";
  }

  /** Null until the first answer. */
  stepAt(now: Date): Step | null {
    if (this.#vote === null || this.#told === null || !this.#hasTriedDevice) return null;
    const staysSealed = this.#counted?.count.body.is_opened === false;
    const { device } = this;
    return stepOf({ vote: this.#vote, told: this.#told, device, staysSealed, now });
  }

  async read(): Promise<void> {
    const asked = ++this.#asked;
    try {
      await this.#openDevice();
      const params = { path: this.#path };
      const [vote, told] = await Promise.all([
        answerTo(api.GET("/api/v1/votes/{vote_id}", { params })),
        answerTo(api.GET("/api/v1/votes/{vote_id}/tellers", { params })),
      ]);
      if (asked !== this.#asked) return;
      this.#show(vote, told);
    } catch (thrown) {
      if (asked !== this.#asked) return;
      this.#stop(thrown);
      if (this.#problem?.status === 404) this.#vote = this.#told = null;
      return;
    }
    await this.#goOn();
  }

  /** Reads now and then until the returned function is called; at once when the page is looked at again. */
  follow(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isFollowed = true;
    const again = async (): Promise<void> => {
      clearTimeout(timer);
      if (document.visibilityState === "visible" && !this.#isBusy) await this.read();
      const isHidden = this.#problem?.status === 404;
      const pause = isHidden ? null : pauseBefore(this.#vote, Date.now(), Math.random());
      clearTimeout(timer);
      if (isFollowed && pause !== null) timer = setTimeout(() => void again(), pause);
    };
    const onLookedAt = (): void => {
      if (document.visibilityState === "visible") void again();
    };
    document.addEventListener("visibilitychange", onLookedAt);
    void again();
    return () => {
      isFollowed = false;
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onLookedAt);
    };
  }

  /** From a seed that is on paper by now. The page forgets it with this. */
  make(seed: Bytes): Promise<boolean> {
    return this.#doing(async () => {
      await this.#keep(await tellerKeysFrom(seed, this.#path.vote_id));
      await this.#give();
    });
  }

  /** What was wrong with what was typed; null when the keys are back. */
  async restore(text: string): Promise<"slip" | "other" | null> {
    const expected = (this.#told && mine(this.#told)?.fingerprint) ?? "";
    let fault: "slip" | "other" | null = null;
    await this.#doing(async () => {
      try {
        await readSeed(text);
      } catch {
        fault = "slip";
        return;
      }
      let keys: TellerKeys;
      try {
        keys = await restoreTellerKeys(text, this.#path.vote_id, expected);
      } catch (thrown) {
        if (!(thrown instanceof ProtocolError)) throw thrown;
        fault = "other";
        return;
      }
      await this.#keep(keys);
    });
    return fault;
  }

  /** Every teller's fingerprint as the locked manifest has it, by number, once one's own was found there. */
  async compare(): Promise<readonly string[] | null> {
    let found: readonly string[] | null = null;
    await this.#doing(
      async () => {
        const locked = await this.#readLocked();
        if ((await numberOf(locked, this.#mine())) === null) throw new Stopped("other-keys");
        found = await Promise.all(
          locked.manifest.tellers.map((one) =>
            fingerprintOf({
              sealing: fromBase64url(one.sealing_key, POINT_BYTES),
              signing: fromBase64url(one.signing_key, POINT_BYTES),
            }),
          ),
        );
      },
      { readsAfter: false },
    );
    return found;
  }

  confirm(): Promise<boolean> {
    return this.#doing(async () => {
      const signature = toBase64url(await signConfirmation(this.#mine(), await this.#readLocked()));
      await answerTo(
        api.PUT("/api/v1/votes/{vote_id}/tellers/me/confirmation", {
          params: { path: this.#path },
          body: { signature },
        }),
      );
    });
  }

  /** Sends one's shares to the others. What must stay sealed is counted at once, and no share leaves the page. */
  open(): Promise<boolean> {
    return this.#doing(async () => {
      const box = await this.#fetchBox();
      if (box.sealed !== null) {
        await this.#showCount(box.sealed);
        return;
      }
      const { locked, casts, number } = box;
      const shares = await openOwnShares(locked, casts, number, this.#mine());
      const packages = await sealPackages(locked, shares, number, this.#mine());
      await answerTo(
        api.PUT("/api/v1/votes/{vote_id}/tellers/me/shares", {
          params: { path: this.#path },
          body: { packages: [...packages] },
        }),
      );
    });
  }

  /** Counts anew, from a box fetched anew. */
  recount(): Promise<boolean> {
    return this.#doing(() => this.#countAnew(), { readsAfter: false });
  }

  sign(): Promise<boolean> {
    return this.#doing(async () => {
      if (this.#counted === null) throw new Stopped("not-genuine");
      const { count, code } = this.#counted;
      const { bytes } = count;
      const signature = toBase64url(await signBody(this.#mine(), bytes));
      await answerTo(
        api.PUT("/api/v1/votes/{vote_id}/tellers/me/count", {
          params: { path: this.#path },
          body: { body: new TextDecoder().decode(bytes), signature },
        }),
      );
      this.#signed = code;
    });
  }

  /** Another who has sent takes the place of this one. */
  exchange(without: number): Promise<boolean> {
    return this.#doing(async () => {
      await answerTo(
        api.POST("/api/v1/votes/{vote_id}/tellers/opening-set", {
          params: { path: this.#path },
          body: { without },
        }),
      );
      this.#forgetCount();
    });
  }

  clear(): void {
    this.#problem = null;
    this.#trouble = null;
  }

  #show(vote: Vote, told: Told): void {
    const before = this.#vote?.manifest_hash;
    // Locked anew: everything of the old lock is void.
    if (before && before !== vote.manifest_hash) this.#locked = null;
    this.#vote = vote;
    this.#told = told;
    const hasPassed = this.#problem?.isPassing || this.#problem?.status === 404;
    if (hasPassed || this.#trouble === "unreachable") this.clear();
    const counted = this.#counted?.count.body;
    const isOfSet = counted?.is_opened
      ? String(counted.opened_by) === String(told.opening_set)
      : told.opening_set.length === 0;
    if (counted && !isOfSet) this.#forgetCount();
  }

  /** What happens by itself when its time has come. */
  async #goOn(): Promise<void> {
    const step = this.stepAt(new Date());
    if (this.#isBusy) return;
    if (this.#vote && (isOver(this.#vote.status) || step === "certified")) await this.#forget();
    else if (this.#trouble !== null || this.#problem !== null) return;
    else if (step === "give") await this.#doing(() => this.#give());
    else if (step === "count" && this.#counted === null && this.#distrusted.length === 0)
      await this.recount();
  }

  async #openDevice(): Promise<void> {
    if (this.#hasTriedDevice) return;
    if (globalThis.crypto?.subtle === undefined) throw new Stopped("unsupported");
    const keys = await onDevice(this.#device.load(this.#slot));
    if (keys) await this.#take(keys);
    this.#hasTriedDevice = true;
  }

  async #take(keys: TellerKeys): Promise<void> {
    this.#keys = keys;
    this.#fingerprint = await fingerprintOf(await pointsOf(keys));
  }

  async #keep(keys: TellerKeys): Promise<void> {
    await onDevice(this.#device.keep(this.#slot, keys));
    await this.#take(keys);
  }

  async #forget(): Promise<void> {
    this.#keys = null;
    this.#fingerprint = null;
    await this.#device.forget(this.#slot).catch(() => undefined);
  }

  async #give(): Promise<void> {
    const keys = this.#mine();
    const { sealing, signing } = await pointsOf(keys);
    await answerTo(
      api.PUT("/api/v1/votes/{vote_id}/tellers/me/keys", {
        params: { path: this.#path },
        body: {
          sealing_key: toBase64url(sealing),
          signing_key: toBase64url(signing),
          possession: toBase64url(await signPossession(keys, this.#path.vote_id)),
        },
      }),
    );
  }

  #mine(): TellerKeys {
    if (this.#keys === null) throw new Stopped("no-storage");
    return this.#keys;
  }

  async #readLocked(): Promise<Locked> {
    const { manifest, manifest_hash } = this.#vote ?? {};
    if (!manifest || !manifest_hash) throw new Stopped("not-genuine");
    return (this.#locked ??= await readVote(utf8(manifest), manifest_hash));
  }

  async #fetchBox(): Promise<Box> {
    const locked = await this.#readLocked();
    const [box, rows] = await Promise.all([
      answerTo(api.GET("/api/v1/votes/{vote_id}/tellers/me/box", { params: { path: this.#path } })),
      // As anyone's: whoever answers must not know that a teller asks.
      new BallotServer(this.#path.vote_id).board(),
    ]);
    const number = await numberOf(locked, this.#mine());
    if (number === null || number !== box.number) throw new Stopped("other-keys");
    const { present, drawn, confirmed, lost, paper } = box;
    const attendance = { present, drawn, confirmed, lost, paper };
    if (staysSealed(locked, attendance, rows.length)) {
      // The voting page names only what it compares; the rows hold the admissions as well.
      const sealed = countSealed(
        locked,
        await checkLines(locked, rows as readonly EnvelopeLine[]),
        attendance,
      );
      return { locked, number, casts: [], attendance, sealed };
    }
    const casts = await checkCasts(locked, box.casts);
    if (!areAsPublished(casts, rows)) throw new Stopped("box-altered");
    return { locked, number, casts, attendance, sealed: null };
  }

  async #countAnew(): Promise<void> {
    this.#forgetCount();
    const { locked, casts, attendance, number, sealed } = await this.#fetchBox();
    if (sealed !== null) {
      await this.#showCount(sealed);
      return;
    }
    const received = await answerTo(
      api.GET("/api/v1/votes/{vote_id}/tellers/me/shares", { params: { path: this.#path } }),
    );
    const openedBy = received.opening_set;
    const shares = new Map<number, Shares>();
    const distrusted: number[] = [];
    for (const one of openedBy) {
      const sent = received.packages.find(({ from }) => from === one);
      try {
        shares.set(one, await this.#sharesOf(one, number, locked, casts, sent));
      } catch (thrown) {
        if (!isFalse(thrown)) throw thrown;
        distrusted.push(one);
      }
    }
    this.#distrusted = distrusted;
    if (distrusted.length > 0 || openedBy.length === 0) return;
    const contentKeys = await joinShares(casts, shares);
    await this.#showCount(await countVote(locked, casts, attendance, { contentKeys, openedBy }));
  }

  async #sharesOf(
    from: number,
    number: number,
    locked: Locked,
    casts: readonly CheckedCast[],
    sent: Schemas["PackageRead"] | undefined,
  ): Promise<Shares> {
    if (from === number) return openOwnShares(locked, casts, number, this.#mine());
    if (!sent) throw new ProtocolError("no shares came from one who opens");
    return openPackage(locked, casts, sent, number, this.#mine());
  }

  async #showCount(count: Count): Promise<void> {
    this.#counted = { count, code: shortHash(await sha256(count.bytes)) };
  }

  #forgetCount(): void {
    this.#counted = null;
    this.#distrusted = [];
  }

  /** One thing at a time. Whether it went well; after it the vote is read anew. */
  async #doing(work: () => Promise<void>, { readsAfter = true } = {}): Promise<boolean> {
    if (this.#isBusy) return false;
    this.#isBusy = true;
    this.clear();
    let isDone = false;
    try {
      await work();
      isDone = true;
    } catch (thrown) {
      this.#stop(thrown);
    } finally {
      this.#isBusy = false;
    }
    // A refusal of what has moved on is told beside how it now stands.
    if (readsAfter || this.#problem?.status === 409) await this.read();
    return isDone;
  }

  #stop(thrown: unknown): void {
    if (thrown instanceof Stopped) this.#trouble = thrown.trouble;
    else if (thrown instanceof Refusal) this.#trouble = "unreachable";
    else if (isFalse(thrown)) this.#trouble = "not-genuine";
    else this.#problem = asProblem(thrown);
  }
}

/** A key or a signature that the browser's own cryptography will not read throws a DOMException. */
function isFalse(thrown: unknown): boolean {
  return thrown instanceof ProtocolError || thrown instanceof DOMException;
}

async function onDevice<Kept>(work: Promise<Kept>): Promise<Kept> {
  try {
    return await work;
  } catch {
    throw new Stopped("no-storage");
  }
}
