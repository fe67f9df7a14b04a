/**
 * A voter's way through one vote: what the page shows, and what it does by itself. It asks where the vote
 * stands without the link, and uses the link only to look, to draw, and after close.
 */
import { castChoice, resendPending } from "./casting";
import { compare, findMine, readResult, type Compared, type Mine, type Result } from "./checking";
import { askForDraw, prepareDraw, recoverDraw, restoreDraw, type Opened } from "./drawing";
import { deviceName } from "./early";
import type { Link } from "./link";
import { pauseBefore } from "./polling";
import { ProtocolError, utf8 } from "./protocol/bytes";
import { readVotingCode } from "./protocol/code";
import { isAbout, readVote, type Vote } from "./protocol/manifest";
import type { Choice } from "./protocol/messages";
import { Device, NothingKept, type LocalRecord, type Told } from "./protocol/state";
import { BallotServer, Refusal, type Entry, type Stage } from "./server";
import { serverTime } from "./serverTime.svelte";
import { stepOf, type Step } from "./steps";

/**
 * What stops the page, or an act on it. `unreachable`: nothing is lost, the same again is safe. `link-void`: the
 * link was replaced, or never was. `not-genuine`: what the server told does not hold.
 */
export type Trouble =
  | "unreachable"
  | "unexpected"
  | "link-void"
  | "no-storage"
  | "unsupported"
  | "not-genuine"
  | "not-admitted"
  | "closed-meanwhile"
  | "not-drawn"
  | "code-slip"
  | "code-unknown";

const troubleByCode: Readonly<Record<string, Trouble>> = {
  unreachable: "unreachable",
  busy: "unreachable",
  "slow-down": "unreachable",
  "not-found": "link-void",
  "credential-not-issued": "not-admitted",
  "cast-not-signed": "not-admitted",
  "casting-not-open": "closed-meanwhile",
  "vote-has-moved-on": "closed-meanwhile",
  "not-drawn": "not-drawn",
};

function troubleOf(thrown: unknown): Trouble {
  if (thrown instanceof Refusal) return troubleByCode[thrown.code] ?? "unexpected";
  if (thrown instanceof Unsupported) return "unsupported";
  if (thrown instanceof NothingKept) return "no-storage";
  // A key or a signature that the browser's own cryptography will not read throws a DOMException.
  const isFalse = thrown instanceof ProtocolError || thrown instanceof DOMException;
  return isFalse ? "not-genuine" : "unexpected";
}

/** Asking again by itself would change nothing, and would send the link for nothing. */
const lasting: ReadonlySet<Trouble> = new Set<Trouble>([
  "link-void",
  "no-storage",
  "unsupported",
  "not-genuine",
]);

const idleMs = 30_000;

/** Tabs of this origin tell each other that a device was cleared. */
const clearing = "vote-cleared";

export class Ballot {
  readonly link: Link;
  readonly #server: BallotServer;
  readonly #device: Device;

  #step = $state<Step | null>(null);
  #stage = $state.raw<Stage | null>(null);
  #vote = $state.raw<Vote | null>(null);
  #told = $state.raw<Told | null>(null);
  #record = $state.raw<LocalRecord | null>(null);
  #entry = $state.raw<Entry | null>(null);
  #trouble = $state<Trouble | null>(null);
  #compared = $state<Compared | null>(null);
  #outcome = $state.raw<{ result: Result; mine: Mine | null } | null>(null);
  #isBusy = $state(false);
  #isOutOfReach = $state(false);
  #wasDrawnElsewhere = $state(false);
  #wasNeverTaken = $state(false);
  #isLossSaid = $state(false);
  /** The device forgot the vote, because it was asked to. */
  #isForgotten = $state(false);
  #manifest = "";
  #hasTriedDevice = false;

  constructor(link: Link, server = new BallotServer(link.voteId), device = new Device(deviceName)) {
    this.link = link;
    this.#server = server;
    this.#device = device;
  }

  /** Null until the first answer. */
  get step(): Step | null {
    return this.#step;
  }
  get stage(): Stage | null {
    return this.#stage;
  }
  get vote(): Vote | null {
    return this.#vote;
  }
  get told(): Told | null {
    return this.#told;
  }
  get record(): LocalRecord | null {
    return this.#record;
  }
  /** What the link was told of itself; null while that was not asked. */
  get entry(): Entry | null {
    return this.#entry;
  }
  get trouble(): Trouble | null {
    return this.#trouble;
  }
  get compared(): Compared | null {
    return this.#compared;
  }
  get outcome(): { result: Result; mine: Mine | null } | null {
    return this.#outcome;
  }
  get isBusy(): boolean {
    return this.#isBusy;
  }
  /** The last question about the stage got no answer; the page goes on asking. */
  get isOutOfReach(): boolean {
    return this.#isOutOfReach;
  }
  /** The draw was refused because another device was first. */
  get wasDrawnElsewhere(): boolean {
    return this.#wasDrawnElsewhere;
  }
  /** A draw was asked for here, and never reached the server in time. */
  get wasNeverTaken(): boolean {
    return this.#wasNeverTaken;
  }
  get isForgotten(): boolean {
    return this.#isForgotten;
  }
  /** The server was told that this voter's receipt is listed. */
  get isConfirmed(): boolean {
    return this.#record?.isConfirmed || this.#entry?.is_confirmed || false;
  }

  /** The server was told that this voter's draw is gone. While casting is open a page that is opened anew does not know. */
  get isLossSaid(): boolean {
    return this.#isLossSaid || this.#entry?.is_lost || false;
  }

  /** Looks anew at everything, also after a trouble. */
  refresh(): Promise<void> {
    return this.#doing(async () => {
      // Neither waits for the other: on a slow telephone each takes a while.
      const [stage] = await Promise.all([this.#server.stage(), this.#openDevice()]);
      this.#stage = stage;
      this.#isOutOfReach = false;
      await this.#arrive();
    });
  }

  /** Asks where the vote stands, and goes on when it has moved. Says nothing when no answer comes. */
  async poll(): Promise<void> {
    if (this.#isBusy || this.#isForgotten) return;
    if (this.#step === null && this.#trouble !== null && lasting.has(this.#trouble)) return;
    let stage: Stage;
    try {
      stage = await this.#server.stage();
    } catch (thrown) {
      // A vote that is being put to the group anew is not to be found meanwhile.
      if (troubleOf(thrown) === "link-void") this.#trouble = "link-void";
      else this.#isOutOfReach = true;
      return;
    }
    this.#isOutOfReach = false;
    // The voter may have pressed something while the answer was under way: that goes first.
    if (this.#isBusy || this.#isForgotten) return;
    await this.#doing(
      async () => {
        await this.#openDevice();
        const before = this.#step;
        this.#stage = stage;
        await this.#arrive();
        if (this.#step !== before || this.#trouble === "unreachable") this.#trouble = null;
      },
      { keepsTrouble: true },
    );
  }

  /** Goes on asking, at uneven times, until stopped or nothing more can change. */
  watch(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isStopped = false;
    const next = (): void => {
      const pause = pauseBefore(this.#step, this.#stage, +serverTime(), Math.random());
      if (isStopped) return;
      timer = pause === null ? setTimeout(next, idleMs) : setTimeout(tick, pause);
    };
    const tick = (): void => void this.poll().finally(next);
    // A phone taken out of a pocket: soon, but not in the same instant as every other one in the room.
    const onVisible = (): void => {
      if (document.visibilityState !== "visible") return;
      clearTimeout(timer);
      timer = setTimeout(tick, 200 + 1_300 * Math.random());
    };
    document.addEventListener("visibilitychange", onVisible);
    // Told, not found missing: a browser that loses what it keeps must not take what this page still has.
    const otherTabs = new BroadcastChannel(clearing);
    otherTabs.onmessage = ({ data }) => {
      if (data === this.link.text) this.#isForgotten = true;
    };
    next();
    return () => {
      isStopped = true;
      otherTabs.close();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }

  /** Collects the voting right. */
  collect(): Promise<void> {
    return this.#doing(async () => {
      const opened = this.#opened();
      this.#record = await prepareDraw(opened, this.#device, this.link.text);
      await this.#arrive();
    });
  }

  codeIsNoted(): Promise<void> {
    return this.#doing(async () => {
      if (this.#record) await this.#keep({ ...this.#record, isCodeNoted: true });
      await this.#arrive();
    });
  }

  /** Takes up a draw from another device by its voting code. */
  restore(written: string): Promise<void> {
    return this.#doing(async () => {
      try {
        await readVotingCode(written);
      } catch {
        this.#trouble = "code-slip";
        return;
      }
      const found = await restoreDraw(written, this.#stage?.manifest_hash ?? "", this.#server);
      if (found === null) {
        this.#trouble = "code-unknown";
        return;
      }
      this.#open(found.opened);
      await this.#keep(found.record);
      await this.#arrive();
    });
  }

  cast(choice: Choice): Promise<void> {
    return this.#doing(async () => {
      const { vote } = this.#opened();
      // Another tab may have cast since this page was opened.
      const record = (await this.#device.load(this.link.text)) ?? this.#record;
      if (record === null) throw new ProtocolError("nothing drawn to cast with");
      try {
        await castChoice(vote, record, choice, this.#server, (kept) => this.#keep(kept));
      } catch (thrown) {
        // It may lie in the box already: sent again, the same envelope does no harm.
        if (this.#record?.pending) this.#step = "resend";
        throw thrown;
      }
      await this.#arrive();
    });
  }

  confirm(): Promise<void> {
    return this.#doing(async () => {
      await this.#server.confirm(this.link.token);
      if (this.#record) await this.#keep({ ...this.#record, isConfirmed: true });
      else if (this.#entry) this.#entry = { ...this.#entry, is_confirmed: true };
    });
  }

  /** Page and voting code are gone. */
  reportLoss(): Promise<void> {
    return this.#doing(async () => {
      await this.#server.reportLoss(this.link.token);
      this.#isLossSaid = true;
    });
  }

  /** Gives whether it arrived; what was written stays on the page otherwise. */
  async object(text: string): Promise<boolean> {
    let hasArrived = false;
    await this.#doing(async () => {
      await this.#server.object(this.link.token, text);
      hasArrived = true;
    });
    return hasArrived;
  }

  /** On a borrowed device. With the voting code the draw can be taken up elsewhere until close. */
  forget(): Promise<void> {
    return this.#doing(async () => {
      await this.#device.forget(this.link.text);
      const otherTabs = new BroadcastChannel(clearing);
      otherTabs.postMessage(this.link.text);
      otherTabs.close();
      this.#isForgotten = true;
    });
  }

  async #openDevice(): Promise<void> {
    if (this.#hasTriedDevice) return;
    if (globalThis.crypto?.subtle === undefined) throw new Unsupported();
    await this.#device.try();
    this.#record = (await this.#device.load(this.link.text)) ?? null;
    this.#hasTriedDevice = true;
  }

  /** To the step that stage and device say, doing on the way what happens by itself. */
  async #arrive(): Promise<void> {
    if (this.#record && !this.#vote) await this.#openRecord(this.#record);
    // Each thing that happens by itself leads to another step; none of them leads back.
    for (let turn = 0; turn < 4; turn++) {
      const step = this.#here();
      if (step === "look") await this.#look();
      else if (step === "collect" && this.#record?.credentials === null) {
        this.#step = step;
        await this.#draw(this.#record);
      } else if (step === "recover" && this.#record) await this.#recover(this.#record);
      else if (step === "resend" && this.#record) await this.#resend(this.#record);
      else {
        if (step === "check" && this.#compared === null) await this.#compareWithBoard();
        if (step === "result" && this.#outcome === null) await this.#readResult();
        this.#step = step;
        return;
      }
    }
  }

  #here(): Step {
    if (this.#stage === null) throw new Refusal("unexpected");
    return stepOf({ stage: this.#stage, record: this.#record, entry: this.#entry });
  }

  async #look(): Promise<void> {
    const entry = await this.#server.entry(this.link.token);
    const vote = await readVote(utf8(entry.manifest), this.#stage?.manifest_hash);
    if (!(await isAbout(vote, entry.concerns, entry.salt))) {
      throw new ProtocolError("a manifest about somebody else");
    }
    const { manifest, concerns, account, caution } = entry;
    this.#open({ vote, manifest, told: { concerns, account, caution } });
    this.#entry = entry;
  }

  async #draw(record: LocalRecord): Promise<void> {
    try {
      await this.#keep(
        await askForDraw(this.#opened().vote, record, this.#server, this.link.token),
      );
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown;
      if (thrown.code === "drawn-differently") this.#wasDrawnElsewhere = true;
      else if (thrown.code !== "drawing-not-open") throw thrown;
      this.#stage = await this.#server.stage();
      // Casting has opened meanwhile: the answer, if there was one, is in the file of all.
      if (this.#stage.status === "open" && !this.#wasDrawnElsewhere) return;
      await this.#forgetDraw();
    }
  }

  async #recover(record: LocalRecord): Promise<void> {
    const recovered = await recoverDraw(this.#opened().vote, record, this.#server);
    if (recovered) await this.#keep({ ...recovered, isCodeNoted: true });
    else {
      this.#wasNeverTaken = true;
      await this.#forgetDraw();
    }
  }

  /** A draw the server never took has no use, and would stand in the way of the voting code. */
  async #forgetDraw(): Promise<void> {
    await this.#device.forget(this.link.text);
    this.#record = null;
    this.#entry = null;
  }

  async #resend(record: LocalRecord): Promise<void> {
    this.#step = "resend";
    const { vote } = this.#opened();
    await resendPending(vote, record, this.#server, (kept) => this.#keep(kept));
  }

  async #compareWithBoard(): Promise<void> {
    if (this.#record === null) return;
    this.#compared = await compare(this.#opened().vote, this.#record, await this.#server.board());
  }

  async #readResult(): Promise<void> {
    const result = await readResult(
      await this.#server.bulletin(),
      this.#stage?.manifest_hash ?? "",
    );
    this.#outcome = { result, mine: await findMine(this.#record, result) };
    this.#vote ??= result.vote;
  }

  async #openRecord(record: LocalRecord): Promise<void> {
    const { manifest, told, state } = record;
    this.#open({ vote: await readVote(utf8(manifest), state.manifest_hash), manifest, told });
  }

  #open({ vote, manifest, told }: Opened): void {
    this.#vote = vote;
    this.#manifest = manifest;
    this.#told = told;
  }

  #opened(): Opened {
    if (this.#vote === null || this.#told === null) throw new Refusal("unexpected");
    return { vote: this.#vote, manifest: this.#manifest, told: this.#told };
  }

  async #keep(record: LocalRecord): Promise<void> {
    await this.#device.keep(this.link.text, record);
    this.#record = record;
  }

  /** One thing at a time; what goes wrong is shown, and nothing that was kept is lost. */
  async #doing(work: () => Promise<void>, { keepsTrouble = false } = {}): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    if (!keepsTrouble) this.#trouble = null;
    try {
      await work();
    } catch (thrown) {
      this.#trouble = troubleOf(thrown);
      // The vote went on while something was on its way: show where it stands now.
      if (this.#trouble === "closed-meanwhile") await this.#followStage();
    } finally {
      this.#isBusy = false;
    }
  }

  async #followStage(): Promise<void> {
    try {
      this.#stage = await this.#server.stage();
      await this.#arrive();
    } catch {
      // The trouble that is shown already says enough.
    }
  }
}

/** A browser too old, or an address without TLS: nothing here could be kept secret. */
class Unsupported extends Error {}
