import type sv from "./proceedings.sv";

const proceedings: typeof sv = {
  waiting: "Fetching the decisions",
  overview: {
    title: "Where things are",
    parts: {
      mapping: "The mapping",
      measures: "Time-out and assignments",
      meetings: "Meetings",
      votes: "Votes",
      exclusion: "Exclusion",
    },
    acts: "Now:",
    notBegun: "Not begun",
    group: "The council group",
    leadsVote: "Whoever leads the vote",
    voteNext: {
      prepare: "Prepare the vote on its own page.",
      draw: "The group collects its right to vote.",
      cast: "The group votes.",
      check: "The receipts are checked. Then the result is settled.",
      approve: "Approve the minutes.",
    },
    earlier: "Earlier votes",
  },
  votes: {
    title: "Votes",
    empty: "The question of confidence is shown here once it has been raised.",
    about: (when) => `The question was raised ${when}`,
  },
  raise: {
    title: "Raise the question of confidence",
    explanation:
      "The board asks the council group whether it has confidence in whoever is accused. The group gets the summons and the account, and sees nothing else of the case.",
    open: "Raise the question",
    whom: "Whom is it about?",
    whomHint: "Somebody who is named as accused under Parties.",
    choose: "Choose a person",
    whomMissing: "Choose whom it is about.",
    account: "The board's account",
    accountHint:
      "The group reads it from the summons on. Write calmly what has happened. It cannot be changed afterwards.",
    named: "Does the account say who the affected person is?",
    namedYes: "Yes, and they have agreed to it",
    namedNo: "No",
    namedMissing: "Answer yes or no.",
    follows: [
      "The accused is to get a chance to be heard before the group is summoned.",
      "The chair, or whoever acts in their place, leads the vote.",
      "If the group lacks confidence an exclusion case opens, whatever the board decided before.",
    ],
    submit: "Raise the question",
    kept: "What you wrote is still here. The question has not been raised.",
    done: "The question is raised. Whoever leads the vote goes on under Votes.",
    cancel: "Cancel",
  },
};

export default proceedings;
