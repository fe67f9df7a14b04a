import type ledger from "./ledger.sv";

const words: typeof ledger = {
  states: {
    open: "No answer yet",
    asked: "The question is put",
    given: "Yes",
    refused: "No",
    withdrawn: "Took their yes back",
    expired: "A yes that holds no more",
  },
  runsOut: (when) => `Holds until ${when}, unless somebody is told before.`,
  history: (count) => `How the answer has changed (${count})`,
  events: {
    open: "",
    asked: "The question was put",
    given: "Yes",
    refused: "No",
    withdrawn: "The yes was taken back",
    expired: "The yes ran out",
  },
  expiredBecause: "nobody had used it",
  byThemself: "the person concerned",
  by: (who, role) => (role === "" ? who : `${who}, ${role}`),
  someone: "somebody",
  ask: "Put the question",
  asked: "The question is put. The person concerned is told that there is something to read.",
  kept: "Nothing has changed.",
  waiting: "Fetching the list",
  told: {
    by: (who, when) => `${who} told them ${when}`,
    step: (step) => `The step: ${step}`,
    text: (text) => `Words that were used: ${text}`,
    onYes: (question, when) => `After a yes ${when} to the question: ${question}`,
    byTwo: (first, second) =>
      `Without a yes, because somebody was in danger: ${first} asked, ${second} agreed`,
    noQuestion: "The policy asks for no yes to this",
    why: "Read why",
    whyIsRead: "That you read the reason is recorded.",
    noKey: "It was written before you came into the case, and your key does not open it.",
  },
  text: {
    title: "Words to use",
    about: "Say or write this, and nothing of what happened.",
    copy: "Copy the words",
    copied: "Copied. Clear your clipboard when you are done.",
    copyFailed: "It could not be copied. Select the text instead.",
    print: "Print",
    used: "I used these words",
    notYet: "The words are shown once the person concerned has said yes.",
  },
};

export default words;
