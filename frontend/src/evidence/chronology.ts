/** What is there already, as lines of a chronology that whoever makes the package changes or takes away. Pure. */
import type { components } from "../api/schema";

type Schemas = components["schemas"];

export interface Line {
  when: string;
  what: string;
  /** What it was made from, so that it is not made twice; empty for what was written by hand. */
  from?: string;
}

export const longestEvent = 4_000;
export const mostLines = 100;

/** "14 oktober 2026 kl. 22.40": the police read Swedish, whatever the page speaks. */
export function writtenMoment(moment: Date): string {
  const day = new Intl.DateTimeFormat("sv-SE", { dateStyle: "long" }).format(moment);
  return `${day} kl. ${moment.toTimeString().slice(0, 5).replace(":", ".")}`;
}

/** What tells of something that happened. What somebody needs, or whom it is about, is no event. */
const events: ReadonlySet<Schemas["TextKind"]> = new Set(["happened", "narrative", "note"]);

const shortened = (text: string): string =>
  text.length <= longestEvent ? text : `${text.slice(0, longestEvent - 4)} […]`;

/** When it was told, in the words it was told with, and when each chosen file came; in the order of time. */
export function found(
  texts: readonly Schemas["CaseTextRead"][],
  files: readonly { id: string; name: string; arrived_at: string }[],
): Line[] {
  const lines = [
    ...texts
      .filter(({ kind }) => events.has(kind))
      .map(({ id, text, written_at }) => ({
        at: written_at,
        line: {
          when: `Berättat ${writtenMoment(new Date(written_at))}`,
          what: shortened(text),
          from: id,
        },
      })),
    ...files.map(({ id, name, arrived_at }) => ({
      at: arrived_at,
      line: {
        when: writtenMoment(new Date(arrived_at)),
        what: `Filen ${name} lämnades in.`,
        from: id,
      },
    })),
  ];
  return lines.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).map(({ line }) => line);
}

/** What was written stays as it is; of what was found, that which is not there yet comes after it. */
export function filledIn(written: readonly Line[], lines: readonly Line[]): Line[] {
  const there = new Set(written.map(({ from }) => from));
  const kept = written.filter(({ when, what }) => when.trim() || what.trim());
  return [...kept, ...lines.filter(({ from }) => !there.has(from))].slice(0, mostLines);
}
