import type { VoteTexts } from "./vote.sv";

const shares: Record<string, string> = {
  "1/2": "half",
  "1/3": "one third",
  "2/3": "two thirds",
  "1/4": "one quarter",
  "3/4": "three quarters",
  "1/1": "all",
};

const bases = {
  decided: "of those who answer yes or no",
  cast: "of all who vote, blank votes too,",
  present: "of all who are present",
  roll: "of all on the electoral roll",
};

const vote: VoteTexts = {
  demo: "Demo – made-up people",
  skipToContent: "Skip to the content",
  languageSwitch: "På svenska",
  leave: "Leave quickly",
  leaveShort: "Leave",
  opening: "Opening your link",
  outOfReach: "We cannot reach the server right now. The page keeps trying.",
  tryAgain: "Try again",
  start: {
    title: "Open your own link",
    explanation: "This page opens with the link in your summons or the QR code on your slip.",
    help: "No link, or has someone else used it? Tell whoever leads the vote before it opens.",
    broken: "The link is not whole",
    brokenMore:
      "A part of the link is missing. Open it directly in the mail, or copy the whole line and paste it here.",
    label: "The link, copied by hand",
    hint: "The whole line on the slip. Capital and small letters matter.",
    hintNext: "The 43 characters after the full stop are enough. Capital and small letters matter.",
    act: "Open the link",
    missing: "Write the link first.",
    partly: (count) =>
      count === 43
        ? "The link does not begin so. Compare the characters before the full stop."
        : `After the full stop there should be 43 characters. You have written ${count}.`,
    cleared: "The device is cleared",
    clearedMore:
      "Nothing of your right to vote is left here, nor behind the Back button. Hand the device over.",
    take: "Take your link and your voting code with you. When voting is open you open the link again, on this device or another, and write the code. If you have voted already you are done.",
    history: "The browser's history may still have the link. With it alone nobody can vote.",
    next: "The next person",
    nextHow: "Point the camera at the square on the slip, or copy the link by hand.",
  },
  inApp: {
    title: "Open the link in your ordinary browser",
    explanation:
      "You opened the link inside another app. When that app closes it may forget your right to vote.",
    how: "Copy the link, open Safari, Chrome, Firefox or another browser, and paste it into the address bar.",
    copy: "Copy the link",
    copied: "Copied",
    copyFailed: "That did not work. Choose “Open in browser” in the app's menu instead.",
    goOn: "Go on here anyway",
  },
  whoSees: {
    title: "Who can see what?",
    sentence:
      "Whoever leads sees that you have collected your right to vote, and after close the whole group sees it, but none of them can see how you vote.",
    tellers: (threshold, tellers) =>
      `No envelope can be opened unless at least ${threshold} of the ${tellers} tellers do it together.`,
  },
  question: {
    title: "The question",
    about: "Whom the question concerns",
    account: "Read the board's account",
    rule: {
      confidence: "Confidence is denied",
      consultation: "The group advises against",
      otherwise: "The answer is yes",
    },
    ruleIn: (outcome, rule, roll, needed) => {
      const share =
        shares[`${rule.numerator}/${rule.denominator}`] ?? `${rule.numerator}/${rule.denominator}`;
      const least = rule.strict
        ? "more than "
        : rule.numerator === rule.denominator
          ? ""
          : "at least ";
      const inNumbers =
        needed === null ? "" : ` If all ${roll} answer yes or no, ${needed} must say yes.`;
      return `${outcome} if ${least}${share} ${bases[rule.base]} say yes.${inNumbers}`;
    },
  },
  hash: {
    label: "The vote's check code",
    why: "Compare it with what is shown in the room or read aloud. If it differs: do not vote, and say so.",
  },
  draw: {
    title: "Collect your right to vote",
    steps: {
      title: "How it works",
      collect: "You collect your right to vote now. It says nothing about how you vote.",
      wait: (when) =>
        `When all have had time to collect theirs, voting opens${when ? `, ${when}` : " when whoever leads says so"}.`,
      vote: (when) => `You vote, and can change your mind until it closes ${when}.`,
    },
    before: (when) => `Collect it by ${when}.`,
    collect: "Collect my right to vote",
    isOwn: "The link is personal. Is it not yours? Close the page and tell whoever leads.",
  },
  code: {
    title: "Write down your voting code",
    why: "With the code you can vote from another phone or computer, should this one break or forget.",
    keep: "Write it on paper and show it to nobody. Whoever has the code can vote in your place.",
    label: "Your voting code",
    collecting: "Collecting your right to vote",
    collected: "Your right to vote is collected. The server does not know which one it is.",
    noted: "I have written down the code",
    again: "Show the voting code",
  },
  wait: {
    title: "Your right to vote is collected",
    why: "Now we wait for the others. Nobody votes until collecting has closed, so that nobody can work out who cast which vote.",
    closes: (when) => `Collecting closes ${when}.`,
    opens: (when) => `Voting opens ${when}.`,
    opensByWord: "Whoever leads says when voting opens.",
    goesOn:
      "The page goes on by itself. You can also close it and open the same link again on this device.",
  },
  elsewhere: {
    title: "The link has already been used",
    you: "Was it you, on another phone or in another browser? Go back there. When voting opens you can also vote here with your voting code.",
    other:
      "Was it not you, or do you have neither the device nor the code any more? Tell whoever leads at once. Before voting opens it can be put right.",
  },
  tooLate: {
    title: "Collecting has closed",
    explanation: "Your link was not used in time, and cannot be voted with.",
    help: "Had you used it, or were you prevented? Tell whoever leads before voting opens.",
  },
  changed: {
    title: "The vote has started over",
    explanation:
      "The right to vote that you collected no longer holds, nor does this link. Everyone gets a new link.",
    help: "Use the new link. Have you not received one? Tell whoever leads.",
  },
  void: {
    title: "The link does not hold",
    explanation: "You may have been given a newer one: a later mail, or a slip on paper. Use that.",
    help: "Have you no other? Tell whoever leads the vote. Did you copy it by hand? Capital and small letters matter.",
    another: "Open another link",
  },
  ended: {
    cancelled: "The vote is called off",
    void: "The vote is void",
    explanation: "Nothing is decided, and no votes count.",
    help: "Whoever leads tells you why.",
  },
  restore: {
    title: "Enter your voting code",
    explanation:
      "Voting is open, but this device holds no right to vote. If you collected it on another device you wrote down a code.",
    label: "Voting code",
    hint: "28 characters. Capitals or not, with or without hyphens.",
    act: "Bring my right to vote here",
    working: "Looking among everybody's. That tells nobody who you are.",
    none: "If you never collected a right to vote you can no longer vote: collecting has closed.",
    notTaken:
      "The right to vote that you tried to collect here never reached the server. Tell whoever leads.",
    missing: "Write the code first.",
    slip: "A character is wrong. Compare with what you wrote down.",
    unknown: "No right to vote that was collected has that code. Compare with what you wrote down.",
  },
  loss: {
    title: "I have neither the phone nor the code any more",
    means: [
      "Then your vote cannot be cast, and nobody can bring it back for you. Here you can say that it is lost.",
      "The minutes then say that somebody collected their right to vote but could not vote, without your name. The result holds all the same, unless the lost votes could have changed it.",
      "If you have voted already your vote counts as usual, and this changes nothing.",
    ],
    act: "Say that my vote is lost",
    said: "You have said that your vote is lost",
    saidMore:
      "It counts, without your name. If you find the code before it closes you can still vote here.",
    saidInTime: "It counts, without your name.",
  },
  choose: {
    title: "Vote",
    titleAgain: "Vote again",
    choices: {
      confidence: { against: "Yes, confidence is lacking", for: "No, confidence remains" },
      consultation: { against: "Yes, I advise against it", for: "No, I do not advise against it" },
      otherwise: { against: "Yes", for: "No" },
    },
    blank: "Blank",
    blankIgnored: "Counted and reported, but does not change the share.",
    blankCounts: "Counts when the share is worked out, and then works as a no.",
    missing: "Choose one of the three first.",
    act: "Cast the vote",
    until: (when) => `You can change your mind until it closes ${when}. The latest vote counts.`,
    other:
      "A vote with your right to vote already lies in the ballot box, from another device. What you choose here replaces it. Was it not you? Vote here and tell whoever leads.",
    goBack: "Leave the vote as it is",
  },
  resend: {
    title: "Your vote is on its way",
    explanation:
      "The page has sealed your vote, but no receipt has come yet. It may already lie in the ballot box.",
    safe: "The page sends the same envelope again. It never counts twice.",
  },
  receipt: {
    title: "Your vote is in the ballot box",
    checked: "The server gave a receipt, and the page has checked it.",
    number: (count) => `Receipt ${count}`,
    notKept: "What you chose is not kept on this device.",
    again: "Vote again",
    until: (when) => `You can change your mind until it closes ${when}.`,
    after:
      "Open the link again after close: then the page compares your receipt with the list of all that was cast.",
  },
  check: {
    title: "The vote is closed",
    listed: "Your envelope is on the list",
    listedMore: "It lies in the ballot box exactly as the receipt says.",
    other: "Another envelope lies in your place",
    otherMore:
      "If you voted last from another device it is that envelope: confirm there. Otherwise object now.",
    missing: "Your envelope is not on the list",
    missingMore: "The server gave a receipt for it. Object now, before anything is opened.",
    notCast: "You did not vote",
    notCastMore:
      "You collected your right to vote but cast no vote. The minutes say how many did so, not who.",
    hasDrawn: "According to the roll, your link collected a right to vote",
    hasDrawnMore:
      "Was it you, on another device? Open the link there and confirm. Was it not you, object now.",
    hasNotDrawn: "Your link was not used",
    hasNotDrawnMore:
      "According to the roll you collected no right to vote. If that is wrong, object now.",
    confirm: "Confirm that my receipt is listed",
    confirmWhy:
      "The roll then gets a mark by your name, without the receipt. The more who confirm, the surer the result.",
    confirmed: "You have confirmed that your receipt is listed.",
    opens: (when) =>
      `The votes are counted no earlier than ${when}, unless someone has objected. The page goes on by itself.`,
    objection: {
      title: "Something is not right",
      explanation:
        "No vote is opened until whoever leads has answered. The group reads what you write; your name does not stand there. Do not write how you voted.",
      label: "What is wrong?",
      act: "Object",
      missing: "Write what is wrong.",
      sent: "Your objection has arrived. Nothing is opened until it is answered.",
      over: "The time for objections is over.",
    },
  },
  result: {
    outcomes: {
      confidence: {
        no_confidence: "The group lacks confidence",
        confidence_retained: "Confidence remains",
      },
      consultation: {
        no_confidence: "The group advises against it",
        confidence_retained: "The group does not advise against it",
      },
      otherwise: { no_confidence: "The answer is yes", confidence_retained: "The answer is no" },
    },
    inquorate: "The vote was not valid",
    inquorateMore: "Too few took part. The envelopes were destroyed unopened.",
    lost: "Lost votes could have decided.",
    paper: (count) =>
      `${count} voted on paper. Two people counted them by hand, and they cannot be recounted.`,
    paperUncounted: (count) => `Votes on paper: ${count}, too few to be read. They are destroyed.`,
    numbers: (against, for_, blank) =>
      `${against} said yes, ${for_} said no and ${blank} voted blank.`,
    needed: (needed) => `${needed} yes were needed.`,
    turnout: (drawn, roll, envelopes) =>
      `${drawn} of ${roll} collected their right to vote, and ${envelopes} voted.`,
    recounted: "The page has counted the votes again and checked who has signed.",
    again: "Recount it yourself, on a computer. It needs no sign-in and no network.",
    bulletin: "Get the bulletin",
    verifier: "Get the page that recounts",
    confirmed: (confirmed, drawn) =>
      `${confirmed} of ${drawn} have confirmed that their receipt is listed.`,
    unconfirmed:
      "Those who have not are the highest number whose votes could have been changed without anyone noticing.",
    mine: {
      title: "Your vote",
      show: "Show my line",
      hide: "Hide my line",
      warning: "The line shows how you voted. See to it that nobody else sees the screen.",
      line: "How your vote was counted",
      row: (row) => `The line that begins ${row}`,
      voided:
        "Your right to vote was used for several different answers, and none of them counted. Tell whoever leads.",
      rejected: "Your envelope could not be opened and was not counted. Tell whoever leads.",
      missing: "Your vote is not among those counted. Tell whoever leads.",
    },
  },
  forget: {
    title: "Is the device borrowed?",
    explanation:
      "The page can remove everything about the vote from this device. Then the next person can use it.",
    before: "After that you need both your link and your voting code to vote.",
    ending: "The last four characters of your voting code",
    endingHint: "Read them from your paper: then you know that the code is written down.",
    wrong: "The code does not end so. Compare your paper with the code on the page.",
    after: "Your vote stays in the box, but the page can no longer check your receipt.",
    act: "Remove from the device",
  },
  troubles: {
    unreachable: {
      title: "We cannot reach the server",
      advice: "Nothing is lost. Check that you have coverage and try again.",
    },
    unexpected: {
      title: "Something went wrong",
      advice: "Nothing is lost. Try again. If it goes on: tell whoever leads.",
    },
    "link-void": { title: "The link does not hold", advice: "Use the latest one you were given." },
    "no-storage": {
      title: "The browser keeps nothing",
      advice:
        "The page must be able to keep your right to vote on the device. Open the link in an ordinary window, not a private one, or in another browser.",
    },
    unsupported: {
      title: "The browser is too old",
      advice: "It cannot keep your vote secret. Update it, or open the link in another.",
    },
    "not-genuine": {
      title: "What the server answered does not hold",
      advice: "Do not vote. Tell whoever leads the vote at once.",
    },
    "not-admitted": {
      title: "The right to vote was not accepted",
      advice: "Your vote was not cast. Tell whoever leads the vote at once.",
    },
    "not-drawn": {
      title: "The link has no right to vote to lose",
      advice: "It was not used before collecting closed. Is that not so? Tell whoever leads.",
    },
    "closed-meanwhile": {
      title: "The vote had already gone on",
      advice: "Here you see where it is now.",
    },
  },
};

export default vote;
