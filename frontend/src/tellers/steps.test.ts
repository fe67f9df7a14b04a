import { describe, expect, it } from "vitest";
import type { Status } from "../votes/stages";
import { awaited, isShort, stateOf, stepOf, type Device, type Teller, type Told } from "./steps";

const now = new Date("2026-11-03T19:00:00Z");
const [past, ahead] = ["2026-11-03T18:59:00Z", "2026-11-03T19:01:00Z"];

function aTeller(number: number, more: Partial<Teller> = {}): Teller {
  return {
    name: `Räknare ${number}`,
    person_id: `0000000${number}`,
    number,
    has_keys: true,
    has_confirmed: true,
    has_sent: false,
    has_signed: false,
    is_in_opening_set: false,
    is_struck: false,
    is_me: number === 0,
    fingerprint: null,
    ...more,
  };
}

function aTold(me: Partial<Teller> = {}, more: Partial<Told> = {}): Told {
  return {
    threshold: 2,
    usual_count: 3,
    usual_threshold: 2,
    tellers: [aTeller(0, me), aTeller(1), aTeller(2)],
    opening_set: [],
    counts_differ: false,
    opens_at: null,
    ...more,
  };
}

interface About {
  me?: Partial<Teller>;
  told?: Partial<Told>;
  device?: Device;
  ends?: string;
  answer?: string | null;
  staysSealed?: boolean;
}

function at(status: Status, { me, told, device, ends, answer, staysSealed }: About = {}) {
  const objections = answer === undefined ? [] : [{ id: "o", text: "Nej", answer }];
  return stepOf({
    vote: { status, objections, check_ends_at: ends ?? past },
    told: aTold(me, told),
    device: device ?? "same",
    staysSealed: staysSealed ?? false,
    now,
  });
}

describe("a teller's step", () => {
  it("is the key before lock, made again or elsewhere when this device has another", () => {
    expect(at("raised", { me: { has_keys: false }, device: "none" })).toBe("make");
    expect(at("convened", { me: { has_keys: false }, device: "other" })).toBe("give");
    expect(at("convened")).toBe("made");
    expect(at("convened", { device: "none" })).toBe("elsewhere");
    expect(at("convened", { device: "other" })).toBe("elsewhere");
  });

  it("is confirming after lock, and waiting until the check window is over", () => {
    expect(at("roll_locked", { me: { has_confirmed: false } })).toBe("confirm");
    expect(at("credentials_out", { me: { has_confirmed: false } })).toBe("confirm");
    expect(at("credentials_out")).toBe("wait");
    expect(at("open")).toBe("wait");
    expect(at("closed", { ends: ahead })).toBe("wait");
    expect(at("closed", { answer: null })).toBe("wait");
  });

  it("is opening, then counting when enough have sent, then waiting for signatures", () => {
    expect(at("closed")).toBe("open");
    expect(at("closed", { answer: "Jo" })).toBe("open");
    expect(at("closed", { me: { has_sent: true } })).toBe("sent");
    const told = { opening_set: [0, 1] };
    expect(at("closed", { told })).toBe("open");
    expect(at("closed", { me: { has_sent: true }, told })).toBe("count");
    expect(at("closed", { me: { has_sent: true, has_signed: true }, told })).toBe("signed");
  });

  it("asks nobody for shares of what stays sealed", () => {
    expect(at("closed", { staysSealed: true })).toBe("count");
    expect(at("closed", { staysSealed: true, me: { has_signed: true } })).toBe("signed");
  });

  it("is the paper wherever the keys are missing after lock", () => {
    for (const status of ["roll_locked", "credentials_out", "open", "closed"] as const)
      for (const device of ["none", "other"] as const)
        expect(at(status, { device })).toBe("restore");
  });

  it("is over with the vote, and is nobody else's", () => {
    for (const status of ["certified", "minutes_approved"] as const)
      expect(at(status, { device: "none" })).toBe("certified");
    for (const status of ["cancelled", "void"] as const) expect(at(status)).toBe("ended");
    expect(at("convened", { me: { is_me: false } })).toBe("not-mine");
  });

  it("says when too few are left, and not before", () => {
    const struck = { name: null, person_id: null, is_struck: true, is_me: false };
    const one = { tellers: [aTeller(0), aTeller(1), aTeller(2, struck)] };
    expect(isShort(aTold({}, one))).toBe(false);
    expect(at("closed", { told: one })).toBe("open");
    const two = { tellers: [aTeller(0), aTeller(1, struck), aTeller(2, struck)] };
    for (const status of ["credentials_out", "open", "closed"] as const)
      expect(at(status, { told: two })).toBe("short");
  });
});

describe("how far a teller has come", () => {
  it("is told by what the vote waits for", () => {
    expect(stateOf(aTeller(1, { has_keys: false }), "convened")).toBe("noKeys");
    expect(stateOf(aTeller(1), "convened")).toBe("keys");
    expect(stateOf(aTeller(1, { has_confirmed: false }), "roll_locked")).toBe("unconfirmed");
    expect(stateOf(aTeller(1), "open")).toBe("confirmed");
    expect(stateOf(aTeller(1), "closed")).toBe("notSent");
    expect(stateOf(aTeller(1, { has_sent: true }), "closed")).toBe("sent");
    expect(stateOf(aTeller(1, { has_sent: true, has_signed: true }), "closed")).toBe("signed");
    expect(stateOf(aTeller(1, { has_sent: true }), "certified")).toBe("notSigned");
    expect(stateOf(aTeller(1, { is_struck: true }), "closed")).toBe("struck");
  });

  it("names whom the vote waits for, and never one who was struck", () => {
    const told = aTold({ has_keys: false, has_confirmed: false });
    expect(awaited(told, "convened").map(({ number }) => number)).toEqual([0]);
    expect(awaited(told, "credentials_out").map(({ number }) => number)).toEqual([0]);
    const struck = aTold({ has_confirmed: false, is_struck: true });
    expect(awaited(struck, "credentials_out")).toEqual([]);
  });
});
