import description from "../../../docs/openapi.json?raw";
import { describe, expect, it } from "vitest";
import en from "../messages/problems.en";
import sv from "../messages/problems.sv";

interface Description {
  paths: Record<string, Record<string, { responses?: Record<string, Answer> }>>;
}
interface Answer {
  content?: Record<string, { examples?: Record<string, unknown> }>;
}
const described = JSON.parse(description) as Description;
const methods = ["get", "post", "put", "patch", "delete"] as const;
const routes = Object.entries(described.paths).flatMap(([path, operations]) =>
  methods
    .filter((method) => method in operations)
    .map((method) => ({ path, method, responses: operations[method]?.responses ?? {} })),
);
const sources = Object.values(
  import.meta.glob("../**/*.{svelte,ts}", { query: "?raw", import: "default", eager: true }),
).join("\n");

describe("what the server can do", () => {
  const worked = routes.filter(({ path }) =>
    /^\/api\/v1\/(cases|votes|exclusion-cases)/.test(path),
  );

  it.each(worked)(
    "with a case or a vote has its place on a page: $method $path",
    ({ method, path }) => {
      const call = new RegExp(
        `api\\.${method.toUpperCase()}\\(\\s*"${path.replaceAll(/[{}]/g, String.raw`\$&`)}"`,
      );
      expect(sources).toMatch(call);
    },
  );

  it("can refuse with no code that the pages have no words for", () => {
    // The voter's own page has its own words.
    const shown = routes.filter(({ path }) => !path.includes("/ballots"));
    const codes = shown.flatMap(({ responses }) =>
      Object.values(responses).flatMap(({ content }) =>
        Object.keys(content?.["application/problem+json"]?.examples ?? {}),
      ),
    );
    expect(codes.length).toBeGreaterThan(100);
    for (const catalogue of [sv.byCode, en.byCode])
      expect([...new Set(codes)].filter((code) => !(code in catalogue)).sort()).toEqual([]);
  });
});
