import { answerTo, api } from "./api/client";
import { language } from "./language.svelte";

/** The association's neutral name: the tab's title on every page, and nothing else ever is. */
class Association {
  #name = $state<string | null>(null);
  #isDemo = $state(false);

  get neutralName(): string | null {
    return this.#name;
  }

  /** Whether everyone in it is made up; then every page says so. */
  get isDemo(): boolean {
    return this.#isDemo;
  }

  async load(): Promise<void> {
    try {
      const association = await answerTo(api.GET("/api/v1/association"));
      this.#name = association.neutral_name;
      this.#isDemo = association.is_demo;
      document.title = association.neutral_name;
      language.suggest(association.language);
    } catch {
      // Without it the pages keep their neutral start title; whatever needs the server says so itself.
    }
  }
}

export const association = new Association();
