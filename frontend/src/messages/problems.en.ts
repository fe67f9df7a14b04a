import type sv from "./problems.sv";

const problems: typeof sv = {
  byCode: {
    unreachable: {
      title: "We cannot reach the server right now",
      advice: "Check that you have a connection and try again.",
    },
    unexpected: {
      title: "Something went wrong on our side",
      advice: "Try again in a while. If it goes on, tell the person who looks after the system.",
    },
    "wrong-credentials": {
      title: "The address and the password do not go together",
      advice:
        "Type them once more. If you have forgotten the password, the board sends you a new invitation.",
    },
    "slow-down": {
      title: "There were many attempts in a short time",
      advice: "Wait a little and try again.",
    },
    "session-ended": {
      title: "You have been signed out",
      advice: "Sign in again to go on.",
    },
    "invitation-unusable": {
      title: "The link can no longer be used",
      advice: "It has been used or is too old. Ask whoever invited you for a new one.",
    },
    "password-too-weak": {
      title: "The password is too easy to guess",
      advice:
        "Choose a longer one. A few words that do not belong together are strong and easy to remember.",
    },
    "not-found": {
      title: "There is nothing to show here",
      advice: "Go back and choose again.",
    },
    "version-mismatch": {
      title: "Someone else has changed this",
      advice: "Read the new version and try again.",
    },
    forbidden: {
      title: "This is not yours to change",
      advice: "Ask whoever is responsible for the case.",
    },
    "consent-missing": {
      title: "The person concerned has not agreed to this",
      advice: "Ask first, and record the answer.",
    },
    "case-closed": { title: "The case is closed", advice: "Reopen it first." },
    "stage-not-next": {
      title: "The case cannot go there from here",
      advice: "Reload the page and see where it is.",
    },
    "not-eligible": {
      title: "This person cannot have that task here",
      advice: "Choose someone else.",
    },
    "step-held-back": {
      title: "The step waits for something else",
      advice: "See what has to be finished first.",
    },
    "step-not-for-them": {
      title: "The step cannot be given to that person",
      advice: "Choose someone else.",
    },
    "compartment-not-open": {
      title: "That part is not open to you",
      advice: "Ask whoever is responsible for the case.",
    },
    "signed-already": {
      title: "It is already approved for your side",
      advice: "Another person approves for the other side.",
    },
    "invalid-input": {
      title: "Something needs correcting",
      advice: "Look at the fields that are marked.",
    },
  },
  byFieldCode: {
    missing: "This needs an answer.",
    "too-long": "The text is too long.",
    "too-short": "The text is too short.",
    "not-an-address": "Write an e-mail address, for example name@example.org.",
    "not-a-telephone-number": "Write a telephone number.",
    "password-too-weak": "Choose a password that is harder to guess.",
  },
  fieldOtherwise: "This could not be accepted. Please look it over.",
  waitSeconds: (seconds) =>
    seconds < 60
      ? `Wait ${seconds} seconds and try again.`
      : `Wait ${Math.ceil(seconds / 60)} minutes and try again.`,
};

export default problems;
