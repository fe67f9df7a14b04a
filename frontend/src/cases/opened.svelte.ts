import { answerTo, api } from "../api/client";
import { asProblem, type Problem } from "../api/problem";
import type { components } from "../api/schema";
import type { Case } from "./stages";

type Schemas = components["schemas"];
export type Action = Schemas["Action"];
export type Step = Schemas["StepLine"];

/** A case as its page holds it; the parts of the page read it here, so that one change shows in all of them. */
export class OpenedCase {
  readonly id: string;
  #case = $state.raw<Case | null>(null);
  #progress = $state.raw<Schemas["ProgressRead"] | null>(null);
  #groups = $state.raw<Schemas["StepGroup"][]>([]);
  #problem = $state.raw<Problem | null>(null);
  /** Text that is being written, by where it is to go: another tab of the page does not lose it. */
  readonly drafts = $state<Record<string, string>>({});
  /** Counts the readings: what else a part shows is read anew when it changes. */
  #readings = $state(0);

  constructor(id: string) {
    this.id = id;
  }

  get case(): Case | null {
    return this.#case;
  }

  get progress(): Schemas["ProgressRead"] | null {
    return this.#progress;
  }

  get groups(): readonly Schemas["StepGroup"][] {
    return this.#groups;
  }

  get steps(): Step[] {
    return this.#groups.flatMap((group) => group.steps);
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  get readings(): number {
    return this.#readings;
  }

  get path(): { case_id: string } {
    return { case_id: this.id };
  }

  /** The version that was read goes along with a change, so that nobody overwrites what they have not seen. */
  get seen(): { path: { case_id: string }; header: { "if-match": string } } {
    return { path: this.path, header: { "if-match": `"${this.#case?.version ?? 0}"` } };
  }

  get hasUnsent(): boolean {
    return Object.values(this.drafts).some((text) => text.trim() !== "");
  }

  may(action: Action): boolean {
    return this.#case?.my_actions.includes(action) ?? false;
  }

  async read(): Promise<void> {
    try {
      const params = { path: this.path };
      const [found, progress, plan] = await Promise.all([
        answerTo(api.GET("/api/v1/cases/{case_id}", { params })),
        answerTo(api.GET("/api/v1/cases/{case_id}/progress", { params })),
        answerTo(api.GET("/api/v1/cases/{case_id}/steps", { params })),
      ]);
      this.#case = found;
      this.#progress = progress;
      this.#groups = plan.groups;
      this.#problem = null;
      this.#readings += 1;
    } catch (thrown) {
      this.#problem = asProblem(thrown);
    }
  }
}
