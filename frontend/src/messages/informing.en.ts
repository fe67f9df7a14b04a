import type informingSv from "./informing.sv";

const informing: typeof informingSv = {
  title: "To the members",
  introduction:
    "Whom they turn to if something happens. The system writes the text, and it follows the offices.",
  waiting: "Fetching the text",
  standing: {
    title: "When it is to be done",
    everyone: (day) => `Everyone is to have the text by ${day}`,
    everyoneLate: (day) => `Everyone should have had the text by ${day}`,
    never: "The members have not had the text yet",
    new: (since, day) => `Someone new since ${since} is to have the text by ${day}`,
    newLate: (since) => `Someone new since ${since} has not had the text`,
    noNew: "Everyone new has had it",
    changed: "The text has changed since it was sent",
    changedWhy: "An office, a number or a word is another now. Better send the new one.",
  },
  doubts: {
    title: "Look over this first",
    why: "You can send the text all the same, but then members get what it says.",
    kinds: {
      nobody: (office) => `${office}: nobody holds the office`,
      "no-number": (office) => `${office}: no number is published`,
      "not-published": (_office, name) => `${name} has no published number`,
      "never-verified": (_office, name) => `The number of ${name} was never tried`,
      "too-old": (_office, name, day) => `The number of ${name} was last tried on ${day}`,
    },
    see: "To the person",
  },
  sheet: {
    title: "The text",
    language: "Language of the text",
    languages: { sv: "Swedish", en: "English" },
    copy: "Copy the text",
    copied: "The text is copied.",
    copyFailed: "It could not be copied. Select the text and copy it by hand.",
    print: "Print the sheet",
    version: (mark) => `The text's mark: ${mark}`,
  },
  tell: {
    title: "Write down that they were told",
    who: "Who had the text",
    audiences: { everyone: "All members", new: "Those who are new" },
    how: "How",
    ways: { mail: "Mail", meeting: "Meeting", paper: "Paper", web: "The web" },
    day: "Which day",
    isThis: "It was the text that stands here now",
    isThisHint: "Take the mark away if what went out was an older text.",
    submit: "Write it down",
    done: "Written down.",
    kept: "What you chose is still there.",
  },
  joined: {
    open: "Someone new has joined",
    why: "Without a name. Whoever is added among the people is counted by itself.",
    day: "Which day",
    submit: "Add",
    cancel: "Cancel",
  },
  log: {
    title: "What has been done",
    empty: "Here it says when the members were told, and how",
    line: (day, way, audience) => `${day}, ${way.toLowerCase()}: ${audience}`,
    by: (name, when) => `${name} wrote it down ${when}`,
    same: "The same text as now",
    other: "An older text",
  },
};

export default informing;
