/** A case's hearings at the server: one call each, so that pages say what is done and not where. */
import { answerTo, api } from "../../api/client";
import type { components } from "../../api/schema";

type Schemas = components["schemas"];
export type CaseHearing = Schemas["CaseHearing"];
export type Released = Schemas["Released"];
export type OpenedHearing = Schemas["OpenedHearing"];
type OfCase = { case_id: string };

const of = (path: OfCase, hearingId: string) => ({ ...path, hearing_id: hearingId });

export const hearingsOf = (path: OfCase) =>
  answerTo(api.GET("/api/v1/cases/{case_id}/hearings", { params: { path } }));

export const preview = (path: OfCase, body: Schemas["ReleaseDraft"]) =>
  answerTo(api.POST("/api/v1/cases/{case_id}/hearings/preview", { params: { path }, body }));

export const release = (path: OfCase, body: Schemas["ReleaseCreate"], key: string) =>
  answerTo(
    api.POST("/api/v1/cases/{case_id}/hearings/releases", {
      params: { path, header: { "idempotency-key": key } },
      body,
    }),
  );

export const openHearing = (path: OfCase, hearingId: string) =>
  answerTo(
    api.POST("/api/v1/cases/{case_id}/hearings/{hearing_id}/opening", {
      params: { path: of(path, hearingId) },
    }),
  );

export const recordTelling = (path: OfCase, hearingId: string, body: Schemas["TellingCreate"]) =>
  answerTo(
    api.POST("/api/v1/cases/{case_id}/hearings/{hearing_id}/telling", {
      params: { path: of(path, hearingId) },
      body,
    }),
  );

export const giveAccess = (path: OfCase, hearingId: string) =>
  answerTo(
    api.POST("/api/v1/cases/{case_id}/hearings/{hearing_id}/access", {
      params: { path: of(path, hearingId) },
    }),
  );

export const recordAnswer = (
  path: OfCase,
  hearingId: string,
  body: Schemas["AnswerRecord"],
  key: string,
) =>
  answerTo(
    api.POST("/api/v1/cases/{case_id}/hearings/{hearing_id}/answers", {
      params: { path: of(path, hearingId), header: { "idempotency-key": key } },
      body,
    }),
  );
