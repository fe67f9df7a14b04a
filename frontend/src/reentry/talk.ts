import type { Messages } from "../messages/sv";

const sealed = /^\[apologised:(yes|partly|no) responsible:(yes|partly|no)\] ?/;

/** The answers of a talk stand before its note in codes, as they were sealed. */
export function talkInWords(text: string, words: Messages["reentry"]): string {
  const found = sealed.exec(text);
  if (found === null) return text;
  const { said, apologised, responsible } = words.talk;
  const answer = (code: string | undefined) => said[code as keyof typeof said];
  const head = `${apologised} ${answer(found[1])}.\n${responsible} ${answer(found[2])}.`;
  return `${head}\n\n${text.slice(found[0].length)}`;
}
