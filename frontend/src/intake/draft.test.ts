import { describe, expect, it } from "vitest";
import { Draft } from "./draft.svelte";

const receipt = { code: "C", key: "K" };

function aDraft(said: Partial<Draft> = {}): Draft {
  return Object.assign(new Draft(), { concerns: "party", happened: "Det ringde igen." }, said);
}

describe("a draft of a report", () => {
  it("asks for as little as possible: what it concerns and a few words", () => {
    expect(new Draft().gaps).toEqual(["concerns", "happened"]);
    expect(aDraft().gaps).toEqual([]);
    expect(aDraft({ happened: "  " }).gaps).toEqual(["happened"]);
  });

  it("asks for the number only of whoever wants to be called", () => {
    expect(aDraft({ reach: "telephone" }).gaps).toEqual(["telephone"]);
    expect(aDraft({ reach: "telephone", telephone: "+46701740605" }).gaps).toEqual([]);
    expect(aDraft({ reach: "email", email: "namn" }).gaps).toEqual(["email"]);
    expect(aDraft({ reach: "none" }).gaps).toEqual([]);
  });

  it("names who it is about only when someone in the association may be meant", () => {
    const named = { aboutOffice: "chair", aboutNames: "Kim" } as const;
    expect(aDraft({ ...named, concerns: "internal" }).asReport(receipt, "sv")).toMatchObject({
      about_office: "chair",
      about_names: "Kim",
    });
    // Written first, then thought better of: what no longer shows is not sent.
    expect(aDraft({ ...named, concerns: "municipal" }).asReport(receipt, "sv")).toMatchObject({
      about_office: null,
      about_names: "",
    });
  });

  it("takes an unanswered question about safety with the care of an unsure one", () => {
    expect(aDraft().asReport(receipt, "sv").safe_now).toBe("unsure");
    expect(aDraft({ safeNow: "no" }).asReport(receipt, "sv").safe_now).toBe("no");
  });

  it("sends one way to reach the person, or none", () => {
    const both = { telephone: "+46701740606", email: "namn@example.org" };
    const reachBy = (reach: Draft["reach"]) =>
      aDraft({ ...both, reach }).asReport(receipt, "en").reach;
    expect(reachBy("telephone")).toEqual({ telephone: "+46701740606" });
    expect(reachBy("email")).toEqual({ email: "namn@example.org" });
    expect(reachBy("none")).toBeNull();
    expect(reachBy(null)).toBeNull();
  });

  it("has text worth a warning as soon as a word is written", () => {
    expect(Object.assign(new Draft(), { concerns: "party" }).hasText).toBe(false);
    expect(aDraft().hasText).toBe(true);
  });
});
