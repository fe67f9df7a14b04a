/** The contact by account, or by the receipt code: the same page asks either. */
import { answerTo, api } from "../api/client";
import type { components } from "../api/schema";
import { askOwnCase } from "../myCase/byCode";

type Schemas = components["schemas"];
export type Contents = Schemas["ContactContents"];
export type Contact = Schemas["ContactStanding"];
export type Line = Schemas["ContactLineRead"];
export type Message = Schemas["MessageRead"];
export type Rhythm = Schemas["RhythmWrite"];

export interface Ways {
  open: () => Promise<Contents>;
  send: (text: string, key: string) => Promise<Contents>;
  agree: (rhythm: Rhythm) => Promise<Contact>;
  /** Without a day: until they say so. */
  pause: (until: string | null) => Promise<Contact>;
  resume: () => Promise<Contact>;
  decline: (wantsAnother: boolean, reason: string) => Promise<unknown>;
  /** For whoever is beside the affected person, never for themselves. */
  note: ((line: Schemas["ContactLineWrite"], key: string) => Promise<Contents>) | null;
}

export function byAccount(caseId: string): Ways {
  const path = { case_id: caseId };
  const once = (key: string) => ({ path, header: { "idempotency-key": key } });
  return {
    open: () => answerTo(api.POST("/api/v1/cases/{case_id}/contact/opening", { params: { path } })),
    send: (text, key) =>
      answerTo(
        api.POST("/api/v1/cases/{case_id}/contact/messages", {
          params: once(key),
          body: { text },
        }),
      ),
    agree: (body) =>
      answerTo(api.PUT("/api/v1/cases/{case_id}/contact/rhythm", { params: { path }, body })),
    pause: (until) =>
      answerTo(
        api.PUT("/api/v1/cases/{case_id}/contact/pause", { params: { path }, body: { until } }),
      ),
    resume: () =>
      answerTo(api.POST("/api/v1/cases/{case_id}/contact/resumption", { params: { path } })),
    decline: (wantsAnother, reason) =>
      answerTo(
        api.POST("/api/v1/cases/{case_id}/contact-person/decline", {
          params: { path },
          body: { wants_another: wantsAnother, reason: reason === "" ? null : reason },
        }),
      ),
    note: (body, key) =>
      answerTo(api.POST("/api/v1/cases/{case_id}/contact/entries", { params: once(key), body })),
  };
}

export function byCode(code: string): Ways {
  return {
    open: async () => (await askOwnCase(code, "contact/opening")) as Contents,
    send: async (text, key) =>
      (await askOwnCase(code, "contact/messages", { text }, { key })) as Contents,
    agree: async (rhythm) => (await askOwnCase(code, "contact/rhythm", rhythm)) as Contact,
    pause: async (until) => (await askOwnCase(code, "contact/pause", { until })) as Contact,
    resume: async () => (await askOwnCase(code, "contact/resumption")) as Contact,
    decline: (wantsAnother, reason) =>
      askOwnCase(code, "contact/decline", {
        wants_another: wantsAnother,
        reason: reason === "" ? null : reason,
      }),
    note: null,
  };
}
