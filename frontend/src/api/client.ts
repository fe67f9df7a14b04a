import createClient from "openapi-fetch";
import { asProblem, problemFrom } from "./problem";
import type { paths } from "./schema";
import { authorisedFetch } from "./tokens";

/** The typed client. A wrong path or field does not pass the check. */
export const api = createClient<paths>({
  baseUrl: location.origin,
  // openapi-fetch keeps the fetch it finds when made; tests and tokens need the one of the moment.
  fetch: (request) => authorisedFetch(request),
});

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/** `await answerTo(api.GET("/api/v1/me"))`: the data, or a thrown Problem. */
export async function answerTo<Data>(asked: Promise<Answer<Data>>): Promise<Data> {
  let answer: Answer<Data>;
  try {
    answer = await asked;
  } catch (thrown) {
    throw asProblem(thrown);
  }
  if (!answer.response.ok) throw problemFrom(answer.response, answer.error);
  return answer.data as Data;
}
