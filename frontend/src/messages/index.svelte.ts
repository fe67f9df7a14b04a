/**
 * The catalogues. Each room writes `<room>.sv.ts` (the source) and `<room>.en.ts` (typed after it);
 * they meet in sv.ts and en.ts. Only the language that is read is fetched.
 */
import type { Language } from "../language.svelte";
import type { Messages } from "./sv";

const catalogues: Record<Language, () => Promise<{ default: Messages }>> = {
  sv: () => import("./sv"),
  en: () => import("./en"),
};

let current = $state.raw<Messages | null>(null);

export async function loadMessages(language: Language): Promise<void> {
  current = (await catalogues[language]()).default;
  document.documentElement.lang = language;
}

/** `t.shell.skipToContent`: reads the catalogue of the moment, so what shows it follows a change. */
export const t = new Proxy({} as Messages, {
  get(_, room: keyof Messages) {
    if (current === null) throw new Error("Texts were read before loadMessages() was done");
    return current[room];
  },
});
