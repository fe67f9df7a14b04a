// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { router } from "./router.svelte";

let stop: () => void;

beforeEach(() => {
  vi.spyOn(window, "scrollTo").mockImplementation(() => undefined);
  router.go("/kontakt");
  stop = router.start();
});

afterEach(() => {
  stop();
  document.body.replaceChildren();
});

/** Whether the app took the press for its own; the test's browser never leaves the page. */
function isTaken(to: { href: string; target?: string }, init: MouseEventInit = {}): boolean {
  const link = Object.assign(document.createElement("a"), to);
  document.body.append(link);
  let taken = false;
  const decide = (event: Event): void => {
    taken = event.defaultPrevented;
    event.preventDefault();
  };
  addEventListener("click", decide, { once: true });
  link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ...init }));
  return taken;
}

describe("moving about", () => {
  it("follows a link within the app without loading the page anew", () => {
    expect(isTaken({ href: "/anmal" })).toBe(true);
    expect(router.here.match?.name).toBe("report");
    expect(location.pathname).toBe("/anmal");
  });

  it("leaves alone what is not its own: new tabs, other hosts, telephone calls, files", () => {
    expect(isTaken({ href: "/anmal" }, { ctrlKey: true })).toBe(false);
    expect(isTaken({ href: "/anmal", target: "_blank" })).toBe(false);
    expect(isTaken({ href: "https://example.org/anmal" })).toBe(false);
    expect(isTaken({ href: "tel:112" })).toBe(false);
    expect(isTaken({ href: "/rosta.html" })).toBe(false);
    expect(router.here.match?.name).toBe("contact");
  });

  it("shows that an address is unknown rather than guessing", () => {
    router.go("/finns-inte");
    expect(router.here).toEqual({ path: "/finns-inte", match: null });
  });
});

describe("text that is not sent", () => {
  it("is asked about before leaving, and kept when one stays", () => {
    const release = router.guard(() => true);
    router.go("/logga-in");
    expect(router.here.path).toBe("/kontakt");
    expect(router.wanted?.path).toBe("/logga-in");
    router.stay();
    expect(router.wanted).toBeNull();
    expect(location.pathname).toBe("/kontakt");
    release();
  });

  it("is left behind only on the person's own word", () => {
    const release = router.guard(() => true);
    router.go("/logga-in");
    router.leaveAnyway();
    expect(router.here.path).toBe("/logga-in");
    release();
  });

  it("is asked about for every form on the page, whichever came last", () => {
    const releases = [router.guard(() => true), router.guard(() => false)];
    router.go("/logga-in");
    expect(router.here.path).toBe("/kontakt");
    router.stay();
    releases.forEach((release) => release());
    router.go("/logga-in");
    expect(router.here.path).toBe("/logga-in");
  });

  it("also holds against the browser's Back button", () => {
    router.go("/anmal");
    const release = router.guard(() => true);
    history.replaceState(null, "", "/kontakt");
    dispatchEvent(new PopStateEvent("popstate"));
    expect(location.pathname).toBe("/anmal");
    expect(router.wanted?.path).toBe("/kontakt");
    router.leaveAnyway();
    expect(router.here.match?.name).toBe("contact");
    release();
  });

  it("makes the browser ask before the tab is closed", () => {
    let hasText = true;
    const release = router.guard(() => hasText);
    const close = (): boolean => {
      const event = new Event("beforeunload", { cancelable: true });
      dispatchEvent(event);
      return event.defaultPrevented;
    };
    expect(close()).toBe(true);
    hasText = false;
    expect(close()).toBe(false);
    hasText = true;
    release();
    expect(close()).toBe(false);
  });
});
