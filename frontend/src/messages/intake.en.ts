import type sv from "./intake.sv";

const aboutOffices = {
  chair: "Chair",
  vice_chair: "Vice chair",
  security_officer: "Security officer",
  group_leader: "Group leader",
  board_member: "Someone else on the board",
  executive_board_chair: "Chair of the municipal executive board",
  committee_chair: "Committee chair",
  administrator: "Administrator of this system",
};

const intake: typeof sv = {
  title: "Tell us what happened",
  introduction:
    "You need not know what it is called or whether it is serious enough. Write what you can manage. Most of it can be skipped.",
  whatHappensThen:
    "Whoever is responsible for security reads it and gets in touch. The person you tell us about never sees what you write here.",
  nothingStored:
    "Nothing is kept on the phone or computer. If you close the page the text is gone.",
  next: "Next",
  back: "Back",
  send: "Send",
  sendNow: "Send now, skip the rest",
  gapsTitle: "Almost done",
  gaps: "This is needed before we can receive it:",
  insecure: {
    title: "Do not write here just now",
    explanation:
      "The connection is not protected, so others on the same network can read what you write. Call instead, or open the page with https.",
  },

  concerns: {
    title: "What do you think it is because of?",
    hint: "What you choose decides who may read it. It can be changed later.",
    options: {
      party: {
        label: "That I am in the party",
        explanation: "For example after a campaign, a debate or a post.",
      },
      municipal: {
        label: "My assignment in the municipality",
        explanation: "For example after a decision in a committee or the council.",
      },
      internal: {
        label: "Someone in our own association",
        explanation: "For example harassment by someone who holds an office, or by another member.",
      },
      unsure: { label: "I do not know", explanation: "That is enough. We work it out together." },
    },
    error: 'Choose what is closest. You can choose "I do not know".',
  },
  about: {
    promiseTitle: "The report never goes to the person it concerns",
    promise:
      "Say who, and we lead it past them from the start. That includes the chair and whoever is responsible for security.",
    office: "Does the person hold one of these offices?",
    noOffice: "No, or I do not know",
    offices: aboutOffices,
    names: "Who is it about?",
    namesHint: "Names, if you know and want to say.",
  },
  happened: {
    title: "What has happened?",
    label: "Tell it in your own words",
    hint: "A few words are enough. Messages, pictures and dates can come later.",
    error: "Write a few words about what happened.",
  },
  now: {
    title: "How is it right now?",
    safe: "Are you safe right now?",
    safeHint: "If you skip the question we take it that you may not be safe.",
    options: { yes: "Yes", unsure: "I am not sure", no: "No" },
    danger: {
      title: "Call 112 if you or someone else is in danger",
      explanation:
        "You can call first and write afterwards. The text stays while the page is open.",
      call: "Call 112",
    },
    unsure: "If it gets worse, call 112. The police answer on 114 14 when it is not urgent.",
    needs: "What do you need tonight?",
    needsHint:
      "For example someone to talk to, company on the way home, or somewhere else to sleep. Somebody you mention by name cannot read this before somebody else has looked.",
  },
  mustNotKnow: {
    title: "Who must not know?",
    label: "Someone who must not know that you got in touch",
    hint: "In the association, in the municipality or at home. Whoever receives it reads this first.",
  },
  reach: {
    title: "How do we reach you?",
    legend: "This is how you may get in touch",
    hint: "What we send never says what it is about.",
    options: {
      telephone: { label: "Call me", explanation: "Quickest." },
      email: { label: "Mail me", explanation: "" },
      none: {
        label: "Do not get in touch",
        explanation: "Then we answer only whoever has the code you get when you have sent it.",
      },
    },
    telephone: "Telephone number",
    telephoneHint: "A number that only you answer.",
    telephoneError: "Write a telephone number, or choose another way.",
    email: "E-mail address",
    emailHint: "An address that only you read.",
    emailError: "Write an e-mail address, or choose another way.",
  },

  sending: {
    trying: "Sending",
    tryingAgain: (attempt) => `Sending again, attempt ${attempt}`,
    pausing: (seconds) => `No answer came. Trying again in ${seconds} s.`,
    kept: "Your text is still on the page. The attempts count as one and the same report.",
    tryNow: "Try now",
    stoppedTitle: "It could not be sent yet",
    stoppedKept: "All your text is still on the page.",
    stoppedAdvice:
      "Leave the page open and try again when you have a connection. You can also call:",
    refusedAdvice: "Look over what you wrote and try again. You can also call:",
    toContact: "The contact card",
  },

  received: {
    title: "Thank you. We have received it.",
    callerWithin: (caller, time) => `${caller} gets in touch within ${time}.`,
    within: (time) => `Someone responsible for security gets in touch within ${time}.`,
    readWithin: (time) =>
      `Someone responsible for security reads it within ${time} and answers you where you sign in with the code.`,
    otherwise: "If that person cannot, it goes on to the next in turn.",
    minutes: (count) => `${count} minutes`,
    hours: (count) => (count === 1 ? "an hour" : `${count} hours`),
    codeTitle: "Keep your code",
    codeLabel: "Your code",
    why: "The code is your key. With it you can read answers and add more without an account. Only you have it: if you lose it nobody can find it again.",
    where:
      "Write it down or keep it where nobody else looks. Whoever has the code can read what you told us.",
    saved: "I have kept the code",
    printed: "Keep this paper to yourself.",
    stillHere: "If it becomes urgent, call 112.",
  },

  mine: {
    title: "My report",
    introduction: "Write the code you got when you told us. You need no account.",
    code: "Your code",
    codeHint: "Capitals, spaces and hyphens do not matter.",
    mistyped: "A character came out differently. Compare with your code and try again.",
    submit: "Show",
    kept: "The code you wrote is still in the field.",
    lost: "If the code is lost nobody can bring it back. Call, or tell us again. That is quite all right.",
    received: (when) => `We received it ${when}.`,
    seenBy: (who, when) => `${who} saw it ${when}`,
    seen: (when) => `Someone accountable saw it ${when}`,
    notSeen: "Nobody has opened it yet",
    answerBy: (when) =>
      `Someone should have seen it by ${when}. Otherwise it goes to the next in line.`,
    passedOn: "Nobody has answered in time, so it has gone on to the next in turn.",
    callInstead: "Would you rather not wait? Call somebody now",
    told: "What you told us",
    hide: "Hide and close",
    kinds: {
      happened: "What happened",
      about: "Whom it concerns",
      needs: "What you need",
      must_not_know: "Who must not know",
      reach: "How we reach you",
      safe_now: "Are you safe",
      narrative: "Account",
      note: "Note",
      reason: "Reason",
      released: "Released",
      statement: "Statement",
      meeting: "From a meeting",
      decision: "Decision",
      exclusion_statement: "Answer in the exclusion case",
      recommendation: "Recommendation to the federation",
    },
    safe: { yes: "Yes", no: "No", unsure: "Unsure" },
  },
  onBehalf: {
    title: "Tell it for someone else",
    introduction: "For someone who has told you and would rather not write it themselves.",
    who: "Whom does it concern?",
    done: "It is received",
    doneMore: "The case is open and the right people have been told.",
    registered: "Someone in the register",
    unregistered: "Someone else",
    person: "Who in the register?",
    personHint: "If they have an account they are in their case from the start.",
    choose: "Choose",
    name: "Name",
    nameHint: "Or something else that they want to be called.",
    toCase: "Open the case",
    words: {
      concerns: {
        title: "What do you think is behind it?",
        hint: "It decides who may read. It can be changed later.",
        options: {
          party: {
            label: "That they are in the party",
            explanation: "For example after a campaign, a debate or a post.",
          },
          municipal: {
            label: "Their assignment in the municipality",
            explanation: "For example after a decision in a committee or the council.",
          },
          internal: {
            label: "Someone in the association itself",
            explanation: "For example harassment by someone with an office, or by another member.",
          },
          unsure: {
            label: "You do not know",
            explanation: "That is enough. Then as few as possible may read to begin with.",
          },
        },
        error: 'Choose what is closest. "You do not know" can be chosen too.',
      },
      about: {
        promiseTitle: "Whoever it is about never gets to read it",
        promise:
          "Say who, and it is led past them from the start. That goes for the chair and the security officer as well.",
        office: "Does whoever it is about hold one of these offices?",
        noOffice: "No, or you do not know",
        offices: aboutOffices,
        names: "Whom is it about?",
        namesHint: "Names, if the person knows and wants to say.",
      },
      happened: {
        title: "What happened?",
        label: "What the person has told you",
        hint: "In their own words if you can. A few words are enough.",
        error: "Write a few words about what happened.",
      },
      now: {
        title: "How is it right now?",
        safe: "Are they safe right now?",
        safeHint: "If you skip this we count on them perhaps not being safe.",
        options: { yes: "Yes", unsure: "Unsure", no: "No" },
        danger: {
          title: "Call 112 if someone is in danger",
          explanation: "Call first and write afterwards. The text stays while the page is open.",
          call: "Call 112",
        },
        unsure: "If it gets worse: call 112. The police answer 114 14 when it is not urgent.",
        needs: "What do they need tonight?",
        needsHint:
          "For example someone to talk to, company home or another place to sleep. Somebody you mention by name cannot read this before somebody else has looked.",
      },
      mustNotKnow: {
        title: "Who must not know?",
        label: "Someone who must not learn that it has been told",
        hint: "In the association, in the municipality or at home. Whoever receives it reads this first.",
      },
    },
    notYours: "You are not in the case yourself. The security officer takes over now.",
    reference: "The case's reference",
  },
};

export default intake;
