/** "820 kB", "3,4 MB": what a telephone shows for the same file. */
export function sizeInWords(bytes: number, language: string): string {
  const [value, unit] =
    bytes < 1_000_000 ? [Math.max(1, Math.round(bytes / 1000)), "kB"] : [bytes / 1_000_000, "MB"];
  const number = new Intl.NumberFormat(language, {
    maximumFractionDigits: unit === "MB" && value < 10 ? 1 : 0,
  }).format(value);
  return `${number}\u00a0${unit}`;
}
