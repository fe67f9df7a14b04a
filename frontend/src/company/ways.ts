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
export type Days = Schemas["CompanyDayList"];
export type Day = Schemas["CompanyDayRead"];
export type DayWrite = Schemas["CompanyDayWrite"];

/** What is done with a day that is entered. */
export interface DayWays {
  change: (day: Day, body: DayWrite) => Promise<Days>;
  end: (day: Day, state: Schemas["CompanyDayEnd"]["state"]) => Promise<Days>;
  ask: (day: Day, whom: Schemas["CompanyAsk"]) => Promise<Days>;
  answer: (day: Day, accepts: boolean) => Promise<Days>;
}

export interface Ways {
  open: () => Promise<Contents>;
  send: (text: string, key: string) => Promise<Contents>;
  agree: (rhythm: Rhythm) => Promise<Contact>;
  /** Without a day: until they say so. */
  pause: (until: string | null) => Promise<Contact>;
  resume: () => Promise<Contact>;
  decline: (wantsAnother: boolean, reason: string) => Promise<unknown>;
  enterDay: (day: DayWrite, key: string) => Promise<Days>;
  wish: (day: Day, isWanted: boolean) => Promise<Days>;
  days: DayWays;
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
    enterDay: (body, key) =>
      answerTo(api.POST("/api/v1/cases/{case_id}/contact/days", { params: once(key), body })),
    wish: (day, isWanted) =>
      answerTo(
        api.PUT("/api/v1/cases/{case_id}/contact/days/{day_id}/wish", {
          params: { path: { ...path, day_id: day.id } },
          body: { is_wanted: isWanted },
        }),
      ),
    days: daysByAccount(path),
    note: (body, key) =>
      answerTo(api.POST("/api/v1/cases/{case_id}/contact/entries", { params: once(key), body })),
  };
}

function daysByAccount(path: { case_id: string }): DayWays {
  const of = (day: Day) => ({ path: { ...path, day_id: day.id } });
  const seen = (day: Day) => ({ ...of(day), header: { "if-match": `"${day.version}"` } });
  return {
    change: (day, body) =>
      answerTo(
        api.PUT("/api/v1/cases/{case_id}/contact/days/{day_id}", { params: seen(day), body }),
      ),
    end: (day, state) =>
      answerTo(
        api.PUT("/api/v1/cases/{case_id}/contact/days/{day_id}/state", {
          params: seen(day),
          body: { state },
        }),
      ),
    ask: (day, body) =>
      answerTo(
        api.PUT("/api/v1/cases/{case_id}/contact/days/{day_id}/company", {
          params: of(day),
          body,
        }),
      ),
    answer: (day, accepts) =>
      answerTo(
        api.PUT("/api/v1/cases/{case_id}/contact/days/{day_id}/answer", {
          params: of(day),
          body: { accepts },
        }),
      ),
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
    enterDay: async (body, key) => (await askOwnCase(code, "contact/days", body, { key })) as Days,
    wish: async (day, isWanted) =>
      (await askOwnCase(code, `contact/days/${day.id}/wish`, { is_wanted: isWanted })) as Days,
    days: daysByCode(code),
    note: null,
  };
}

function daysByCode(code: string): DayWays {
  const tell = async (address: `days/${string}`, body: object, seen?: number) =>
    (await askOwnCase(
      code,
      `contact/${address}`,
      body,
      seen === undefined ? {} : { seen },
    )) as Days;
  return {
    change: (day, body) => tell(`days/${day.id}`, body, day.version),
    end: (day, state) => tell(`days/${day.id}/state`, { state }, day.version),
    ask: (day, body) => tell(`days/${day.id}/company`, body),
    answer: (day, accepts) => tell(`days/${day.id}/answer`, { accepts }),
  };
}
