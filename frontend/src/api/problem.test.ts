// @vitest-environment happy-dom
import { beforeAll, describe, expect, it } from "vitest";
import { loadMessages, t } from "../messages/index.svelte";
import { asProblem, Problem, problemFrom, readAnswer } from "./problem";
import { fieldText, problemText } from "./problemText";

beforeAll(() => loadMessages("sv"));

function answered(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers });
}

describe("a problem", () => {
  it("carries the server's code, its faults by field and how long to wait", () => {
    const problem = problemFrom(answered(429, {}, { "Retry-After": "30" }), {
      code: "slow-down",
      errors: [{ field: "password", code: "too-short" }, { nonsense: true }],
    });
    expect(problem).toMatchObject({ code: "slow-down", status: 429, retryAfterSeconds: 30 });
    expect(problem.faultAt("password")).toBe("too-short");
    expect(problem.fieldFaults).toHaveLength(1);
  });

  it("is unexpected when the answer is no problem document, such as a proxy's page", async () => {
    await expect(readAnswer(answered(502, "<html>Bad gateway"))).rejects.toMatchObject({
      code: "unexpected",
      status: 502,
    });
  });

  it("is unreachable when no answer came, which is worth another try", () => {
    for (const thrown of [new TypeError("fetch failed"), new DOMException("", "TimeoutError")]) {
      expect(asProblem(thrown)).toMatchObject({ code: "unreachable", isPassing: true });
    }
    expect(new Problem("invalid-input", { status: 422 }).isPassing).toBe(false);
    expect(new Problem("unexpected", { status: 503 }).isPassing).toBe(true);
  });
});

describe("the words for a problem", () => {
  it("come from the catalogue by code", () => {
    const text = problemText(new Problem("wrong-credentials", { status: 401 }));
    expect(text).toEqual(t.problems.byCode["wrong-credentials"]);
  });

  it("never show a code nobody has put into words", () => {
    const text = problemText(new Problem("flux-inverted", { status: 409 }));
    expect(text).toEqual(t.problems.byCode.unexpected);
    expect(text.title + text.advice).not.toContain("flux");
  });

  it("say how long to wait", () => {
    const waiting = (seconds: number) =>
      problemText(new Problem("slow-down", { status: 429, retryAfterSeconds: seconds })).advice;
    expect(waiting(30)).toContain("30 sekunder");
    expect(waiting(61)).toContain("2 minuter");
  });

  it("stand at the field they concern, and only there", () => {
    const problem = new Problem("invalid-input", {
      status: 422,
      fieldFaults: [
        { field: "login", code: "missing" },
        { field: "note", code: "unheard-of" },
      ],
    });
    expect(fieldText(problem, "login")).toBe(t.problems.byFieldCode.missing);
    expect(fieldText(problem, "note")).toBe(t.problems.fieldOtherwise);
    expect(fieldText(problem, "password")).toBeUndefined();
    expect(fieldText(null, "login")).toBeUndefined();
  });
});
