import type sv from "./myCase.sv";

const myCase: typeof sv = {
  title: "My case",
  waiting: "Fetching your case",
  kept: "Nothing has changed.",
  now: {
    title: "What is happening",
    stages: "Where your case is",
    responsible: "Responsible for your case",
    nobody: "Right now nobody has your case. Call one of those under Contact.",
    contact: "Your contact person",
    noContact:
      "You will get a contact person. Whoever is responsible tells you who it is as soon as it is settled.",
    declined: "You have said that you do not want one. You can change that whenever you like.",
  },
  consents: {
    title: "You decide",
    others: (count) => `The other questions (${count})`,
    allAnswered: "You have answered every question. You can change your mind whenever you like.",
    next: "Next question",
  },
  offers: {
    title: "If you like",
    about: "You can do this if you like. Nothing of it is demanded, and nothing is ever too late.",
    empty: "What you can do yourself, if you like, stands here.",
    deeds: {
      done: "I have done it",
      left: "I do not want to",
      handed_on: "Do it for me",
      opened_again: "Open it again",
    },
    isHandedOn: "Somebody in the association does it for you.",
    note: "Would you like to say something about it?",
    saved: "Saved.",
    kept: "What you have written is still here.",
  },
  told: { title: "Those who have been told", by: (who, when) => `${who} told them ${when}` },
  knows: { title: "Those who are in your case", empty: "Nobody else is in it right now." },
  opened: {
    title: "Those who have opened your case",
    about: "Each time that somebody else has opened a part that you can read yourself.",
    waiting: "Fetching the list",
    empty: "Nobody else has opened it yet.",
    noName: "Somebody who is no longer in the register",
    line: (part, when) => `${part}, ${when}`,
    file: (part) => `${part}, a file`,
    newest: "The list shows the latest times. All of them stand in the file with your data.",
  },
  data: {
    title: "My data",
    about:
      "A file of what you have written and answered, who has been told, and when somebody opened the case. Others stand in it by their task, not by name.",
    careful: "The file stays where you save it. Do not save it on a device that others can open.",
    toRead: "Save to read",
    forMachine: "Save for another program",
    done: "The file is saved.",
    fileName: "data",
    madeAt: "Made",
    case: "The case",
    texts: "Texts",
    byAnother: "Written by somebody else. The text is not in here.",
    answers: "Your answers",
    yes: "Yes",
    no: "No",
    nothing: "Nothing",
  },
  confirm: {
    button: "This is the person concerned",
    title: "Is it the affected person who has the receipt code?",
    means:
      "They then read their own case with the code: what is happening, who is in it and who has opened it. They also answer the questions of consent themselves. What has been read cannot be taken back. Whoever told us may be somebody else than the person concerned.",
    checked: "I have spoken with them and know that they are the person concerned",
    checkFirst: "Speak with them first. Then tick the box.",
    isWrong: "Was it another person after all? Two take it back together under Consent.",
  },
};

export default myCase;
