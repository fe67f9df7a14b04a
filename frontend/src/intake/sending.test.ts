import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Report } from "./api";
import { pausesSeconds, Sending } from "./sending.svelte";

const report: Report = {
  receipt_code: "C",
  concerns: "party",
  about_office: null,
  about_names: "",
  happened: "Det ringde igen.",
  safe_now: "unsure",
  needs: "",
  must_not_know: "",
  reach: null,
  language: "sv",
};
const received = () =>
  Response.json(
    { caller: null, received_at: "2026-11-23T22:00:00Z", answer_by: "2026-11-23T22:15:00Z" },
    { status: 201 },
  );
const network = vi.fn<(path: string, init: RequestInit) => Promise<Response>>();

beforeEach(() => {
  vi.useFakeTimers();
  network.mockReset();
  vi.stubGlobal("fetch", network);
});
afterEach(() => vi.useRealTimers());

describe("sending a report", () => {
  it("is done at the first answer", async () => {
    network.mockResolvedValue(received());
    const sending = new Sending();
    await sending.send(report);
    expect(sending.state).toEqual({
      at: "received",
      answer: { caller: null, within_minutes: 15 },
    });
  });

  it("tries again on a bad line, with the very same report, and says when", async () => {
    network.mockRejectedValueOnce(new TypeError("offline")).mockResolvedValue(received());
    const sending = new Sending();
    const sent = sending.send(report);
    await vi.advanceTimersByTimeAsync(0);
    expect(sending.state).toEqual({ at: "pausing", attempt: 1, secondsLeft: pausesSeconds[0] });
    await vi.advanceTimersByTimeAsync(pausesSeconds[0] * 1_000);
    await sent;
    expect(sending.state.at).toBe("received");
    const bodies = network.mock.calls.map(([, init]) => init.body);
    expect(bodies).toEqual([JSON.stringify(report), JSON.stringify(report)]);
  });

  it("does not wait when the person says so or the line is back", async () => {
    network.mockRejectedValueOnce(new TypeError("offline")).mockResolvedValue(received());
    const sending = new Sending();
    const sent = sending.send(report);
    await vi.advanceTimersByTimeAsync(0);
    sending.tryNow();
    await sent;
    expect(sending.state.at).toBe("received");
  });

  it("waits as long as a busy server asks", async () => {
    network
      .mockResolvedValueOnce(
        Response.json({ code: "slow-down" }, { status: 429, headers: { "Retry-After": "40" } }),
      )
      .mockResolvedValue(received());
    const sending = new Sending();
    void sending.send(report);
    await vi.advanceTimersByTimeAsync(0);
    expect(sending.state).toMatchObject({ at: "pausing", secondsLeft: 40 });
    await vi.advanceTimersByTimeAsync(40_000);
    expect(sending.state.at).toBe("received");
  });

  it("stops at a refusal, which another attempt would not mend", async () => {
    network.mockResolvedValue(Response.json({ code: "invalid-input" }, { status: 422 }));
    const sending = new Sending();
    await sending.send(report);
    expect(sending.state).toMatchObject({ at: "stopped", problem: { code: "invalid-input" } });
    expect(network).toHaveBeenCalledOnce();
  });

  it("leaves it to the person after the last attempt, and can then start over", async () => {
    network.mockRejectedValue(new TypeError("offline"));
    const sending = new Sending();
    const sent = sending.send(report);
    await vi.advanceTimersByTimeAsync(600_000);
    await sent;
    expect(sending.state.at).toBe("stopped");
    expect(network).toHaveBeenCalledTimes(pausesSeconds.length + 1);
    network.mockResolvedValue(received());
    await sending.send(report);
    expect(sending.state.at).toBe("received");
  });

  it("carries no sign of who is signed in on the device", async () => {
    network.mockResolvedValue(received());
    await new Sending().send(report);
    const [, init] = network.mock.calls[0] ?? [];
    expect(init).toMatchObject({ credentials: "omit", referrerPolicy: "no-referrer" });
    expect(Object.keys(init?.headers ?? {})).toEqual(["Content-Type"]);
  });
});
