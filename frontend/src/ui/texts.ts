import { language } from "../language.svelte";
import en from "../messages/ui.en";
import sv, { type UiTexts } from "../messages/ui.sv";

/** The design system's own few words; both languages are small enough to ship together. */
export function uiTexts(): UiTexts {
  return language.current === "sv" ? sv : en;
}
