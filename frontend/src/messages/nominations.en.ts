import type sv from "./nominations.sv";

const nominations: typeof sv = {
  title: "Nominations",
  introduction:
    "Ask whether somebody who is nominated is to talk with the board and the group first. A person confirms each answer. You learn the answer and nothing more.",
  whom: "Who is nominated?",
  choose: "Choose a person",
  missing: "Choose a person.",
  ask: "Ask",
  kept: "No question was sent.",
  asked: "The question is put, and waits for a person.",
  mine: "My questions",
  empty: "No questions yet",
  emptyWhy: "When you have asked about somebody the answer stands here, until it no longer holds.",
  waiting: "Fetching",
  waits: "Waits for a person",
  answers: {
    clear: "Clear",
    consultation_required: "Consultation required",
    refused: "No, not yet",
  },
  means: {
    clear: "The person can be nominated.",
    consultation_required: "Talk with the board before the person is taken in.",
    refused: "The person is to talk with the board and the group first.",
  },
  askedAt: (when: string) => `Asked ${when}`,
  validUntil: (day: string) => `Holds until ${day}`,
  confirm: {
    title: "Confirm answers about nominations",
    why: "Whoever asked gets only the answer. If you change it, write why; nobody else reads that.",
    suggestion: "The suggestion is",
    accept: "Confirm",
    other: "Answer otherwise",
    answer: "Your answer",
    reason: "Why?",
    reasonMissing: "Write why you answer otherwise than suggested.",
    send: "Answer",
    kept: "No answer was sent.",
    cancel: "Cancel",
  },
};

export default nominations;
