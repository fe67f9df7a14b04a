import { tick } from "svelte";
import { cardOf, type Part } from "./standing";

/** Leads to a part, unfolded. The reader goes along, not only the window: the next tab press starts in it. */
export async function showPart(part: Part): Promise<void> {
  const card = document.getElementById(cardOf(part));
  if (card === null) return;
  card.querySelector<HTMLButtonElement>(':scope > button[aria-expanded="false"]')?.click();
  await tick();
  card.focus({ preventScroll: true });
  card.scrollIntoView();
}
