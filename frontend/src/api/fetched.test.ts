import { describe, expect, it } from "vitest";
import { Fetched } from "./fetched.svelte";
import { Problem } from "./problem";

describe("what is fetched", () => {
  it("stays in its place while it is read anew, and when that fails", async () => {
    const answers: (() => Promise<string>)[] = [
      () => Promise.resolve("first"),
      () => Promise.reject(new Problem("busy", { status: 503 })),
      () => Promise.resolve("second"),
    ];
    const fetched = new Fetched(() => answers.shift()!());
    expect(fetched.isWaiting).toBe(true);
    await fetched.read();
    await fetched.read();
    expect([fetched.data, fetched.problem?.code]).toEqual(["first", "busy"]);
    await fetched.read();
    expect([fetched.data, fetched.problem]).toEqual(["second", null]);
  });

  it("shows the newest answer, whichever comes last", async () => {
    const finish: ((said: string) => void)[] = [];
    const fetched = new Fetched(() => new Promise<string>((resolve) => finish.push(resolve)));
    const older = fetched.read();
    const newer = fetched.read();
    finish[1]!("new");
    finish[0]!("old");
    await Promise.all([older, newer]);
    expect(fetched.data).toBe("new");
  });
});
