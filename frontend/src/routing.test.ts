import { describe, expect, it } from "vitest";
import { fillPath, matchPath } from "./routing";
import { href, routes } from "./routes";

const table = {
  start: { path: "/" },
  newCase: { path: "/arenden/nytt" },
  oneCase: { path: "/arenden/:caseId" },
  step: { path: "/arenden/:caseId/steg/:stepId" },
};

describe("matching a path", () => {
  it("finds a page by its exact path, with or without a last slash", () => {
    expect(matchPath(table, "/")).toEqual({ name: "start", params: {} });
    expect(matchPath(table, "/arenden/nytt/")).toEqual({ name: "newCase", params: {} });
  });

  it("takes the first that fits, so that a word stands before a parameter", () => {
    expect(matchPath(table, "/arenden/nytt")?.name).toBe("newCase");
    expect(matchPath(table, "/arenden/k3v9")?.name).toBe("oneCase");
  });

  it("gives parameters decoded and fills them in encoded", () => {
    const path = fillPath(table.step.path, { caseId: "a/b", stepId: "å" });
    expect(path).toBe("/arenden/a%2Fb/steg/%C3%A5");
    expect(matchPath(table, path)).toEqual({
      name: "step",
      params: { caseId: "a/b", stepId: "å" },
    });
  });

  it("knows no page for unknown, longer or malformed addresses", () => {
    expect(matchPath(table, "/finns-inte")).toBeNull();
    expect(matchPath(table, "/arenden/k3v9/mer")).toBeNull();
    expect(matchPath(table, "/arenden/%E0%A4%A")).toBeNull();
  });
});

/** Has a value for every parameter a page may come to have. */
const anyValue = new Proxy<Record<string, string>>({}, { get: () => "x" });

describe("the table of pages", () => {
  it("leads each page's own address back to that page", () => {
    for (const [name, route] of Object.entries(routes)) {
      const filled = fillPath(route.path, anyValue);
      expect(matchPath(routes, filled)?.name).toBe(name);
    }
  });

  it("lets anyone reach the contact card, the report page and the ways in", () => {
    const open = Object.entries(routes).filter(([, route]) => route.access === "anyone");
    expect(open.map(([name]) => name).sort()).toEqual([
      "contact",
      "invitation",
      "myReport",
      "report",
      // Not found where people are real.
      "sent",
      "signIn",
    ]);
    expect(href("report")).toBe("/anmal");
  });
});
