import type { PreflightTexts } from "./preflight.sv";

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const members = (count: number) =>
  count === 1 ? "one ordinary member" : `${count} ordinary members`;
const substitutes = (count: number) => (count === 1 ? "one substitute" : `${count} substitutes`);

const preflight: PreflightTexts = {
  states: { toAnswer: "To answer", answered: "Answered", again: "Read again" },
  keeping: "Saving",
  outdated: "This has changed since you read it. Read it again.",
  whenConvened: "Tick it once you have decided where and when you vote.",
  waiting: "Fetching what you are to read",
  changed: "Something has changed",
  parts: {
    statute: "what applies",
    hearing: "the hearings",
    roll: "the names",
    rule: "the rule",
    question: "the question",
    account: "the board's account",
    caution: "what cannot be promised",
    conflicts: "the question of conflicts",
    warnings: "the warning",
  },
  left: (parts) => `First read what stands above. Left: ${parts}.`,
  account: {
    title: "The board's account",
    ask: "A member has raised the question. Give the board's account, or say why you give none.",
    how: "What does the board answer?",
    options: {
      account: { label: "The board gives an account" },
      none: { label: "The board gives none" },
    },
    missing: "Choose what is right.",
    text: { account: "The account", none: "Why not?" },
    hint: "The group reads it once the summons has gone out.",
    tooShort: "Write some words.",
    save: "Save the answer",
    change: "Change the answer",
    none: "The board gives no account.",
    readFrom: "The group reads it once the summons has gone out. Until then you can change it.",
    waits: "Waits for the board's account",
    asked: "The board has been asked for its account.",
    answered: "The board has answered. You read the answer once the summons has gone out.",
    now: "A member's question waits for the board's account",
    nowTitle: "Votes that wait for you",
  },
  statute: {
    title: "Choose what applies",
    which: "What says who may vote?",
    options: {
      association_policy: {
        label: "The association's policy",
        explanation: (ordinary, others) =>
          others === 0
            ? `Then ${members(ordinary)} vote. That is what your policy says.`
            : `Then ${members(ordinary)} and ${substitutes(others)} vote. That is what your policy says.`,
      },
      group_statute: {
        label: "The group's own statute",
        explanation: (ordinary, _others) =>
          `Then only ${members(ordinary)} vote. Both whom it concerns and the federation are to be heard first, or have had time to answer.`,
      },
    },
    missing: "Choose what applies to you.",
    federation: {
      how: "How did it go with the federation?",
      options: {
        held: "The federation was heard",
        declined: "The federation declined",
        time_ran_out: "The time ran out without an answer",
      },
      notRunOut: (when) =>
        `Has the federation not answered? That the time ran out can be recorded from ${when}.`,
      missing: "Choose what is right.",
      day: "Which day?",
      dayMissing: "Choose the day the federation was heard.",
      done: {
        held: (day) => `The federation was heard on ${day}.`,
        declined: (_day) => "The federation declined to be heard.",
        time_ran_out: (_day) => "The federation's time to be heard ran out without an answer.",
      },
    },
    paragraph: "Which paragraph?",
    paragraphHint: "For the minutes. For example § 7.",
    save: "Save",
    change: "Change",
  },
  hearing: {
    needed: "The group's statute asks for whom it concerns to be heard first.",
  },
  roll: {
    title: "Read the names",
    count: (ordinary, others) =>
      others === 0
        ? `${capital(members(ordinary))} may vote. Whom the question concerns is not among them.`
        : `${ordinary + others} may vote: ${members(ordinary)} and ${substitutes(others)}. Whom the question concerns is not among them.`,
    members: "Ordinary members",
    substitutes: "Substitutes",
    none: "Nobody may vote yet. See under People that the group is there.",
    wrong: "Is it not right? Put the offices right under People, and come back here.",
    read: (count) => `I have read all ${count} names`,
  },
  rule: { read: "I have read the rule and the numbers" },
  conflicts: {
    title: "Ask about conflicts of interest",
    ask: "Ask everyone who leads, helps or counts: are you part of what has happened, or close to someone who is?",
    how: "What did they answer?",
    options: {
      nobody: { label: "Nobody is part of it" },
      some: { label: "Somebody is" },
      myself: { label: "I am myself" },
    },
    missing: "Choose what is right.",
    person: (number) => `Person ${number}`,
    choose: "Choose a person",
    add: "One more",
    fewer: "One fewer",
    personMissing: "Choose a person in every row.",
    means:
      "They neither lead, help nor count. They may vote. The group is told how many they are, not who.",
    myself: {
      means: [
        "You stop leading the vote, and do not see it until the summons goes out. You may vote like everyone else.",
        "The vice chair, or the chair, goes on. If neither can, the board does. They get a mail saying that something is waiting.",
        "Whoever goes on reads everything through anew.",
        "It cannot be undone here.",
      ],
      press: "Hand over",
      confirmTitle: "Hand over to somebody else?",
      confirm: "Hand over",
    },
    save: "Save",
    change: "Change",
    done: (count) =>
      count === 0
        ? "Everyone has been asked. Nobody is part of it."
        : count === 1
          ? "Everyone has been asked. One person is part of it and keeps away."
          : `Everyone has been asked. ${count} people are part of it and keep away.`,
  },
  warnings: { read: "I have read the warning" },
  told: {
    title: "What was gone through before the lock",
    statute: {
      association_policy: "The association's policy says who may vote.",
      group_statute: "The group's own statute says who may vote: ordinary members.",
    },
    paragraph: (paragraph) => `Paragraph: ${paragraph}`,
    roll: (count) => `${count} names on the roll were read through.`,
    rule: (of, needed) => `If all ${of} take a stand, ${needed} yes are needed.`,
    declared: (count) =>
      count === 0
        ? "Everyone who leads, helps or counts was asked about conflicts of interest. Nobody declared any."
        : count === 1
          ? "One person declared a conflict of interest, and keeps away from everything but voting."
          : `${count} people declared a conflict of interest, and keep away from everything but voting.`,
  },
};

export default preflight;
