import type { VotesTexts } from "./votes.sv";

interface Share {
  numerator: number;
  denominator: number;
  strict: boolean;
}

const shares: Record<string, string> = {
  "1/2": "half",
  "1/3": "one third",
  "2/3": "two thirds",
  "1/4": "one quarter",
  "3/4": "three quarters",
  "1/1": "all",
};

function shareOf({ numerator, denominator, strict }: Share): string {
  const share = shares[`${numerator}/${denominator}`] ?? `${numerator}/${denominator}`;
  if (strict) return `more than ${share}`;
  return numerator === denominator ? share : `at least ${share}`;
}

const bases = {
  decided: "of those who take a stand",
  cast: "of everyone who votes, also blank,",
  present: "of everyone who takes part",
  roll: "of everyone on the electoral roll",
};

const votes: VotesTexts = {
  title: "Votes",
  waiting: "Getting the votes",
  more: "Show more",
  shelves: { mine: "Waiting for you", going: "Under way", over: "Ended" },
  empty: "Votes in the council group come here.",
  emptyWhy: "You see those that you vote in, lead or are a teller of.",
  raisedAt: (when) => `raised ${when}`,
  closesAt: (when) => `closes ${when}`,
  kinds: { confidence: "Question of confidence", consultation: "Consultation on re-entry" },
  origins: { board: "Raised by the board", motion: "Raised by a member" },
  statuses: {
    raised: "The question is raised",
    hearing: "The hearing is over",
    convened: "The time is set",
    roll_locked: "The roll is locked",
    credentials_out: "Credentials are being collected",
    open: "Voting is open",
    closed: "Receipts are being checked",
    counted: "The votes are counted",
    certified: "The result is there",
    minutes_approved: "The minutes are approved",
    cancelled: "Called off",
    void: "Void",
  },
  drawingClosed: "Collecting is closed",
  outcomes: {
    confidence: {
      no_confidence: "The group lacks confidence",
      confidence_retained: "The group keeps its confidence",
    },
    consultation: {
      no_confidence: "The group advises against",
      confidence_retained: "The group does not advise against",
    },
  },
  inquorate: "The vote was not valid",
  back: "To the votes",
  waitingOne: "Getting the vote",
  about: (name) => `Concerns ${name}`,
  mayHaveChanged: "The vote. The page reads how it stands as soon as it can.",
  readAnew: "The vote, as the page now shows it. Nothing of what you asked for was done.",
  goOnFromHere: "Read what is new, and go on from there.",
  stillShown: "The last we got. The page keeps trying.",
  stageLine: "Where the vote is",
  next: "Next step",
  consequence: "This is what happens",
  understood: "I understand",
  notNow: "Not now",
  raise: {
    title: "Raise the question of confidence",
    titleForBoard: "Raise a question",
    kind: "What is the group to answer?",
    kinds: {
      confidence: {
        label: "The question of confidence",
        explanation: "Does the group lack confidence in someone?",
        introduction:
          "The group answers whether it lacks confidence in someone. Everyone in the council group votes, in secret. Whom the question concerns does not vote, and sees nothing of the vote here.",
        whomHint: "Someone in the council group or on the board.",
        follows: [
          "The group learns that the question is raised, and whom it concerns, when the summons goes out.",
          "Whom the question concerns is to have the chance to be heard before the group is summoned.",
          "Whoever leads the vote decides when and how you vote.",
          "If the group lacks confidence an exclusion case is opened, whatever the board decided before.",
        ],
      },
      consultation: {
        label: "Consultation on re-entry",
        explanation: "Does the group advise against someone coming back?",
        introduction:
          "The group advises the board about someone who wants to come back. Everyone in the council group votes, in secret. Whom the question concerns does not vote, and sees nothing of the vote here.",
        whomHint: "Someone who has left their assignments, or still has them.",
        follows: [
          "The group learns that the question is raised, and whom it concerns, when the summons goes out.",
          "Whoever leads the vote decides when and how you vote.",
          "The answer is advice. The board decides, and nothing else follows from it.",
        ],
      },
    },
    whom: "Whom does the question concern?",
    choose: "Choose a person",
    whomMissing: "Choose whom the question concerns.",
    account: "The board's account",
    accountHint:
      "The group reads it when the summons goes out. Write calmly what has happened. Name nobody who needs protection. It cannot be changed later.",
    ofCase:
      "Is it about a case? Then ask the question on the case's own page, under Decisions. The result then goes with the case.",
    standIn:
      "As a board member you raise the question for the board only when neither the chair nor the vice chair can.",
    takeBack: {
      leads: "You can call the vote off, and then say why, as long as voting has not opened.",
      moves:
        "You cannot take the question back yourself. Whoever leads the vote can call it off, and then says why.",
    },
    submit: "Raise the question",
    kept: "What you chose and wrote is still here.",
  },
  matter: {
    title: "The question",
    answers: "One answers yes, no or blank.",
    accountOf: { board: "The board's account", motion: "The board's account" },
    noAccount: "There is no account.",
    ruleTitle: "The rule",
    cautionTitle: "What you should know about secrecy",
    hash: "Control code",
    hashToLead:
      "It is the same on everyone's page. Read it out: whoever sees another one is not to vote.",
    hashToFollow:
      "It is to be the same on your own voting page. If it differs: do not vote, and say so.",
    hashOnSlip:
      "It is to be the same on the page that opens. If it differs: do not vote, and say so.",
  },
  rule: {
    outcomes: {
      confidence: "The group lacks confidence",
      consultation: "The group advises against",
    },
    inWords: (outcome, rule) => `${outcome} if ${shareOf(rule)} ${bases[rule.base]} answer yes.`,
    inNumbers: {
      decided: (base, yes) => `Of ${base} who take a stand, ${yes} yes are needed.`,
      cast: (base, yes) => `Of ${base} who vote, ${yes} yes are needed.`,
      present: (base, yes) => `Of ${base} who take part, ${yes} yes are needed.`,
      roll: (base, yes) => `Of ${base} on the roll, ${yes} yes are needed, however many vote.`,
    },
    blank: {
      decided:
        "To take a stand is to answer yes or no. Blank ballots are reported but do not change the share.",
      cast: "A blank ballot counts when the share is worked out, and so works as a no.",
      present: "Whoever takes part but votes blank, or does not vote, works as a no.",
      roll: "Whoever votes blank, or does not vote, works as a no.",
    },
    quorum: (need, roll) =>
      `At least ${need} of ${roll} must take part. Otherwise nothing is decided, and the ballots are destroyed unopened.`,
    fewest: (fewest) =>
      `Fewer than ${fewest} ballots are destroyed unopened as well: so few cannot be kept secret.`,
    presentAtDistance: "At a distance, whoever has collected their credential takes part.",
  },
  warnings: {
    small_group: "The group is small. The numbers can then sometimes show how someone voted.",
    too_few_to_open:
      "You are too few. The ballots will be destroyed unopened, and nothing decided.",
    unanimous: "Everyone voted alike. So everyone knows how everyone voted.",
    all_but_one: "All but one voted alike. The one who did not knows how all the others voted.",
  },
  setUp: {
    title: "Set the vote up",
    introduction:
      "Work through the list from the top. Until the lock you can call it off without anyone having been summoned.",
    states: {
      done: "Done",
      active: "Do this now",
      ahead: "Comes later",
      toRead: "To read",
      read: "Read",
    },
    readIt: "I have read it",
    question: {
      title: "Read the question",
      why: "It is asked in exactly these words. It names nobody, and comes from your policy.",
    },
    hearing: {
      title: "Hear whom it concerns",
      why: "Nobody is summoned before whom the question concerns has had their say.",
      notNeeded: "Your policy does not ask for it before this vote.",
      how: "How did it go?",
      notRunOut: (when) =>
        `Has the person not answered? That the time ran out can be recorded from ${when}.`,
      options: {
        held: { label: "The talk was held" },
        declined: { label: "The person declined" },
        time_ran_out: { label: "The time ran out without an answer" },
      },
      day: "Which day?",
      dayMissing: "Choose the day you talked.",
      withWhom: "Who took part?",
      withWhomHint: "Read only by those who lead the vote.",
      reason: "How did you ask, and when?",
      reasonMissing: "Write how you asked.",
      missing: "Choose what is true.",
      means: "It cannot be changed later. After it you can convene.",
      submit: "Record it",
      notSaved: "Someone else recorded it before you. You wrote this, and it was not saved:",
      discard: "Remove what I wrote",
      done: {
        held: (day) => `The talk was held on ${day}.`,
        declined: "The person declined to be heard.",
        time_ran_out: "The time for being heard ran out without an answer.",
      },
    },
    convening: {
      title: "Decide where and when",
      how: "How do you vote?",
      options: {
        in_a_room: {
          label: "In a room",
          explanation:
            "Everyone is there with their telephone. You say when collecting closes and when voting opens.",
        },
        at_a_distance: {
          label: "At a distance",
          explanation:
            "Each votes where they are. Everything opens and closes at the times you set.",
        },
      },
      missing: "Choose how you vote.",
      drawing: "Collecting closes",
      drawingHint: "Until then each collects their credential. A day is good.",
      casting: "Voting opens",
      castingHint: "When collecting closes, or later.",
      closes: "Voting closes",
      closesHint: {
        in_a_room: "At the latest. When everyone has voted you close it earlier yourself.",
        at_a_distance: "When everyone has voted you can close it earlier.",
      },
      day: "Day",
      time: "Time",
      wrongTime: "Write a time, for example 18:30.",
      dayMissing: "Choose a day.",
      order: "The times are to come in order, and later than now.",
      means: "You can change it until voting opens.",
      meansLocked:
        "It undoes the lock. You then lock anew, with the group as it is then and a new control code.",
      lapsed: "One of the times has passed. Set new ones.",
      change: "Change the times",
      submit: "Decide",
      done: {
        in_a_room: (closes) => `In a room. Closes ${closes} at the latest.`,
        at_a_distance: (drawing, casting, closes) =>
          `At a distance. Collecting closes ${drawing}, voting opens ${casting} and closes ${closes}.`,
      },
    },
    rule: { title: "Read the rule" },
    roll: { title: "Read what cannot be promised" },
    lock: {
      title: "Lock",
      means: [
        "Roll, question, rule and times are fixed. To change any of them later you lock it all anew.",
        "Whoever joins the group or leaves it afterwards does not change this vote.",
        "Keys are made that are used here only. It takes some seconds.",
        "Nobody is summoned yet.",
      ],
      press: "Lock the vote",
      confirmTitle: "Lock the vote?",
      confirm: "Lock",
      working: "The keys are being made. It can take up to half a minute. Keep the page open.",
      done: (count) => `Locked, with ${count} on the roll.`,
    },
    summons: {
      title: "Read the roll and summon",
      read: "I have read the names through",
      readFirst: "First read the names through, and tick it.",
      wrong:
        "Is someone missing? Mend the terms of office under People, then change the times and lock anew.",
    },
  },
  countsItself:
    "The votes are counted by themselves when the time for checking is over, if nobody objects.",
  accountIsOut: "The group can now read the account.",
  acts: {
    summon: {
      title: "Send the summons",
      press: "Send the summons",
      confirmTitle: "Send the summons?",
      confirm: "Send",
      means: {
        in_a_room: [
          "Everyone on the roll gets a mail with a link of their own.",
          "With the link each collects their credential. Nobody votes yet.",
        ],
        at_a_distance: [
          "Everyone on the roll gets a mail with a link of their own.",
          "With the link each collects their credential. Collecting closes by itself at its time.",
        ],
      },
    },
    closeDrawing: {
      title: "Close collecting",
      press: "Close collecting",
      confirmTitle: "Close the collecting of credentials?",
      confirm: "Close collecting",
      means: {
        in_a_room: [
          "Whoever has not collected their credential cannot vote.",
          "Everyone on the roll is told whether their link was used. Someone else's hand shows then.",
          "Nobody votes until you open voting.",
        ],
        at_a_distance: [
          "Everyone has collected, or the time has come. Then it also happens by itself shortly.",
          "Whoever has not collected their credential cannot vote.",
          "Everyone on the roll is told whether their link was used. Someone else's hand shows then.",
        ],
      },
    },
    open: {
      title: "Open voting",
      press: "Open voting",
      confirmTitle: "Open voting?",
      confirm: "Open voting",
      means: {
        in_a_room: [
          "First ask whether anyone was told that their link was used without having done it.",
          "Everyone who collected their credential can vote now. Their pages go on by themselves.",
          "After this the vote cannot be called off, only declared void.",
        ],
        at_a_distance: [
          "The time has come. It happens by itself shortly, or at once if you press.",
          "Everyone who collected their credential gets a mail and can vote.",
          "After this the vote cannot be called off, only declared void.",
        ],
      },
    },
    close: {
      title: "Close voting",
      press: "Close voting",
      confirmTitle: "Close voting?",
      confirm: "Close voting",
      means: {
        in_a_room: [
          "Everyone who collected their credential has voted. Nobody can change their mind after this.",
          "Each page checks that its envelope is there. Ask everyone to look at theirs.",
        ],
        at_a_distance: [
          "Everyone who collected their credential has voted. Nobody can change their mind after this.",
          "Each page checks that its envelope is there.",
        ],
      },
    },
    certify: {
      title: "Count the votes",
      press: "Count the votes",
      confirmTitle: "Count the votes?",
      confirm: "Count",
      means: {
        in_a_room: [
          "The time for checking is over. It happens by itself shortly, or at once if you press.",
          "The result holds at once, and the keys to the envelopes are destroyed.",
          "Everyone on the roll is told that there is a result.",
        ],
        at_a_distance: [
          "The time for checking is over. It happens by itself shortly, or at once if you press.",
          "The result holds at once, and the keys to the envelopes are destroyed.",
          "Everyone on the roll is told that there is a result.",
        ],
      },
    },
    approve: {
      title: "Approve the minutes",
      press: "The minutes are approved",
      confirmTitle: "Are the minutes approved?",
      confirm: "Yes, they are approved",
      means: {
        in_a_room: [
          "Press when the minutes with the result are signed.",
          "The vote has then ended. The result can still be read.",
          "When the policy's time for the ballots is over they are destroyed. The numbers and the minutes stay.",
        ],
        at_a_distance: [
          "Press when the minutes with the result are signed.",
          "The vote has then ended. The result can still be read.",
          "When the policy's time for the ballots is over they are destroyed. The numbers and the minutes stay.",
        ],
      },
    },
  },
  waits: {
    newTimes: {
      title: "Set new times",
      explanation:
        "Voting was to have closed, but it never opened. With new times you start over with new links.",
    },
    collecting: {
      title: "Credentials are being collected",
      explanation:
        "Collecting closes by itself at its time. You can close it earlier only when everyone on the roll has collected.",
    },
    opening: {
      title: "Voting opens soon",
      explanation:
        "It opens by itself at its time, not earlier. If anyone was told that their link was used without having done it: start over before then.",
    },
    later: {
      title: "Voting is open",
      explanation: (closes) =>
        `It closes by itself ${closes}. You can close it earlier only when everyone who collected their credential has voted.`,
    },
    wait: {
      title: "Receipts are being checked",
      left: "Time left",
      explanation:
        "Each page compares its receipt with the list of envelopes. The votes are counted by themselves when the time is over, if nobody objects.",
      ends: (when) => `Checking ends ${when}.`,
    },
    answer: {
      title: "Answer the objection",
      explanation: "No envelope is opened before you have answered.",
    },
    paper: {
      title: "The ballots on paper are counted",
      explanation:
        "Two people count them each alone and enter what they found. No envelope is opened until two have counted the same.",
    },
    none: "Nothing more needs to be done.",
  },
  paper: {
    onPaper: "On paper",
    tooFew: (marked, fewest) =>
      `${marked} are marked for paper, and at least ${fewest} are needed. Let them borrow a phone instead, or mark more.`,
    mark: {
      why: "Whoever cannot vote on a phone can borrow one, or vote on paper together with at least four others.",
      press: "Paper",
      takeBack: "Not on paper",
      title: (name) => `Is ${name} to vote on paper?`,
      means: (fewest) => [
        "The link stops working. It can be changed until collecting closes, but then a slip is needed.",
        `At least ${fewest} must vote on paper. Otherwise collecting cannot be closed.`,
        "Ballots on paper are counted apart, and the numbers are shown. If all on paper vote alike, everyone knows how each of them voted.",
        "Two people count by hand. Those ballots cannot be recounted afterwards.",
      ],
      confirm: "Vote on paper",
    },
    count: {
      title: "Count the ballots on paper",
      first: "Count the ballots on paper first",
      how: (marked, fewest) => [
        `${marked} are marked for paper. Count the ballots folded, without reading any.`,
        `If there are fewer than ${fewest} none is read: they would show how somebody voted.`,
        "Otherwise you count each alone, and enter it each alone. Neither sees what the other has written.",
      ],
      ballots: "Number of ballots",
      tooFew: (fewest) =>
        `Fewer than ${fewest}: read none of them. Destroy them folded when you have both saved the number.`,
      faults: {
        ballots: (marked) => `Write a number from 0 to ${marked}.`,
        sum: (ballots) => `Yes, no and blank must together make ${ballots}.`,
      },
      submit: "Save my count",
      kept: "What you wrote is still here.",
      waits: "Your count is saved. One more is to count.",
      again: "Count again, and enter it anew.",
      differ:
        "You have counted differently. Count again, each alone. Neither of you sees what the other has written.",
      mine: (yes, no, blank) => `You counted ${yes} yes, ${no} no and ${blank} blank.`,
      mineUncounted: (ballots) => `You counted ${ballots} folded ballots.`,
      anew: "Count again",
    },
  },
  shortfall: {
    soFar: (have, need) => `So far ${have} take part. At least ${need} are needed.`,
    quorum: (have, need) =>
      `${have} take part, and ${need} are needed. If there are no more, nothing is decided and the ballots are destroyed unopened.`,
    tooFew: (fewest) =>
      `Fewer than ${fewest} have collected their credential. If there are no more, the ballots are destroyed unopened.`,
  },
  attendance: {
    title: "Attendance",
    roll: "On the roll",
    present: "Take part",
    drawn: "Have collected their credential",
    cast: "Have voted",
    envelopes: "Envelopes in the box",
    confirmed: "Have confirmed their receipt",
    paper: "Marked for paper",
    paperBallots: "Ballots on paper",
    lost: "Collected, but lost it",
    turnout: {
      none: "Nobody yet",
      under_half: "Fewer than half",
      half_or_more: "Half or more",
      all: "Everyone who collected",
    },
    coarse: "Who has voted, or exactly how many, is shown to nobody while voting is open.",
  },
  roll: {
    title: "The electoral roll",
    count: (count) => `${count} on the roll`,
    filter: "Show",
    notDrawn: (count) => `Not collected (${count})`,
    everyone: (count) => `Everyone (${count})`,
    allDrawn: "Everyone has collected their credential.",
    hasDrawn: "Has collected",
    hasNotDrawn: "Has not collected",
    hasConfirmed: "Has confirmed",
    presence:
      "Tick those who are in the room. They take part even if they do not collect their credential.",
    lineUnknown: "The name is missing",
    kept: "The tick was not changed.",
    isThere: "In the room",
    slipsByOthers:
      "A slip for someone who cannot open their mail is printed by two others than you, from their own pages.",
    slip: "Slip",
    slips: "Slips for everyone",
    slipAsked: "Slip asked for",
  },
  slip: {
    ask: (name) => `A slip for ${name}`,
    means: [
      "A slip is for someone who cannot open their mail. The link on the slip replaces the one in the mail.",
      "It takes two: one asks for the slip, the other prints it from their own page. Neither may have their office through the other alone.",
      "Whoever leads the vote is one of them only if there are no two others.",
      "Hand the slip directly to the person. Whoever has the slip can vote.",
    ],
    askedBefore:
      "Someone has asked for the slip already. If that was not you, you print it now. If it was you, it waits for one of the others.",
    confirm: "Go on",
    kept: "The roll. Look at the name whether the slip is asked for.",
    waiting: (name) =>
      `The slip for ${name} is asked for. Ask one of the others to open the vote on their own page and choose Slip at the same name.`,
    all: {
      title: "Slips for everyone who has not collected",
      means: [
        "Everyone on the roll who has not collected their credential gets a slip. The link on the slip replaces the one in the mail.",
        "It takes two: one asks for the slips, the other prints them from their own page. Neither may have their office through the other alone.",
        "Whoever leads the vote is one of them only if there are no two others.",
        "Cut the sheet apart and hand each slip directly to its person. Whoever has the slip can vote.",
      ],
    },
    left: {
      waiting: (count) =>
        count === 1
          ? "One slip is asked for. Ask one of the others to open the vote on their own page and do the same."
          : `${count} slips are asked for. Ask one of the others to open the vote on their own page and do the same.`,
      onPaper: (count) =>
        count === 1
          ? "One slip is not printed: the person is marked for paper."
          : `${count} slips are not printed: those people are marked for paper.`,
      notIndependent: (count) =>
        count === 1
          ? "One slip is not printed: whoever asked for it and you cannot print together. One of you has the office from the other alone."
          : `${count} slips are not printed: whoever asked for them and you cannot print together. One of you has the office from the other alone.`,
      drawn: (count) =>
        count === 1
          ? "One on the roll has collected their credential already and gets no slip."
          : `${count} on the roll have collected their credential already and get no slip.`,
    },
    title: (count) => (count === 1 ? "Print the slip" : `Print ${count} slips`),
    once: (count) =>
      count === 1
        ? "It is shown only now. If you close it without printing, you have to ask for a new one."
        : "They are shown only now. If you close them without printing, you have to ask for new ones.",
    how: [
      "Point the telephone's camera at the square, or type the address.",
      "Collect your credential before collecting closes.",
      "The slip is yours alone, and the link in the mail no longer works.",
    ],
    qr: "QR code with the link",
    print: "Print",
    done: (count) =>
      count === 1 ? "Done, take it off the screen" : "Done, take them off the screen",
  },
  objections: {
    title: "Objections",
    none: "Nobody has objected.",
    text: "Objection",
    answer: "Answer",
    unanswered: "Waits for an answer",
    reply: "Your answer",
    replyHint:
      "The group reads the answer. If the objection is right: declare the vote void instead.",
    means: "After it the votes are counted when the time for checking is over.",
    submit: "Answer and go on",
    tooShort: "Write an answer.",
    kept: "What you wrote is still here.",
  },
  complaints: {
    title: "Complaints about the result",
    until: (when) =>
      `Whoever is on the roll can complain about the result until ${when}. The result holds meanwhile.`,
    over: (when) => `The time to complain about the result ended ${when}.`,
    none: "Nobody has complained.",
    mine: "Your complaint. Nobody else sees that it is yours.",
    unanswered: "Waits for an answer",
    halfUpheld: "One person upholds it",
    dismissed: "Dismissed",
    upheld: "Upheld",
    answer: "Answer",
    reason: "The reason to uphold it",
    waitsForSecond:
      "You uphold it. Nothing happens until another agrees, from a page of their own.",
    make: {
      open: "Complain about the result",
      label: "What was wrong?",
      hint: "Write what happened and what it meant for the result. The group reads it, but does not see who wrote.",
      means: [
        "Whoever leads the vote answers with a reason that the group reads.",
        "The result holds until something else is said.",
        "You can complain once. So write all that you have to say.",
      ],
      submit: "Send the complaint",
      tooShort: "Write what was wrong.",
      kept: "What you wrote is still here.",
    },
    reply: {
      verdict: "What is right?",
      verdicts: {
        dismissed: { label: "The result stands", explanation: "The group reads why." },
        upheld: {
          label: "The complaint is right",
          explanation: "Nothing happens until another agrees. Then the result falls.",
        },
      },
      verdictMissing: "Choose what is right.",
      reason: "Why?",
      orDismiss: "Do you disagree? Write why the result stands.",
      hint: "The group reads it.",
      submit: "Answer",
      dismiss: "The result stands",
      tooShort: "Write why.",
      kept: "What you wrote is still here.",
    },
    agree: {
      explanation: "One person upholds the complaint. If you agree the result falls.",
      press: "I agree",
      confirmTitle: "Is the result to fall?",
      confirm: "Yes, it falls",
      means: [
        "The vote becomes void, and the group reads the reason. It cannot be undone.",
        "An exclusion case that the result opened has no ground any more.",
        "The bulletin can still be read and recounted.",
        "The question can be raised anew.",
      ],
      kept: "The result still stands.",
    },
  },
  endings: {
    title: "If something is wrong",
    reason: "Why?",
    reasonHint: "The group reads it.",
    reasonMissing: "Write why.",
    kept: "The vote is still there. What you wrote stands here.",
    cancel: {
      open: "Call the vote off",
      title: "Call the vote off?",
      means:
        "It cannot be taken up again. Links that were sent stop working. A new question can be raised.",
      confirm: "Call it off",
    },
    void: {
      open: "Declare the vote void",
      title: "Declare the vote void?",
      means:
        "No votes are counted. Those that were cast are destroyed unopened, and it cannot be undone. A new question can be raised.",
      confirm: "Declare void",
    },
    anew: {
      open: "Someone else used a link",
      title: "Start over with new links and times?",
      why: "A collected credential cannot be taken back. So you start over, with new times.",
      means: [
        "Every link stops working, and what was collected no longer holds.",
        "You then lock anew, with the group as it is then and new keys, and send the summons again.",
        "Nobody is told before the new summons goes out. Tell the group.",
      ],
      confirm: "Start over",
      tooLate: "Voting has opened. Now the vote can only be declared void.",
    },
    cancelled: "The vote is called off",
    voided: "The vote is void",
    overturned: "The result holds no longer",
    overturnedMore:
      "A complaint was upheld. What was counted still stands here below, but decides nothing.",
    because: "The reason",
  },
  result: {
    titleOverturned: "What the count showed",
    title: "Result",
    share: {
      decided: (yes, base) => `${yes} of ${base} who took a stand answered yes.`,
      cast: (yes, base) => `${yes} of ${base} who voted answered yes.`,
      present: (yes, base) => `${yes} of ${base} who took part answered yes.`,
      roll: (yes, base) => `${yes} of ${base} on the roll answered yes.`,
    },
    needed: (needed) => `${needed} were needed.`,
    inquorateMore:
      "Too few took part. The ballots were destroyed unopened, so nobody knows how anyone voted.",
    lostMore: (lost) =>
      lost === 1
        ? "One ballot was lost, and it could have decided."
        : `${lost} ballots were lost, and they could have decided.`,
    paper: (yes, no, blank) =>
      `On paper there were ${yes} yes, ${no} no and ${blank} blank, which are in the numbers. Two people counted them by hand, each alone. Those ballots cannot be recounted: they rest on what the two have said.`,
    paperUncounted: (count) =>
      count === 1
        ? "A single ballot on paper was handed in. It was destroyed unread, so that nobody would see how anyone voted."
        : `Only ${count} ballots on paper were handed in. They were destroyed unread, so that nobody would see how anyone voted.`,
    yes: "Yes",
    no: "No",
    blank: "Blank",
    margin: "Margin",
    marginIs: (over) =>
      over === 0
        ? "exactly at the limit"
        : over > 0
          ? `${over} above the limit`
          : `${-over} below the limit`,
    overturn: (count) =>
      count === 1
        ? "A single altered ballot would have given another result."
        : `It would have taken ${count} altered ballots to give another result.`,
    unconfirmed: (count) =>
      count === 0
        ? "Everyone who collected their credential has confirmed their receipt."
        : `${count} who collected their credential have not confirmed their receipt. Nobody can have altered, added or removed more envelopes than that unseen. Each can move the margin by two.`,
    follows: "This follows",
    exclusion:
      "An exclusion case is opened. It follows from the result, whatever the board decided before.",
    nothing: "Nothing more follows from the vote.",
    advice: "The answer is advice. The board decides.",
    undecided: "Nothing is decided. The question can be raised anew.",
    seeExclusion: "See exclusion cases",
    bulletin: "Bulletin",
    bulletinWhy:
      "A file with all that is needed to count the votes again. It names nobody, and anyone can check it.",
    keptUntil: (when) =>
      `The ballots and the file are destroyed ${when}, as the policy says, unless a complaint waits for its answer. The numbers and the minutes stay.`,
    destroyed: (when) =>
      `The ballots and the file were destroyed ${when}, as the policy says. The numbers and the minutes are still there. Whoever saved the file can still recount it.`,
    download: "Get the file",
    verifierWhy:
      "The page that recounts is a file too. Open it from the computer and choose the bulletin: it needs no sign-in and no network.",
    verifier: "Get the page that recounts",
    verifierHash: "Its SHA-256, for whoever wants to compare:",
    kept: "The result is still here.",
  },
  minutes: {
    title: "Minutes",
    what: "The question, the rule, the result with all its numbers, objections with their answers, and how to recount. They say whom the question concerns, so show them to the group only.",
    next: "Print them, read them through together and sign.",
    download: "Minutes (PDF)",
    file: "minutes",
  },
  projector: {
    open: "Show to the room",
    how: "Opens in a tab of its own, without names. F fills the screen, Esc closes.",
    notYours: "This page is opened by whoever leads the vote or assists with it.",
    beside: "The voting page and the control code",
    valid: (present, roll, fewest) =>
      `At least ${present} of ${roll} must take part, and at least ${fewest} vote. Otherwise nothing is decided.`,
    scenes: {
      draw: "Collect",
      wait: "Wait",
      vote: "Vote",
      check: "Check",
      answer: "Wait",
      paper: "Counting",
      count: "Counting",
      result: "Done",
      cancelled: "Called off",
      void: "Void",
    },
    now: {
      before: "It is about to begin.",
      draw: "Open your own link and collect your credential. Nobody votes yet.",
      wait: "Keep your own page open. Say so now if somebody else has used your link.",
      vote: "Vote on your own page. You can change your mind until voting closes.",
      check:
        "See on your own page that your envelope is listed. If something is wrong, object there.",
      answer: "Somebody has objected. No envelope is opened before the objection is answered.",
      paper:
        "Two people count the ballots on paper. No envelope is opened until each alone has counted the same.",
      count: "The time for checking is over. The votes are being counted.",
      result: "The result is there.",
      cancelled: "No votes are counted.",
      void: "No votes are counted. Those that had been cast are destroyed unopened.",
    },
    tellersCount: "The time for checking is over. The tellers open and count.",
    drawn: {
      none: "Nobody has collected yet.",
      under_half: "Fewer than half have collected.",
      half_or_more: "Half or more have collected.",
      all: "Everyone has collected.",
    },
    cast: {
      none: "Nobody has voted yet.",
      under_half: "Fewer than half have voted.",
      half_or_more: "Half or more have voted.",
      all: "Everyone who collected has voted.",
    },
    qr: "QR code to the voting page",
    entry: "Your own link is in the mail or on your slip.",
    hash: "Control code. Yours is to read the same.",
    overturned: "A complaint was upheld. The result holds no longer.",
    lost: "The page does not reach the server just now and tries again.",
  },
  forGroup: {
    raised:
      "Whom the question concerns is to have the chance to be heard. Then whoever leads decides when you vote.",
    hearing: "The hearing is over. Whoever leads decides when you vote.",
    convened: "The time is set. You get a link by mail when the summons goes out.",
    roll_locked: "Everything is locked. You will soon get a link by mail.",
    credentials_out:
      "Open your own link in the mail, and collect your credential. Nobody votes yet.",
    drawingClosed: "Collecting is closed. Voting opens soon; keep your own link open.",
    open: "Vote with your own link. You can change your mind until it closes.",
    closed: "Voting is closed. Open your own link: there you see that your envelope is in the box.",
    counted: "The votes are counted.",
    certified: "The result holds. The minutes are being approved.",
    minutes_approved: "The minutes are approved, and the vote has ended.",
    cancelled: "No votes were counted.",
    void: "No votes were counted. Those that had been cast were destroyed unopened.",
  },
  forGroupTitle: "Right now",
  times: {
    drawing: (when) => `Collecting closes ${when}.`,
    reminder: (when) => `A reminder is sent ${when} to those who have not collected.`,
    casting: (when) => `Voting opens ${when}.`,
    closes: (when) => `Voting closes ${when}.`,
    closesLatest: (when) => `Voting closes ${when} at the latest.`,
  },
};

export default votes;
