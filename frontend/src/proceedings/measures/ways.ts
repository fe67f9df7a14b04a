/** The two ways to what is held out to the affected person: by an account, and by the receipt code. */
import { answerTo, api } from "../../api/client";
import type { components } from "../../api/schema";
import { askOwnCase } from "../../myCase/byCode";

type Schemas = components["schemas"];
export type Care = Schemas["CareRead"];

export interface WayToSupport {
  open: () => Promise<Schemas["SupportRead"]>;
  follow: (care: Care, step: Schemas["CareStep"]) => Promise<unknown>;
  answer: (measureId: string, body: Schemas["WordWrite"]) => Promise<unknown>;
  /** Missing where nobody holds anything out: it is held out to them. */
  offer?: (text: string, once: string) => Promise<unknown>;
}

export function supportOf(caseId: string): WayToSupport {
  const path = { case_id: caseId };
  return {
    open: () => answerTo(api.POST("/api/v1/cases/{case_id}/support/opening", { params: { path } })),
    follow: (care, step) =>
      answerTo(
        api.POST("/api/v1/cases/{case_id}/support/care/{measure_id}", {
          params: {
            path: { ...path, measure_id: care.id },
            header: { "if-match": `"${care.version}"` },
          },
          body: { step },
        }),
      ),
    answer: (id, body) =>
      answerTo(
        api.POST("/api/v1/cases/{case_id}/support/returns/{measure_id}", {
          params: { path: { ...path, measure_id: id } },
          body,
        }),
      ),
    offer: (text, once) =>
      answerTo(
        api.POST("/api/v1/cases/{case_id}/support/care", {
          params: { path, header: { "idempotency-key": once } },
          body: { text },
        }),
      ),
  };
}

export const supportByCode = (code: string): WayToSupport => ({
  open: async () => (await askOwnCase(code, "support/opening")) as Schemas["SupportRead"],
  follow: (care, step) =>
    askOwnCase(code, `support/care/${care.id}`, { step }, { seen: care.version }),
  answer: (id, body) => askOwnCase(code, `support/returns/${id}`, body),
});
