/** Paths with parameters, typed by their own text. Pure. */
import type { Component } from "svelte";

type NamesIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** `ParamsOf<"/arenden/:caseId">` is `{ caseId: string }`. */
export type ParamsOf<Path extends string> = [NamesIn<Path>] extends [never]
  ? Record<string, never>
  : Record<NamesIn<Path>, string>;

export interface Route<Path extends string = string> {
  path: Path;
  /** `account`: signed-in people only; the server decides what they see, this only saves them a detour. */
  access: "anyone" | "account";
  load: () => Promise<{ default: Component<ParamsOf<Path>> }>;
}

/** A page at a path; its component takes the path's parameters as properties. */
export function page<const Path extends string>(
  path: Path,
  access: Route["access"],
  load: Route<Path>["load"],
): Route<Path> {
  return { path, access, load };
}

type AnyRoutes = Record<string, { path: string }>;

export interface Match<Name extends string = string> {
  name: Name;
  params: Record<string, string>;
}

function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

function paramsAt(pattern: string, path: string): Record<string, string> | null {
  const wanted = segmentsOf(pattern);
  const given = segmentsOf(path);
  if (wanted.length !== given.length) return null;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? "";
    if (!segment.startsWith(":")) {
      if (segment !== value) return null;
      continue;
    }
    try {
      params[segment.slice(1)] = decodeURIComponent(value);
    } catch {
      return null; // not a well-formed address
    }
  }
  return params;
}

/** The first route that fits, in the table's order; null when none does. */
export function matchPath<Routes extends AnyRoutes>(
  routes: Routes,
  path: string,
): Match<keyof Routes & string> | null {
  for (const [name, route] of Object.entries(routes)) {
    const params = paramsAt(route.path, path);
    if (params !== null) return { name, params };
  }
  return null;
}

/** The address of a path with its parameters filled in. */
export function fillPath(pattern: string, params: Record<string, string>): string {
  return (
    "/" +
    segmentsOf(pattern)
      .map((segment) =>
        segment.startsWith(":") ? encodeURIComponent(params[segment.slice(1)] ?? "") : segment,
      )
      .join("/")
  );
}
