/** Where we are, and how to go elsewhere. Uses the history API; knows the table in routes.ts. */
import { isLeavingQuickly } from "./leave";
import { matchPath, type Match } from "./routing";
import { href, routes, type RouteName } from "./routes";

export interface Here {
  path: string;
  /** null: there is no such page. */
  match: Match<RouteName> | null;
}

function hereNow(): Here {
  return { path: location.pathname, match: matchPath(routes, location.pathname) };
}

class Router {
  #here = $state.raw<Here>(hereNow());
  /** True once the person has moved within the app: then the new page's heading takes the focus. */
  hasMoved = false;
  /** Where someone wants to go while the page has unsent text; the shell asks them. */
  #wanted = $state.raw<{ path: string; replace: boolean } | null>(null);
  /** One for each form on the page. */
  readonly #guards = new Set<() => boolean>();

  get here(): Here {
    return this.#here;
  }

  get wanted(): { path: string } | null {
    return this.#wanted;
  }

  /** Whether the page holds text that would be lost. */
  get hasUnsent(): boolean {
    return [...this.#guards].some((hasUnsent) => hasUnsent());
  }

  /** Goes to a path of the app. With unsent text on the page it asks first. */
  go(path: string, { replace = false } = {}): void {
    if (this.hasUnsent) {
      this.#wanted = { path, replace };
      return;
    }
    if (replace) history.replaceState(null, "", path);
    else history.pushState(null, "", path);
    this.#arrive();
  }

  /** The person chose to leave the unsent text behind. */
  leaveAnyway(): void {
    const wanted = this.#wanted;
    this.#wanted = null;
    this.#guards.clear();
    if (wanted) this.go(wanted.path, wanted);
  }

  stay(): void {
    this.#wanted = null;
  }

  /** Asks `hasUnsent` before every departure, also from the browser's own buttons. Returns the release. */
  guard(hasUnsent: () => boolean): () => void {
    const beforeUnload = (event: BeforeUnloadEvent): void => {
      if (hasUnsent() && !isLeavingQuickly()) event.preventDefault();
    };
    this.#guards.add(hasUnsent);
    addEventListener("beforeunload", beforeUnload);
    return () => {
      this.#guards.delete(hasUnsent);
      removeEventListener("beforeunload", beforeUnload);
    };
  }

  /** Listens to links and to the browser's Back and Forward. */
  start(): () => void {
    const onPopstate = (): void => {
      const target = location.pathname;
      if (target === this.#here.path) return;
      if (this.hasUnsent) {
        // The address has changed already: put ours back, then ask.
        history.pushState(null, "", this.#here.path);
        this.#wanted = { path: target, replace: false };
        return;
      }
      this.#arrive();
    };
    document.addEventListener("click", this.#onClick);
    addEventListener("popstate", onPopstate);
    return () => {
      document.removeEventListener("click", this.#onClick);
      removeEventListener("popstate", onPopstate);
    };
  }

  #arrive(): void {
    this.hasMoved = true;
    this.#here = hereNow();
    scrollTo(0, 0);
  }

  #onClick = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.target || link.hasAttribute("download") || link.origin !== location.origin)
      return;
    // Unknown addresses go to the server: files, the voting page, the API.
    if (link.hash !== "" || matchPath(routes, link.pathname) === null) return;
    event.preventDefault();
    if (link.pathname !== this.#here.path) this.go(link.pathname);
  };
}

export const router = new Router();

export function goTo<Name extends RouteName>(...to: Parameters<typeof href<Name>>): void {
  router.go(href(...to));
}
