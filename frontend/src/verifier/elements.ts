// Elements of the page. Text is only ever put in as text.

import { icons, type IconName } from "../ui/icons";

export type Child = Node | string;

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  children: readonly Child[] = [],
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function button(text: string, onPress: () => void): HTMLButtonElement {
  const made = element("button", { type: "button" }, [icon("globe"), text]);
  made.addEventListener("click", onPress);
  return made;
}

/** Always beside a word, so it is silent to screen readers. */
export function icon(name: IconName): SVGElement {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  for (const [key, value] of [
    ["viewBox", "0 0 24 24"],
    ["aria-hidden", "true"],
    ["class", "icon"],
  ] as const)
    drawing.setAttribute(key, value);
  for (const line of icons[name]) {
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", line);
    drawing.append(path);
  }
  return drawing;
}
