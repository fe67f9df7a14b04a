import type sv from "./retention.sv";

const retention: typeof sv = {
  title: "How long the case is kept",
  waiting: "Fetching the day",
  on: (day) => `The case is removed for good on ${day}.`,
  means: "Everything in it is destroyed then, and cannot be brought back.",
  policysOwn: "That is how long the policy keeps closed cases.",
  longer:
    "That is longer than the policy says: two who are responsible in the case have decided so.",
  yours: "Is there something that you want to have? Keep it in a safe place before then.",
  someone: "Someone",
  waitsTitle: "Someone asks you to agree to keeping the case longer",
  waitsText: "Read the reason and answer. Nothing changes before you have.",
  earlier: "Earlier",
  states: {
    waits: "Waits for one more",
    holds: "Kept longer",
    over: "The time is out",
    declined: "Someone said no",
    withdrawn: "Taken back",
    ended: "Ended early",
  },
  through: (day) => `Through ${day}`,
  askedBy: (who, when) => `${who} asked for it ${when}`,
  agreedBy: (who, when) => `${who} agreed ${when}`,
  refusedBy: (who, when) => `${who} answered ${when}`,
  endedBy: (who, when) => `${who} ended it ${when}`,
  why: "Read the reason",
  whyIsRead: "That you read the reason is recorded.",
  noKey: "It was written before you joined the case, and your key does not open it.",
  agree: "Agree as the second",
  refuse: "Say no",
  takeBack: "Take back",
  end: "Stop keeping it longer",
  endTitle: "Stop keeping the case longer?",
  endMeans:
    "The case is not removed at once. The others who are responsible are told that something waits, and have time to ask anew.",
  cancel: "Cancel",
  kept: "Nothing has changed.",
  ask: {
    open: "Keep it longer",
    title: "Ask one more to keep the case longer",
    explanation:
      "You ask, and one more who is responsible in the case agrees. Nothing changes before they have answered.",
    reason: "Why does it need to be kept?",
    reasonHint: "A report to the police, say, or a trial that is not over.",
    until: "Through which day?",
    untilHint: (day) => `Through ${day} at the longest. After that it can be asked for again.`,
    submit: "Ask for it",
    done: "Now it waits for one more",
    doneText: "The others who are responsible in the case are told that something waits for them.",
  },
};

export default retention;
