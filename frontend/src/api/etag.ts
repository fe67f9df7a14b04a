import { problemFrom } from "./problem";

/** A thing with the version it was read at; a change says which one was seen. */
export interface Versioned<Data> {
  data: Data;
  /** Goes back as If-Match. */
  etag: string;
}

/** `await versionedAnswerTo(api.GET("/api/v1/association"))`. Throws Problem, or what fetch throws. */
export async function versionedAnswerTo<Data>(
  asked: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Versioned<Data>> {
  const answer = await asked;
  if (!answer.response.ok) throw problemFrom(answer.response, answer.error);
  return { data: answer.data as Data, etag: answer.response.headers.get("ETag") ?? "" };
}
