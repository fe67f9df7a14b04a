export interface Numbers {
  in_favour: number;
  against: number;
  abstained: number;
}

const counted = (typed: string): number | null =>
  /^\d{1,2}$/.test(typed.trim()) ? Number(typed.trim()) : null;

/** What was typed as three whole numbers; null when one of them is none. */
export function numbersOf(inFavour: string, against: string, abstained: string): Numbers | null {
  const [for_, no, blank] = [inFavour, against, abstained].map(counted);
  if (for_ == null || no == null || blank == null) return null;
  return { in_favour: for_, against: no, abstained: blank };
}
