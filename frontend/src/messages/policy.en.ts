import type sv from "./policy.sv";

const policy: typeof sv = {
  title: "Policy",
  waiting: "Fetching the policy",
  version: (version) => `In force. Version ${version}.`,
  categories: "Three origins",
  offices: "Offices",
  plans: "What we do, step by step",
  plansMore: "Open a plan to read its steps.",
  minutes: (count) => `${count} minutes`,
  hours: (count) => (count === 1 ? "one hour" : `${count} hours`),
  days: (count) => (count === 1 ? "one day" : `${count} days`),
  within: (time, moment) => `within ${time} from: ${moment}`,
  every: (time) => `comes back after ${time}`,
  onlyIf: "Applies if the answer is yes:",
  ours: "Our addition:",
  moments: {
    opened: "the case opens",
    reported: "someone tells us",
    acknowledged: "someone has seen it",
    phase_set: "it is clear whether the person is known",
    event: "the event",
    press_contact: "the press gets in touch",
    went_to_court: "it goes to court",
    notified: "the person is told",
    vote_certified: "the vote is done",
    member_joined: "a new member joins",
    office_changed: "an office changes hands",
    applied: "the application comes",
    nominated: "someone is nominated",
  },
  whenever: {
    before_event: "before every event",
    member_joined: "for every new member",
    office_changed: "whenever an office changes hands",
    nominated: "whenever someone is nominated",
  },
};

export default policy;
