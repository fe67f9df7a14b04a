/** The language the person reads. Shared by the application and by the voting page. */

export const languages = ["sv", "en"] as const;
export type Language = (typeof languages)[number];

const storageKey = "language";

export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language === value);
}

function remembered(): Language | null {
  try {
    const value = localStorage.getItem(storageKey);
    return isLanguage(value) ? value : null;
  } catch {
    return null; // storage is switched off: the choice then lasts for this page only
  }
}

class LanguageChoice {
  #chosen = $state<Language | null>(remembered());
  #suggested = $state<Language>("sv");

  get current(): Language {
    return this.#chosen ?? this.#suggested;
  }

  /** The person's own choice. It says nothing of any matter, so it may be remembered. */
  choose(language: Language): void {
    this.#chosen = language;
    try {
      localStorage.setItem(storageKey, language);
    } catch {
      // see remembered()
    }
  }

  /** The account's or the association's language: used until the person has chosen. */
  suggest(language: Language): void {
    this.#suggested = language;
  }
}

export const language = new LanguageChoice();
