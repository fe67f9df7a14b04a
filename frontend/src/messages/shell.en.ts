import type sv from "./shell.sv";

const shell: typeof sv = {
  demo: "Demo – made-up people",
  sent: {
    link: "Sent",
    title: "What was sent",
    explanation:
      "A demo sends nothing for real. Here are the mails and text messages that its people would have got, the newest first.",
    again: "Look for new ones",
    mail: "Mail",
    text: "Text message",
    to: (address) => `To ${address}`,
    empty: "Nothing has been sent yet",
    emptyWhy: "Do something that someone else needs to know of, such as telling what happened.",
  },
  skipToContent: "Skip to the content",
  mainNavigation: "Main menu",
  otherPages: "More pages",
  leave: "Leave this page",
  leaveShort: "Leave",
  leaveHint: "Or press Esc twice",
  languageSwitch: "På svenska",
  languageShort: "SV",
  rooms: {
    now: "Now",
    cases: "Cases",
    votes: "Votes",
    people: "People",
    more: "More",
  },
  links: {
    contact: "Contact",
    report: "Tell us what happened",
    signIn: "Sign in",
    account: "My account",
    signOut: "Sign out",
  },
  loadingPage: "Fetching the page",
  checkingSession: "Checking whether you are signed in",
  endedWhileWriting: {
    title: "You have been signed out",
    kept: "What you wrote is still here on the page.",
    advice: "Sign in in a new tab. Then you can go on here.",
    signIn: "Sign in in a new tab",
  },
  pageFailed: {
    title: "The page could not be fetched",
    kept: "You are still where you were. Nothing is lost.",
    advice: "Check that you have a connection and try again.",
  },
  unsent: {
    title: "You have text that has not been sent",
    explanation: "If you leave the page the text is gone. It is not kept anywhere else.",
    stay: "Stay here",
    leave: "Leave and discard the text",
  },
  notFound: {
    title: "That page is not here",
    explanation:
      "The address may be mistyped, or the page is not meant for you. Nothing is broken.",
    toStart: "To the start page",
    toContact: "To the contact card",
  },
};

export default shell;
