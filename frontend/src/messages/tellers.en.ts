import type { TellersTexts } from "./tellers.sv";

const amounts = [
  "none",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
];
const amount = (count: number): string => amounts[count] ?? String(count);

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const tellers: TellersTexts = {
  title: "Your task as a teller",
  back: "To the vote",
  waiting: "Getting your task",
  again: "Try again",
  kept: "What has been done already is still there.",
  shown: "What we last got. The page goes on trying.",
  unnamed: (number) => `Teller ${number}`,
  and: (names) =>
    names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`,
  list: "Tellers",
  me: "you",
  fingerprint: "The key's fingerprint",
  states: {
    struck: "No longer counts",
    noKeys: "Has not made their key",
    keys: "Has made their key",
    unconfirmed: "Has not confirmed",
    confirmed: "Has confirmed",
    notSent: "Has not sent their shares",
    sent: "Has sent their shares",
    signed: "Has signed",
    notSigned: "Did not need to sign",
  },
  stages: { key: "Key", confirm: "Confirm", open: "Open", done: "Done" },
  stageLine: "Where you are in the task",
  tasks: {
    keys: "Make your key",
    confirmation: "Confirm your key",
    opening: "Open the votes together",
  },
  now: {
    title: "Waiting for you as a teller",
    link: (what) => `Telling: ${what.charAt(0).toLowerCase()}${what.slice(1)}`,
  },
  card: {
    title: "You are a teller",
    waits: (what) => `${what}: it waits for you.`,
    nothing: "Nothing waits for you right now.",
    open: "To your task",
  },
  setUp: {
    title: "Choose whether you have tellers",
    why: "The votes are locked in with keys that only the tellers have. Whoever runs the server then cannot read them, nor count alone.",
    how: "How are the votes to be locked in?",
    options: {
      with: (count, threshold) => ({
        label: "With tellers",
        explanation: `${capital(amount(count))} people each make a key. ${capital(amount(threshold))} of them are enough to open.`,
      }),
      without: {
        label: "Without tellers",
        explanation: "The server opens and counts by itself.",
      },
    },
    without:
      "Whoever runs the server can then see how it is going, change or drop votes, and find out who voted what. Everyone's page says so.",
    whom: "Choose people whom the group trusts, and who do not belong together. They need not vote themselves. Whoever runs the server cannot be a teller.",
    person: (number) => `Teller ${number}`,
    choose: "Choose a person",
    add: "One more",
    fewer: "One fewer",
    threshold: "How many are needed to open?",
    thresholdIs: (threshold, count) => `${threshold} of ${count}`,
    missing: "Choose a person on each line.",
    twice: "The same person is there twice.",
    undecided: "Choose with or without tellers.",
    submit: "Appoint them",
    submitWithout: "Without tellers",
    kept: "What you have chosen is still here.",
    change: "Change",
    means:
      "They get a mail that something waits for them. Each makes their key on their own page. Whom the question concerns learns nothing.",
    chosenWithout: "Without tellers. The server opens and counts by itself.",
    chosen: (threshold, count) =>
      `${capital(amount(threshold))} of ${amount(count)} open it together.`,
    waitsForKeys: (names, count) =>
      `Waiting for ${names} to make their ${count === 1 ? "key" : "keys"}. Ask them to open the vote on their own page.`,
    waitsForWord: (names) => `Waiting for ${names} to confirm. Voting cannot open before that.`,
    readAloud:
      "Read the fingerprints aloud when you meet. Each sees their own on their own page: if it differs, do not go on.",
    states: { choose: "To choose", chosen: "Chosen", waits: "Waiting for them" },
    lockWaits: (names, count) =>
      `The lock waits for ${names}, whose ${count === 1 ? "key is" : "keys are"} not made yet.`,
    first: "Choose first whether you have tellers.",
    someone: "someone",
  },
  lead: {
    confirming: {
      title: "Waiting for the tellers",
      explanation: (names, count) =>
        `Voting opens when ${names} ${count === 1 ? "has" : "have"} confirmed on their own page. Ask them to do it now.`,
      gone: "Can one of them not confirm? Start over with someone else. It is too early for any vote to be lost.",
      struck: "One of the tellers can no longer take part. Start over, and appoint someone else.",
    },
    opening: {
      title: "The tellers are opening",
      word: "The tellers are opening",
      explanation: (threshold, count) =>
        `${capital(amount(threshold))} of ${amount(count)} need to send their shares, count and sign. Then the result stands. The server can open nothing by itself.`,
      sent: (have, need) => `${have} have sent their shares, at least ${need} are needed.`,
      signed: (have, need) => `${have} have signed, ${need} are needed on the same count.`,
      goneOne: "If one is missing the others are enough, as long as they are as many as it takes.",
    },
    differ: {
      title: "The counts differ",
      explanation:
        "So no result stands yet. Ask the tellers to compare the check code on their screens, and to count again.",
    },
    short: {
      title: "There are too few tellers",
      explanation:
        "Nobody can open the votes any more. What is left is to declare the vote void and hold a new one.",
    },
    group:
      "The tellers open the envelopes together. The result comes here when they have counted the same.",
    checked:
      "The tellers open the envelopes when the time for checking is over, unless someone has objected.",
    checking:
      "Everyone's page compares its receipt with the list of envelopes. When the time is over the tellers open them, unless someone has objected.",
  },
  result: {
    title: "Who counted",
    openedBy: (names) => `Opened together by ${names}.`,
    unopened: "Nobody opened the envelopes.",
    signedBy: (names) => `The count is signed by ${names}.`,
    why: "The signatures are in the bulletin. The server could open nothing by itself.",
  },
  mode: {
    title: "Who opens it",
    tellers: (threshold, count) =>
      `The envelopes can only be opened if ${amount(threshold)} of the ${amount(count)} tellers do it together.`,
  },
  make: {
    title: "Make your key",
    why: "The votes are locked in with your key and the other tellers'. It is made here in your telephone or computer, and never leaves it.",
    needs: "Have pen and paper, or a printer. It takes a couple of minutes.",
    device:
      "Make it on a device of your own, that you will have with you when the votes are opened.",
    begin: "Make my key",
    anew: "Make a new key instead",
    paper: {
      title: "Put the code on paper",
      why: "If you lose the telephone, the paper is the only thing that brings your key back. The code is shown only now.",
      label: "Your backup code",
      print: "Print",
      keep: "Take no picture of it and do not mail it. Keep the paper where only you can get at it.",
      sheet: "Backup code for a key in a vote",
      for: "Used only if the key is lost: it is then typed on one's own page of the vote. It is personal. Destroy the paper when the vote has ended.",
      number: "Check code",
      done: "I have the code on paper",
    },
    again: {
      title: "Type two parts from the paper",
      why: "Then you know that it can be read.",
      group: (number) => `Group ${number} of 7`,
      hint: "Four characters",
      wrong: "That is not what was there. Look at the paper.",
      show: "Show the code again",
      done: "It is right, keep the key",
      working: "The key is being made",
    },
  },
  made: {
    title: "Your key is ready",
    next: "It is here in your device. When the vote is locked you get a mail. Then you confirm that your key is part of it.",
    others: "Waiting for the others",
    all: "Everyone has made their keys. Now whoever leads locks the vote.",
    yours: "Read your fingerprint aloud when you meet, so that the others can compare.",
  },
  give: "Sending your key's public part",
  elsewhere: {
    title: "Your key is on another device",
    why: "You have made a key already, but not in this telephone or computer. Go on there, or restore it from the paper.",
    anewWhy:
      "Have you neither the device nor the paper? Make a new one. The old code is then void.",
  },
  restore: {
    title: "Restore your key",
    why: "The key is not in this telephone or computer. If you have the device that you made it on, use that. Otherwise type the code from the paper here.",
    label: "Backup code",
    hint: "28 characters. Spaces and small letters are fine.",
    missing: "Type the code from the paper.",
    slip: "A character went wrong. Compare with the paper.",
    other: "The code does not belong to your key in this vote.",
    act: "Restore",
    working: "Restoring the key",
    none: (threshold) =>
      `Have you neither the device nor the paper? Tell whoever leads. ${capital(amount(threshold))} of you are enough to open.`,
    noneYet:
      "Have you neither the device nor the paper? Tell whoever leads. You lock again, with a new key, before voting opens.",
  },
  lostPaper: {
    title: "If something is lost",
    paper: "The paper: make no fuss about it. The key is in the device.",
    device: "The device: open this page on another one, and restore the key from the paper.",
    both: (threshold) =>
      `Both, or one of you is gone: ${amount(threshold)} of the others are enough.`,
    all: "If too few of you are left nobody can open. Then all that remains is to declare the vote void.",
  },
  confirm: {
    title: "Confirm that your key is part of it",
    found: "The page has compared: your own key stands in what is locked.",
    why: "Ask the others to read their fingerprints aloud. They are to be the same on everyone's page, and so is the check code.",
    yours: "Your fingerprint",
    hash: "Check code",
    others: "All the tellers in what is locked",
    act: "All is right, I confirm",
    wrong: "Does something differ? Do not confirm, and tell whoever leads.",
    comparing: "The page is comparing the keys",
  },
  wait: {
    title: "Your key is part of it",
    confirmed:
      "You have confirmed. Nothing more is needed of you until the votes are to be opened.",
    next: {
      confirming: (names) => `Waiting for ${names} to confirm.`,
      drawing: "The group is collecting its right to vote. Then voting opens.",
      voting: (closes) => `Voting is open. It closes ${closes} at the latest.`,
      checking: (ends) => `Receipts are checked until ${ends}. Then you open.`,
      objection: "Someone has objected. You open when whoever leads has answered.",
    },
    keep: "Do not clear the browser before that, and have the device with you when you open.",
    voter: "If you are on the roll too, you vote with your own link in the mail.",
  },
  open: {
    title: "Open together",
    why: (threshold) =>
      `Your page sends your part of each envelope's key to the other tellers, locked so that only they can read it. When ${amount(threshold)} of you have sent, everyone's page counts the votes.`,
    means: [
      "The server sees nothing of it.",
      "It cannot be taken back.",
      "Before you sign you see what was counted.",
    ],
    act: "Send my shares",
    working: "The envelopes are checked, and the shares locked",
  },
  sent: {
    title: "Your shares are sent",
    waits: (missing) =>
      missing === 1 ? "Waiting for one more teller." : `Waiting for ${missing} more tellers.`,
    next: "As soon as they have sent, your page counts the votes. Keep it open.",
  },
  count: {
    title: "Read what was counted",
    working: "The page is opening the envelopes and counting",
    outcome: "Outcome",
    without: "Outcome without those envelopes",
    yes: "Yes",
    no: "No",
    blank: "Blank",
    envelopes: "Envelopes",
    counted: "Votes counted",
    paper: "Counted on paper, in the numbers above",
    repeated: "The same vote in several envelopes",
    conflicting: "Different answers with one right to vote",
    rejected: "Envelopes rejected",
    none: "No envelope is rejected.",
    reasons: {
      key: (count) =>
        count === 1
          ? "1 envelope could not be opened with your shares."
          : `${count} envelopes could not be opened with your shares.`,
      seal: (count) => `${count} could be unlocked but were damaged.`,
      form: (count) => `${count} held no vote.`,
      credential: (count) => `${count} had no valid right to vote.`,
      choice: (count) => `${count} were not properly signed by the voter.`,
    },
    sealed:
      "Too few took part. The envelopes are not opened but destroyed. Nothing is decided, and nobody learns how anyone voted.",
    hash: "The count's check code",
    hashWhy: "Is to be the same for the others who count. Read it aloud before you sign.",
    openedBy: (names) => `Opened with the shares of ${names}.`,
    sign: "Sign the count",
    means: (threshold) =>
      `When ${amount(threshold)} of you have signed the same count the result stands. The keys are then destroyed.`,
    secret: "Show it to nobody before the result stands.",
    another: {
      unopened: "Do not sign yet",
      title: "Open with another of you instead",
      why: "It may be someone's shares that are wrong, and not the envelopes. If one more of you has sent their shares you can exchange one. What is signed already is then void, and you count again.",
      act: (name) => `Exchange ${name}`,
      distrusted: (names) => `The shares of ${names} cannot be trusted. Do not count with them.`,
      signOnly: "Sign only if the same envelopes cannot be opened with any other of you either.",
      asked: "Ask one more of you to send their shares, if that is not done already.",
    },
    recount: "Count again",
  },
  signed: {
    title: "You have signed",
    waits: (missing) =>
      missing === 1
        ? "Waiting for one more signature on the same count. Then the result stands."
        : `Waiting for ${missing} more signatures on the same count. Then the result stands.`,
    differ: {
      title: "Your counts differ",
      explanation:
        "Nothing stands yet. Count again on both pages, and compare the check codes. If they still differ: call whoever leads, and do not sign again.",
      again: "Sign the new count",
    },
  },
  short: {
    title: "There are too few of you to open",
    why: "One of the tellers can no longer take part, and those who are left are not enough. The votes cannot be opened.",
    next: "What is left is for whoever leads to declare the vote void. No vote becomes known.",
    unlocked: "Whoever leads has to appoint someone else and lock again. Nobody has voted yet.",
  },
  certified: {
    title: "Done. The result stands",
    why: "Your key has been removed from this device. Destroy the paper.",
    result: "See the result",
  },
  ended: {
    title: "The vote ended without a result",
    why: "No votes have been counted. Your key has been removed from this device. Destroy the paper.",
  },
  notMine: {
    title: "You are not a teller here",
    why: "Someone else has that task in this vote.",
  },
  troubles: {
    "no-storage": {
      title: "The browser cannot keep the key",
      advice: "Turn off private browsing, or use another browser.",
    },
    unsupported: {
      title: "The browser is too old",
      advice: "Update it, or use another device.",
    },
    "not-genuine": {
      title: "Something is wrong with what the server shows",
      advice: "Do not go on. Tell whoever leads, and ask another teller to look at their page.",
    },
    "other-keys": {
      title: "Your key does not stand in what is locked",
      advice: "Do not confirm. Tell whoever leads: the vote has to be locked again.",
    },
    "box-altered": {
      title: "The envelopes are not those that were published",
      advice:
        "Do not open. Tell whoever leads. Those who voted compared their receipts with another list.",
    },
    unreachable: {
      title: "The server does not answer",
      advice: "See that you have a connection, and try again. Nothing has been lost.",
    },
  },
};

export default tellers;
