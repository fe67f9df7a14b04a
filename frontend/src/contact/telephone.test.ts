import { expect, it } from "vitest";
import { telephoneLink, writtenTelephone } from "./telephone";

it("writes a Swedish mobile number as people read it, and others as they stand", () => {
  expect(writtenTelephone("+46701740605")).toBe(["070", "174 06 05"].join("-"));
  expect(writtenTelephone("+4740123456")).toBe("+4740123456");
});

it("dials what was meant, without the spaces", () => {
  expect(telephoneLink("114 14")).toBe("tel:11414");
  expect(telephoneLink("+46701740605")).toBe("tel:+46701740605");
});
