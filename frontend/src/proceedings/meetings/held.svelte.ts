import { answerTo, api } from "../../api/client";
import { asProblem, type Problem } from "../../api/problem";
import type { components } from "../../api/schema";
import type { OpenedCase } from "../../cases/opened.svelte";

type Schemas = components["schemas"];
export type Meeting = Schemas["MeetingRead"];
export type Contents = Schemas["MeetingContents"];
export type Item = Schemas["ItemRead"];

/** What the federation has is over once it has said what a board would have had to decide. */
const isOver = (meeting: Meeting): boolean =>
  meeting.status === "approved" ||
  meeting.status === "cancelled" ||
  (meeting.status === "handed_over" && !meeting.awaits_ruling) ||
  (meeting.kind === "triage" && meeting.status === "held");

/** A case's meetings as its page holds them. What was said is read only once somebody asks for it. */
export class HeldMeetings {
  readonly opened: OpenedCase;
  readonly #mayDecide: (kind: Item["kinds"][number]) => boolean;
  #list = $state.raw<Schemas["MeetingList"] | null>(null);
  #contents = $state.raw<Record<string, Contents>>({});
  #problem = $state.raw<Problem | null>(null);

  constructor(opened: OpenedCase, mayDecide: (kind: Item["kinds"][number]) => boolean) {
    this.opened = opened;
    this.#mayDecide = mayDecide;
  }

  /** What can be put to the vote under an item as things stand. */
  kindsOf(item: Item): Item["kinds"] {
    return item.kinds.filter(this.#mayDecide);
  }

  get list(): Schemas["MeetingList"] | null {
    return this.#list;
  }

  get current(): Meeting | null {
    return this.#list?.items.find((each) => !isOver(each)) ?? null;
  }

  get past(): Meeting[] {
    return this.#list?.items.filter(isOver) ?? [];
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  contentsOf(meeting: Meeting): Contents | null {
    return this.#contents[meeting.id] ?? null;
  }

  path(meeting: Meeting): { case_id: string; meeting_id: string } {
    return { case_id: this.opened.id, meeting_id: meeting.id };
  }

  /** The version that was read goes along with a change. */
  seen(meeting: Meeting): {
    path: { case_id: string; meeting_id: string };
    header: { "if-match": string };
  } {
    return { path: this.path(meeting), header: { "if-match": `"${meeting.version}"` } };
  }

  async read(): Promise<void> {
    try {
      this.#list = await answerTo(
        api.GET("/api/v1/cases/{case_id}/meetings", { params: { path: this.opened.path } }),
      );
      this.#problem = null;
    } catch (thrown) {
      this.#problem = asProblem(thrown);
    }
  }

  async open(meeting: Meeting): Promise<void> {
    const found = await answerTo(
      api.POST("/api/v1/cases/{case_id}/meetings/{meeting_id}/opening", {
        params: { path: this.path(meeting) },
      }),
    );
    this.#contents = { ...this.#contents, [meeting.id]: found };
  }

  /** After a change: the list, what was opened of it, and the case beside it. */
  async again(meeting: Meeting): Promise<void> {
    await this.read();
    if (this.contentsOf(meeting) !== null) await this.open(meeting);
  }
}
