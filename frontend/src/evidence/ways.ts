/** The two ways a file goes. */
import { answerTo, api } from "../api/client";
import { readAnswer } from "../api/problem";
import type { components } from "../api/schema";
import type { Way } from "./sending";

type Schemas = components["schemas"];

/** Sent as it is: the client would make JSON of it. */
const asIs = (content: Blob) => ({
  body: content as unknown as string,
  bodySerializer: (body: unknown) => body as Blob,
});

export function wayToCase(caseId: string, compartment: () => Schemas["Compartment"]): Way {
  const path = (id: string) => ({ case_id: caseId, file_id: id });
  return {
    begin: (label, once) =>
      answerTo(
        api.POST("/api/v1/cases/{case_id}/files", {
          params: { path: { case_id: caseId }, header: { "idempotency-key": once } },
          body: { ...label, compartment: compartment() },
        }),
      ),
    progress: (id) =>
      answerTo(
        api.GET("/api/v1/cases/{case_id}/files/{file_id}/upload", { params: { path: path(id) } }),
      ),
    piece: (id, offset, key, content) =>
      answerTo(
        api.PATCH("/api/v1/cases/{case_id}/files/{file_id}/upload", {
          params: { path: path(id), header: { "upload-offset": offset, "piece-key": key } },
          headers: { "Content-Type": "application/octet-stream" },
          ...asIs(content),
        }),
      ),
    takeAway: (id) =>
      answerTo(
        api.DELETE("/api/v1/cases/{case_id}/files/{file_id}/upload", {
          params: { path: path(id) },
        }),
      ),
    end: (id, key, sha256) =>
      answerTo(
        api.POST("/api/v1/cases/{case_id}/files/{file_id}/upload/end", {
          params: { path: path(id) },
          body: { key, sha256 },
        }),
      ),
  };
}

const ofReport = "/api/v1/reports/receipt/files";
const patienceMs = 60_000;

/** Nobody is signed in for a report, and whoever is on this device need not be its reporter. */
export async function askWithCode(
  code: string,
  address: string,
  {
    method = "POST",
    headers = {},
    body,
  }: { method?: string; headers?: Record<string, string>; body?: BodyInit } = {},
): Promise<unknown> {
  const response = await globalThis.fetch(`${ofReport}${address}`, {
    method,
    credentials: "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
    headers: { "Receipt-Code": code, ...headers },
    signal: AbortSignal.timeout(patienceMs),
    ...(body === undefined ? {} : { body }),
  });
  return readAnswer(response);
}

export function wayToReport(code: string): Way {
  const json = { "Content-Type": "application/json" };
  return {
    begin: async (label, once) =>
      (await askWithCode(code, "", {
        headers: { ...json, "Idempotency-Key": once },
        body: JSON.stringify(label),
      })) as Schemas["FileBegun"],
    progress: async (id) =>
      (await askWithCode(code, `/${id}/upload`, { method: "GET" })) as Schemas["FileProgress"],
    piece: (id, offset, key, content) =>
      askWithCode(code, `/${id}/upload`, {
        method: "PATCH",
        headers: {
          "Content-Type": "application/octet-stream",
          "Upload-Offset": String(offset),
          "Piece-Key": key,
        },
        body: content,
      }),
    takeAway: (id) => askWithCode(code, `/${id}/upload`, { method: "DELETE" }),
    end: (id, key, sha256) =>
      askWithCode(code, `/${id}/upload/end`, {
        headers: json,
        body: JSON.stringify({ key, sha256 }),
      }),
  };
}
