/** The two ways to a media plan: by an account, and by the receipt code. */
import { answerTo, api } from "../../api/client";
import type { components } from "../../api/schema";
import { askOwnCase } from "../../myCase/byCode";

type Schemas = components["schemas"];

export interface WayToMediaPlan {
  read: () => Promise<Schemas["MediaPlanRead"]>;
  open: () => Promise<Schemas["MediaPlanContents"]>;
  /** To the text that was read, at the version that was seen. */
  answer: (body: Schemas["MediaPlanAnswerWrite"], version: number) => Promise<unknown>;
  /** Missing where nobody writes one: then the plan says that they may not. */
  write?: (body: Schemas["MediaPlanWrite"], version: number, once: string) => Promise<unknown>;
}

const seen = (version: number) => ({ "if-match": `"${version}"` });

export function mediaPlanOf(caseId: string): WayToMediaPlan {
  const path = { case_id: caseId };
  return {
    read: () => answerTo(api.GET("/api/v1/cases/{case_id}/media-plan", { params: { path } })),
    open: () =>
      answerTo(api.POST("/api/v1/cases/{case_id}/media-plan/opening", { params: { path } })),
    answer: (body, version) =>
      answerTo(
        api.POST("/api/v1/cases/{case_id}/media-plan/answers", {
          params: { path, header: seen(version) },
          body,
        }),
      ),
    write: (body, version, once) =>
      answerTo(
        api.POST("/api/v1/cases/{case_id}/media-plan/texts", {
          params: { path, header: { ...seen(version), "idempotency-key": once } },
          body,
        }),
      ),
  };
}

export const mediaPlanByCode = (code: string): WayToMediaPlan => ({
  read: async () => (await askOwnCase(code, "media-plan")) as Schemas["MediaPlanRead"],
  open: async () => (await askOwnCase(code, "media-plan/opening")) as Schemas["MediaPlanContents"],
  answer: (body, version) => askOwnCase(code, "media-plan/answers", body, { seen: version }),
});
