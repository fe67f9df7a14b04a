import { answerTo, api } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import type { components } from "../api/schema";
import { pauseBefore } from "./polling";
import { isAfterClose, isBeforeLock, type Vote } from "./stages";

type Schemas = components["schemas"];
type Path = { vote_id: string };

/** A vote as its page holds it. Left open it follows along; what is being written lies elsewhere and stays. */
export class OpenedVote {
  readonly id: string;
  #vote = $state.raw<Vote | null>(null);
  #roll = $state.raw<Schemas["RollRead"] | null>(null);
  #tellers = $state.raw<Schemas["TellersRead"] | null>(null);
  #problem = $state.raw<Problem | null>(null);
  /** Text that is being written, by where it is to go. */
  readonly drafts = $state<Record<string, string>>({});
  /** An answer that was overtaken, by a newer question or by a change, is not shown. */
  #asked = 0;
  /** The draft that the server has, while what follows from it is read: it can no longer be lost. */
  #arrived: string | null = null;
  readonly #withNames: boolean;
  #rollVersion = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `withNames`: whether its page shows the roll and the tellers. */
  constructor(id: string, { withNames = true } = {}) {
    this.id = id;
    this.#withNames = withNames;
  }

  get vote(): Vote | null {
    return this.#vote;
  }

  get roll(): Schemas["RollRead"] | null {
    return this.#roll;
  }

  /** Of a vote with tellers; before lock also of one that could have them. */
  get tellers(): Schemas["TellersRead"] | null {
    return this.#tellers;
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  get path(): Path {
    return { vote_id: this.id };
  }

  /** The version that was read goes along while the vote is set up, so that nobody changes what they have not seen. */
  get seen(): { path: Path; header: { "if-match": string } } {
    return { path: this.path, header: { "if-match": `"${this.#vote?.version ?? 0}"` } };
  }

  get hasUnsent(): boolean {
    return Object.entries(this.drafts).some(
      ([draft, text]) => draft !== this.#arrived && text.trim() !== "",
    );
  }

  async read(): Promise<void> {
    const mine = ++this.#asked;
    try {
      const found = await answerTo(
        api.GET("/api/v1/votes/{vote_id}", { params: { path: this.path } }),
      );
      if (mine !== this.#asked) return;
      const [roll, tellers] = await Promise.all([this.#rollOf(found), this.#tellersOf(found)]);
      if (mine !== this.#asked) return;
      this.#show(found, roll, tellers);
    } catch (thrown) {
      if (mine === this.#asked) this.#fail(asProblem(thrown));
    }
  }

  /** Changes the vote and shows how it then stands. Refused, it is read anew: what stood here may be old.
   * `draft`: which of `drafts` is sent by it. */
  async change(ask: () => Promise<Vote>, draft: string | null = null): Promise<void> {
    this.#asked++;
    try {
      const changed = await ask();
      this.#arrived = draft;
      const mine = ++this.#asked;
      // At once: what is changed next goes with this version, also when a newer question overtakes what is fetched below.
      this.#vote = changed;
      const [roll, tellers] = await Promise.all([
        this.#rollOf(changed).catch(() => this.#roll),
        this.#tellersOf(changed).catch(() => this.#tellers),
      ]);
      if (mine === this.#asked) this.#show(changed, roll, tellers);
    } catch (thrown) {
      const problem = asProblem(thrown);
      if (problem.status === 409 || problem.status === 412) await this.read();
      throw problem;
    } finally {
      this.#arrived = null;
    }
  }

  /** Reads now and then until the returned function is called; at once when the page is looked at again. */
  follow(): () => void {
    const again = async (): Promise<void> => {
      clearTimeout(this.#timer);
      if (document.visibilityState === "visible") await this.read();
      // Whoever may not know of it is not asking again and again.
      const isHidden = this.#problem?.status === 404;
      const pause = isHidden ? null : pauseBefore(this.#vote, Date.now(), Math.random());
      clearTimeout(this.#timer);
      if (isFollowed && pause !== null) this.#timer = setTimeout(() => void again(), pause);
    };
    let isFollowed = true;
    const onLookedAt = (): void => {
      if (document.visibilityState === "visible") void again();
    };
    document.addEventListener("visibilitychange", onLookedAt);
    void again();
    return () => {
      isFollowed = false;
      clearTimeout(this.#timer);
      document.removeEventListener("visibilitychange", onLookedAt);
    };
  }

  #show(
    vote: Vote,
    roll: Schemas["RollRead"] | null,
    tellers: Schemas["TellersRead"] | null,
  ): void {
    this.#vote = vote;
    this.#roll = roll;
    this.#tellers = tellers;
    this.#rollVersion = vote.version;
    this.#problem = null;
  }

  /** What one may no longer know of does not stay on the page. */
  #fail(problem: Problem): void {
    this.#problem = problem;
    if (problem.status === 404) this.#vote = this.#roll = this.#tellers = null;
  }

  /** Who has drawn, who is there and who has confirmed change without the vote's own version. */
  async #rollOf(vote: Vote): Promise<Schemas["RollRead"] | null> {
    if (!this.#withNames || !vote.reads_roll) return null;
    if (isBeforeLock(vote.status) || vote.roll_size === null) return null;
    const changes = vote.assists || isAfterClose(vote.status);
    if (!changes && this.#roll !== null && this.#rollVersion === vote.version) return this.#roll;
    return await answerTo(api.GET("/api/v1/votes/{vote_id}/roll", { params: { path: this.path } }));
  }

  async #tellersOf(vote: Vote): Promise<Schemas["TellersRead"] | null> {
    if (!this.#withNames) return null;
    const couldHave = vote.leads && isBeforeLock(vote.status);
    if (vote.mode !== "tellers" && !couldHave) return null;
    return await answerTo(
      api.GET("/api/v1/votes/{vote_id}/tellers", { params: { path: this.path } }),
    );
  }
}
