import { describe, expect, it } from "vitest";
import sv from "../messages/proceedings.sv";
import { nextOfVote, turnOf, voteNow } from "./standing";

const vote = (status: Parameters<typeof turnOf>[0], raised_at: string) => ({ status, raised_at });

describe("the vote that a case is at", () => {
  it("is the one that goes on, though a newer one was called off", () => {
    const goesOn = vote("open", "2026-11-01T10:00:00Z");
    expect(voteNow([vote("cancelled", "2026-11-02T10:00:00Z"), goesOn])).toBe(goesOn);
  });

  it("is the newest when all are over, and none when none was raised", () => {
    const newest = vote("minutes_approved", "2026-11-03T10:00:00Z");
    expect(voteNow([vote("void", "2026-11-02T10:00:00Z"), newest])).toBe(newest);
    expect(voteNow([])).toBeNull();
  });
});

describe("who acts next in a vote", () => {
  it("is the group while it draws and casts, and whoever leads otherwise", () => {
    const who = (status: Parameters<typeof turnOf>[0]) => nextOfVote(status, sv.overview).who;
    expect(who("open")).toBe(sv.overview.group);
    expect(who("credentials_out")).toBe(sv.overview.group);
    expect(who("raised")).toBe(sv.overview.leadsVote);
    expect(who("certified")).toBe(sv.overview.leadsVote);
  });

  it("is nobody when it is over", () => {
    expect(nextOfVote("void", sv.overview)).toEqual({});
  });
});
