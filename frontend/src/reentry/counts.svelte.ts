import { today } from "../people/api";
import type { Counts } from "./calls";

/** By how many the board decided, as it is typed. */
export class CountsForm {
  decidedOn = $state(today());
  inFavour = $state("");
  against = $state("");
  abstained = $state("0");

  /** None until each is a whole number. */
  get counts(): Counts | null {
    const typed = [this.inFavour, this.against, this.abstained].map((each) => each.trim());
    if (!typed.every(isWhole) || this.decidedOn === "") return null;
    const [in_favour, against, abstained] = typed.map(Number) as [number, number, number];
    return { decided_on: this.decidedOn, in_favour, against, abstained };
  }
}

export const isWhole = (typed: string): boolean => /^\d{1,3}$/.test(typed.trim());
