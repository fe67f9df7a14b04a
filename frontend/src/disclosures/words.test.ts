import { expect, it } from "vitest";
import sv from "../messages/sv";
import { lasting } from "./words";

it("says whole hours as hours, and all else in minutes", () => {
  expect(lasting(60, sv)).toBe("en timme");
  expect(lasting(24 * 60, sv)).toBe("24 timmar");
  expect(lasting(90, sv)).toBe("90 minuter");
});
