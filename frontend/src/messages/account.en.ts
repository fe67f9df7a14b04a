import type sv from "./account.sv";

const account: typeof sv = {
  title: "My account",
  offices: "Your offices",
  noOffices: "You hold no office here at present.",
  password: {
    title: "Change password",
    current: "Current password",
    new: "New password",
    hint: "At least 12 characters.",
    submit: "Change password",
    done: "The password is changed.",
    wrongCurrent: "This is not your current password.",
    kept: "Your old password still works.",
  },
  sessions: {
    title: "Where you are signed in",
    explanation: "If you do not recognise something, sign out everywhere and change your password.",
    waiting: "Fetching where you are signed in",
    empty: "Each browser where you are signed in is shown here.",
    current: "This browser",
    other: "Another browser",
    startedAt: (when) => `Signed in ${when}`,
    lastUsedAt: (when) => `last used ${when}`,
    kept: "You are still signed in.",
  },
  signOut: "Sign out",
  signOutEverywhere: "Sign out everywhere",
  stillSignedIn: "You are still signed in.",
};

export default account;
