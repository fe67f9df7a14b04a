import type wishes from "./wishes.sv";

const words: typeof wishes = {
  mine: {
    title: "Somebody more whom you want told",
    about:
      "The policy keeps the circle small. If you want somebody outside it told, say so here. Whoever is responsible for your case tells them, and no more than you want. You can take it back at any time.",
    empty: "You have not asked for anybody more to be told.",
    ask: "There is somebody more whom I want told",
    named: "May they know your name?",
    words: "What may they know?",
    submit: "I want them told",
    takeBack: "I no longer want that",
  },
  theirs: {
    title: "Somebody more whom the person concerned wants told",
    about:
      "The person concerned can ask that somebody outside the list be told. Record it only if they have said so themselves, and in their own words. They are told that it was recorded.",
    empty: "The person concerned has not asked for anybody more to be told.",
    ask: "Record that the person concerned wants somebody more told",
    named: "May they know whom it concerns?",
    words: "What may they know, in the person's own words?",
    submit: "Record",
    takeBack: "No longer wants that",
  },
  whom: "Who is to be told?",
  wordsHint:
    "Read by those who have the key to what happened. Leave it empty if it does not matter.",
  asked: "To be told",
  takenBack: "Taken back",
  notNeeded:
    "The case has another category now. There the rules say already whether they are told.",
  history: (count) => `How it has changed (${count})`,
  events: { given: "Was asked for", withdrawn: "Was taken back" },
  read: "Read what they may know",
  noKey: "It was written before you came into the case, and your key does not open it.",
  done: "It is recorded.",
  kept: "Nothing has changed.",
  onWish: (when) => `Because the person concerned asked for it ${when}`,
  toTell:
    "The person concerned has asked for this. Read above what they may know, and say no more.",
};

export default words;
