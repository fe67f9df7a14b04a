// @vitest-environment happy-dom
import { flushSync, mount, unmount, type Component } from "svelte";
import { afterEach, describe, expect, it } from "vitest";
import Checkbox from "./Checkbox.svelte";
import Field from "./Field.svelte";
import RadioCards from "./RadioCards.svelte";
import Select from "./Select.svelte";
import TextArea from "./TextArea.svelte";

const mounted: object[] = [];

function show<Props extends Record<string, unknown>>(
  component: Component<Props, object, string>,
  props: Props,
): HTMLElement {
  const target = document.createElement("div");
  document.body.append(target);
  mounted.push(mount(component, { target, props }));
  flushSync();
  return target;
}

afterEach(async () => {
  await Promise.all(mounted.splice(0).map((component) => unmount(component)));
  document.body.replaceChildren();
});

function found(within: HTMLElement, selector: string): HTMLElement {
  const element = within.querySelector<HTMLElement>(selector);
  if (!element) throw new Error(`Nothing fits ${selector}`);
  return element;
}

/** What a screen reader reads after the control's name. */
function descriptionOf(control: HTMLElement): string[] {
  return (control.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .filter(Boolean)
    .map((id) => document.getElementById(id)?.textContent?.trim() ?? `missing: ${id}`);
}

const options = [
  { value: "a", label: "Första" },
  { value: "b", label: "Andra", explanation: "Mer om andra" },
];

describe.each([
  ["a text field", "input", () => show(Field, { ...said, value: "" })],
  ["a text area", "textarea", () => show(TextArea, { ...said, value: "" })],
  ["a select", "select", () => show(Select, { ...said, value: "", options })],
])("%s", (_, selector, build) => {
  it("is named by its label and described by its hint, then its error", () => {
    const target = build();
    const control = found(target, selector);
    expect(found(target, "label").getAttribute("for")).toBe(control.id);
    expect(descriptionOf(control)).toEqual(["En antydan", "Rätta: Fyll i det här"]);
    expect(control.getAttribute("aria-invalid")).toBe("true");
    expect(control.getAttribute("aria-required")).toBe("true");
  });
});

const said = { label: "Namn", hint: "En antydan", error: "Fyll i det här", isRequired: true };

describe("a text field without faults", () => {
  it("claims neither error nor description", () => {
    const control = found(show(Field, { label: "Namn", value: "" }), "input");
    for (const name of ["aria-invalid", "aria-describedby", "aria-required"])
      expect(control.hasAttribute(name)).toBe(false);
  });

  it("has its own id although another stands beside it", () => {
    const one = found(show(Field, { label: "Namn", value: "" }), "input");
    const other = found(show(Field, { label: "Namn", value: "" }), "input");
    expect(one.id).not.toBe(other.id);
  });
});

describe("radio cards", () => {
  it("are one named group with one choice, each explained by its own words", () => {
    const target = show(RadioCards, {
      legend: "Välj en",
      value: null,
      options,
      error: "Välj något",
      isRequired: true,
    } as never);
    const group = found(target, "[role='radiogroup']");
    expect(found(group, "legend").textContent).toBe("Välj en");
    expect(group.getAttribute("aria-invalid")).toBe("true");
    expect(descriptionOf(group)).toEqual(["Rätta: Välj något"]);
    const [first, second] = [...target.querySelectorAll("input")];
    expect(first?.name).toBe(second?.name);
    expect(first?.closest("label")?.textContent?.trim()).toBe("Första");
    expect(second && descriptionOf(second)).toEqual(["Mer om andra"]);
    expect(first?.hasAttribute("aria-describedby")).toBe(false);
  });
});

describe("a checkbox", () => {
  it("is named by the words around it and described by its error", () => {
    const target = show(Checkbox, { label: "Jag har läst", isChecked: false, error: "Kryssa i" });
    const control = found(target, "input");
    expect(control.closest("label")?.textContent?.trim()).toBe("Jag har läst");
    expect(descriptionOf(control)).toEqual(["Rätta: Kryssa i"]);
    control.click();
    expect((control as HTMLInputElement).checked).toBe(true);
  });
});
