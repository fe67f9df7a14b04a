import type sv from "./conflicts.sv";

const conflicts: typeof sv = {
  waiting: "Fetching the list",
  roles: {
    affected: "The person concerned",
    suspected: "Suspected",
    accused: "Accused",
    witness: "Witness",
    close: "Close to one of them",
  },
  parties: {
    title: "Whom it is about",
    explanation: "That you read the list is recorded, as when you open a text.",
    open: "Show",
    empty: "Nobody has been named yet.",
    onlyName: "not in the register",
    since: (when) => `Named ${when}`,
  },
  bars: {
    title: "Kept out",
    explanation: "They do not see that the case exists: in no list, no search and no notice.",
    empty: "Nobody is kept out.",
    unknown: "Somebody who is no longer in the register",
    why: {
      "named-in-report": "May be named in what was told",
      suspected: "Suspected",
      accused: "Accused",
      witness: "Witness",
      close: "Close to one of them",
      declared: "Has said that they are part of it",
      returning: "Wants to come back",
      affected: "Affected",
    },
    alike: (who) => `There is another who may be ${who}`,
    alikeMeans:
      "The same name or telephone number stands once more in the register, and that row is not kept out. Is it the same person? Name it as well.",
    provisional: "Until somebody has checked",
    firm: "Confirmed",
    since: (when) => `Since ${when}`,
    confirm: "It is this person",
    confirmTitle: (who) => `Who is ${who} in what has happened?`,
    confirmMeans: "They are still kept out.",
    confirmSuspected:
      "If you confirm somebody as suspected, only those who investigate see it afterwards. They are no longer in this list.",
    confirmNow: "Confirm",
    lift: "Lift the bar",
    liftTitle: (who) => `Lift the bar for ${who}`,
    liftMeans:
      "It takes two. Once another has agreed the bar is gone, but nothing comes back to them by itself.",
    liftReason: "Why should it be lifted?",
    liftNow: "I think it should be lifted",
    agree: "I agree: lift the bar",
    asked: (who, when) => `${who} wants to lift the bar, ${when}. It takes one more person.`,
    askedByMe: (when) => `You want to lift the bar, ${when}. It takes one more person.`,
    keep: "Keep the bar",
    lifted: "The bar is lifted.",
    waitsForSecond: "Recorded. Now it takes one more person.",
    chooseRole: "Choose one of them.",
  },
  name: {
    title: "Name someone",
    explanation:
      "Whoever is accused, suspected, a witness or close to one of them may have no task in the case. When you name somebody they are shut out at once: nothing of the case shows, keys are changed and their tasks go to the next in line.",
    readFirst: "These have read or can read. What has been read cannot be taken back.",
    nobodyRead: "Nobody has opened anything yet.",
    reporter: "Whoever told it",
    hasOpened: (parts, when) => `Has opened ${parts}, last ${when}`,
    canRead: "Has not opened anything yet",
    left: "no longer in it",
    as: "Who are they in what has happened?",
    who: "Who?",
    choose: "Choose a person",
    notThere: "Not in the register",
    name: "The name, as it was said",
    nameHint:
      "Everyone in the register whom the name may mean is kept out until somebody has checked.",
    submit: "Name them",
    sureTitle: (who) => `Shut out ${who}?`,
    sureMeans:
      "It happens at once. To let them in again takes two. Name only somebody who you have reason to believe is part of it.",
    affectedTitle: (who) => `${who} is the person concerned?`,
    affectedMeans:
      "They may read what is theirs, and leave any task they have for the association in the case.",
    missing: { role: "Choose one of them.", who: "Choose a person or write a name." },
    done: "Named.",
    kept: "What you wrote is still here. Nobody has been named.",
  },
  declare: {
    title: "Are you part of it yourself?",
    explanation:
      "If you know one of them well, or it concerns you, you should have no task here. Saying so is right, and nobody takes it for anything else.",
    reason: "Why? Read by those who hold the key to what happened.",
    open: "I am part of it",
    sureTitle: "Leave the case",
    sureMeans:
      "Your tasks go to the next in line and the case disappears for you. Coming in again takes two others.",
    submit: "Leave the case",
    needsReason: "Write a few words about why.",
    kept: "What you wrote is still here. You are still in the case.",
  },
  cancel: "Cancel",
};

export default conflicts;
