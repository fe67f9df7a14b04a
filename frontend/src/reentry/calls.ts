import { answerTo, api } from "../api/client";
import type { components } from "../api/schema";

type Schemas = components["schemas"];
export type Line = Schemas["ReentryLine"];
export type Matter = Schemas["ReentryRead"];
export type Status = Schemas["ReentryStatus"];

export const wishes = () => answerTo(api.GET("/api/v1/reentries"));
export const ownWishes = () => answerTo(api.GET("/api/v1/reentries/own"));

export const open = (key: string, body: Schemas["ReentryCreate"]) =>
  answerTo(api.POST("/api/v1/reentries", { params: { header: { "idempotency-key": key } }, body }));

/** One matter as its page read it: every change says which version it saw. */
export class Calls {
  readonly #path: { case_id: string };

  constructor(caseId: string) {
    this.#path = { case_id: caseId };
  }

  read(): Promise<Matter> {
    return answerTo(api.GET("/api/v1/cases/{case_id}/reentry", { params: { path: this.#path } }));
  }

  #seen(matter: Matter) {
    return { path: this.#path, header: { "if-match": `"${matter.version}"` } };
  }

  takeUp(seen: Matter): Promise<Matter> {
    return answerTo(
      api.POST("/api/v1/cases/{case_id}/reentry/interviews", { params: this.#seen(seen) }),
    );
  }

  talk(seen: Matter, body: Schemas["TalkWrite"]): Promise<Matter> {
    return answerTo(
      api.PUT("/api/v1/cases/{case_id}/reentry/talk", { params: this.#seen(seen), body }),
    );
  }

  affected(seen: Matter, body: Schemas["AffectedWrite"]): Promise<Matter> {
    return answerTo(
      api.PUT("/api/v1/cases/{case_id}/reentry/affected", { params: this.#seen(seen), body }),
    );
  }

  noConfidence(seen: Matter, isTrue: boolean): Promise<Matter> {
    return answerTo(
      api.PUT("/api/v1/cases/{case_id}/reentry/no-confidence", {
        params: this.#seen(seen),
        body: { is_true: isTrue },
      }),
    );
  }

  consult(key: string, account: string): Promise<Schemas["ConsultationRaised"]> {
    return answerTo(
      api.POST("/api/v1/cases/{case_id}/reentry/consultation", {
        params: { path: this.#path, header: { "idempotency-key": key } },
        body: { account },
      }),
    );
  }

  review(seen: Matter): Promise<Matter> {
    return answerTo(
      api.POST("/api/v1/cases/{case_id}/reentry/review", { params: this.#seen(seen) }),
    );
  }

  end(seen: Matter, reason: string): Promise<Matter> {
    return answerTo(
      api.POST("/api/v1/cases/{case_id}/reentry/end", {
        params: this.#seen(seen),
        body: { reason },
      }),
    );
  }
}
