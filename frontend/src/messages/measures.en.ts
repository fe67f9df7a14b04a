import type { MeasuresTexts } from "./measures.sv";

const measures: MeasuresTexts = {
  waiting: "Fetching what is asked",
  title: (who) => `Time-out and assignments: ${who}`,
  nobodyTitle: "Time-out and assignments",
  nobody: "What you ask is shown here once somebody is named as accused.",
  unknown: "somebody who is in the register no more",
  explanation:
    "A time-out is no verdict. The accused steps back from their assignments while you find out what has happened.",
  where: {
    nothing: "Nothing is asked yet.",
    waits: (count) =>
      count === 1
        ? "One assignment waits for an answer."
        : `${count} assignments wait for answers.`,
    answered: "Every assignment has its answer.",
    late: "It is time to look the time-out over.",
    decided: "The board has decided that the assignments are to be left.",
    cleared: "Nothing is asked of this person any more.",
  },
  next: {
    nothing: "Demand a time-out from all assignments.",
    waits: "Record the answer when it comes.",
    decided: "Demand that the assignments are left.",
    late: "Look the time-out over: end it or let it go on.",
  },
  who: {
    leads: "The security officer or the chair",
  },
  past: "What was asked before",
  kinds: { time_out: "Time-out", leaving: "Leave the assignment", care: "Care and counselling" },
  statuses: {
    demanded: "Waits for an answer",
    active: "The time-out is on",
    refused: "Said no",
    unanswered: "Has not answered",
    resigned: "Has left",
    ended: "The time-out is over",
    converted: "Has left the assignment",
    required: "Required, not begun",
    offered: "Held out, no answer yet",
    started: "Has begun",
    completed: "Completed",
    declined: "Said no",
    lifted: "No longer asked",
  },
  assignment: "An assignment that is not open to you",
  answered: (when) => `The answer was written down ${when}`,
  answeredOwn: (when) => `Answered themselves ${when}`,
  asked: (when) => `Asked ${when}`,
  continued: "The board has decided that the time-out goes on",
  review: "To be looked over by",
  whatSaid: "What does the accused answer?",
  answers: { yes: "Yes", no: "No", none: "No answer" },
  careSteps: { started: "Has begun", completed: "Is completed", declined: "Says no" },
  inRegister: "The assignment still stands in the register.",
  endInRegister: "End it in the register",
  askToEnd:
    "Ask whoever keeps the register to end the assignment. Say that the person leaves it, and no more.",
  extend: {
    open: "Look over: the time-out goes on",
    title: "The time-out goes on",
    means: "The next time to look it over counts from today.",
    reason: "Why does it go on?",
    confirm: "The time-out goes on",
  },
  end: {
    open: "End the time-out",
    title: "End the time-out?",
    means: "The accused is back in the assignment.",
    reason: "Why does it end?",
    confirm: "End the time-out",
    heldBack: {
      "not-active": "",
      "decision-missing": "The time-out can end once the board has decided it.",
      "return-not-asked": "The time-out can end once the affected person has been asked.",
      "return-not-wanted": "The affected person is not content with it yet. The time-out goes on.",
    },
  },
  stay: "Not now",
  reasonNeeded: "Write a few words.",
  word: {
    label: "The affected person's word about the return",
    none: "Not asked yet",
    content: (when) => `Content with the person coming back, ${when}`,
    not: (when) => `Not content with it yet, ${when}`,
    unreached: (when) => `Could not be reached, ${when}`,
  },
  timeOut: {
    open: "Demand a time-out from all assignments",
    again: "Add an assignment",
    explanation:
      "All assignments in the register come along by themselves. Tell the person first, and write the answers down here.",
    also: "Assignments that are not in the register",
    alsoHint: "One on each line. The accused reads what you write as well.",
    submit: "Demand a time-out",
    kept: "What you wrote is still here. Nothing has been asked.",
  },
  leaving: {
    open: "Demand that assignments are left",
    explanation:
      "The board has decided it. The time-out is on until they are left. Tell the person, and write the answers down here.",
    submit: "Demand that assignments are left",
  },
  continuation: {
    open: "Let the time-out go on",
    means: "The board has decided it. Whoever has said no, or nothing, is asked again.",
  },
  care: {
    open: "Require care and counselling",
    explanation: "The board has decided it. Write nothing of what is said there.",
    text: "What is required, and who helps?",
    textHint: "The accused reads it.",
    submit: "Require it",
  },
  cancel: "Cancel",
  support: {
    waiting: "Fetching the support",
    care: {
      title: "Care and counselling",
      mine: "You can have help with this. You choose, and you may change your mind.",
      theirs: "This is what you have told them of. A no is an answer too.",
      privateMine: "Only you, your contact person and the security officer see this.",
      private: "Only the affected person, the contact person and the security officer see this.",
      emptyMine: "Help that you can have is shown here. Tell your contact person what you need.",
      emptyTheirs: "Nothing is held out yet. Tell what there is, and help if they want.",
      steps: { started: "It has begun", completed: "It is completed", declined: "No, thank you" },
      open: "Tell of care or counselling",
      text: "What is there, and how does one come to it?",
      textHint: "The affected person reads it.",
      submit: "Tell them",
    },
    statusMine: "You can say yes",
    returns: {
      title: "Somebody coming back",
      question: (who) =>
        who === null
          ? "Is it all right if the accused comes back?"
          : `Is it all right if ${who} comes back?`,
      mine: "The time-out does not end without your answer. Take your time, you need not say why, and you may change your mind.",
      theirs:
        "Ask calmly. A yes or a no is enough, nobody needs to say why. Without the answer the time-out does not end.",
      whoReadsMine:
        "The board learns whether you answer yes or no. The words are read by you, your contact person and the security officer alone.",
      whoReads:
        "The board learns whether the answer is yes or no. The words are read by the affected person, the contact person and the security officer alone.",
      said: {
        yes: (when) => `Yes, it is all right. ${when}`,
        no: (when) => `No, not yet. ${when}`,
        unreached: (when) => `Could not be reached. ${when}`,
      },
      answer: "The answer",
      yes: "Yes, it is all right",
      no: "No, not yet",
      unreached: "They cannot be reached",
      text: "In their own words",
      textUnreached: "What have you tried?",
      open: "Answer",
      openAgain: "Change the answer",
      choose: "Choose an answer.",
      submit: "Save the answer",
      kept: "What you wrote is still here. Nothing is saved.",
    },
  },
};

export default measures;
