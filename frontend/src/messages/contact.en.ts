import type sv from "./contact.sv";

const contact: typeof sv = {
  title: "Reach someone now",
  explanation: "You need not be sure what it is, or whether it is serious enough. Get in touch.",
  danger: { title: "Someone is in danger", explanation: "Police, ambulance and fire brigade." },
  police: { title: "The police, when it is not urgent", explanation: "To report or to ask." },
  call: (number) => `Call ${number}`,
  onCall: {
    title: "The association's security officer",
    explanation: "Listens, helps you judge the situation and sees to it that you get support.",
    waiting: "Fetching who is on call",
    next: "Does the first not answer? Call the next.",
    noTelephone: "No telephone number is given. Tell us in the form and someone gets in touch.",
    verified: (day) => `The number was checked on ${day}`,
    kept: (moment: string) =>
      `No connection. This is how it was ${moment}, and it may have changed since.`,
    unverified: "The number has not been checked yet",
    empty: "Nobody is on call right now",
    emptyAdvice: "Tell us in the form. It goes on to the next in turn.",
    unreachable: "We cannot fetch who is on call right now",
    unreachableKept: "112 and 114 14 always work.",
    unreachableAdvice: "Check that you have a connection and try again.",
  },
  report: {
    title: "Write instead of calling",
    explanation: "It takes a minute and you need no account.",
    action: "Tell us what happened",
  },
  leaveHint: "Need to get away fast? Press Leave this page at the top, or Esc twice.",
};

export default contact;
