import { answerTo, api } from "../api/client";
import type { components } from "../api/schema";

type Schemas = components["schemas"];
export type Answer = Schemas["NominationAnswer"];
export type ToConfirm = Schemas["NominationToConfirm"];

export const answers: readonly Answer[] = ["clear", "consultation_required", "refused"];

export const askedByMe = () => answerTo(api.GET("/api/v1/nomination-checks"));
export const toConfirm = () => answerTo(api.GET("/api/v1/nomination-checks/to-confirm"));

export const ask = (key: string, personId: string) =>
  answerTo(
    api.POST("/api/v1/nomination-checks", {
      params: { header: { "idempotency-key": key } },
      body: { person_id: personId },
    }),
  );

export const confirm = (checkId: string, answer: Answer, reason: string) =>
  answerTo(
    api.POST("/api/v1/nomination-checks/{check_id}/confirmation", {
      params: { path: { check_id: checkId } },
      body: { answer, reason },
    }),
  );
