import { answerTo, api } from "../../api/client";
import { asProblem, type Problem } from "../../api/problem";
import type { components } from "../../api/schema";
import type { OpenedCase } from "../../cases/opened.svelte";

export type Schemas = components["schemas"];
export type Mapped = Schemas["MappingRead"];

/** A case's mapping as its cards share it. What is written is opened only when asked for: that leaves a trace. */
export class CaseMapping {
  readonly opened: OpenedCase;
  #data = $state.raw<Mapped | null>(null);
  #problem = $state.raw<Problem | null>(null);
  #texts = $state.raw<ReadonlyMap<string, string | null> | null>(null);

  constructor(opened: OpenedCase) {
    this.opened = opened;
  }

  get data(): Mapped | null {
    return this.#data;
  }

  get problem(): Problem | null {
    return this.#problem;
  }

  get areTextsOpen(): boolean {
    return this.#texts !== null;
  }

  /** Undefined before it was opened, null where this reader's key does not open it. */
  text(id: string | null): string | null | undefined {
    return id === null ? null : this.#texts?.get(id);
  }

  async read(): Promise<void> {
    try {
      this.#data = await answerTo(
        api.GET("/api/v1/cases/{case_id}/mapping", { params: { path: this.opened.path } }),
      );
      this.#problem = null;
    } catch (thrown) {
      this.#problem = asProblem(thrown);
    }
  }

  async openTexts(): Promise<void> {
    const mine = this.opened.case?.my_compartments ?? [];
    const parts = (["investigation", "hearing"] as const).filter((part) => mine.includes(part));
    const found = await Promise.all(
      parts.map((compartment) =>
        answerTo(
          api.POST("/api/v1/cases/{case_id}/compartments/{compartment}/opening", {
            params: { path: { ...this.opened.path, compartment } },
          }),
        ),
      ),
    );
    this.#texts = new Map(found.flatMap(({ items }) => items.map((one) => [one.id, one.text])));
  }

  /** After a change: the case, and what is written if it lies open. */
  async readAnew(): Promise<void> {
    await this.opened.read();
    if (this.areTextsOpen) await this.openTexts();
  }
}
