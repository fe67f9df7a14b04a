import { afterEach, expect, it, vi } from "vitest";
import { isDemo } from "./demo";

afterEach(() => vi.unstubAllGlobals());

it.each([
  [{ is_demo: true }, 200, true],
  [{ is_demo: false }, 200, false],
  [{ code: "not-founded" }, 409, false],
  ["not an object", 200, false],
])("reads %j (%i) as %s", async (body, status, expected) => {
  const asked = vi.fn(async (_path: string, _options: RequestInit) =>
    Response.json(body, { status }),
  );
  vi.stubGlobal("fetch", asked);
  expect(await isDemo()).toBe(expected);
  expect(asked).toHaveBeenCalledWith("/api/v1/association", { credentials: "omit" });
});

it("takes a line that is down for no demo", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no line")));
  expect(await isDemo()).toBe(false);
});
