/** What somebody writes down of a call, a letter or a link, as a file of plain text. Nothing in it is ever followed. Pure. */

export interface Noted {
  when: string;
  who: string;
  what: string;
}

interface Words {
  when: string;
  who: string;
  what: string;
  fileName: string;
}

/** "2026-10-14 22:40", for the field to begin with: most is written down at once. */
export function writtenNow(now: Date, language: "sv" | "en"): string {
  const day = new Intl.DateTimeFormat(language === "sv" ? "sv-SE" : "en-GB", { dateStyle: "long" });
  return `${day.format(now)} ${now.toTimeString().slice(0, 5)}`;
}

export function noteFile(said: Noted, words: Words, now: Date): File {
  const lines = [
    `${words.when}: ${said.when.trim()}`,
    `${words.who}: ${said.who.trim()}`,
    "",
    `${words.what}:`,
    said.what.trim(),
    "",
  ];
  // A name by which it is found again among others, and which tells nothing of what stands in it.
  const two = (number: number) => String(number).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const name = `${words.fileName} ${day} ${two(now.getHours())}.${two(now.getMinutes())}.txt`;
  return new File([lines.join("\n")], name, { type: "text/plain" });
}
