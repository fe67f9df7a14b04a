import type sv from "./auth.sv";

const auth: typeof sv = {
  signIn: {
    title: "Sign in",
    login: "E-mail address",
    password: "Password",
    submit: "Sign in",
    helpTitle: "Do you need help now?",
    help: "You need no account to reach someone or to tell what has happened.",
    forgotten: "Have you forgotten the password? Contact the board and you get a new invitation.",
    kept: "The address you wrote is still there.",
  },
  invitation: {
    title: "Welcome",
    looking: "Reading the invitation",
    greeting: (name) => `Hello ${name}`,
    explanation: "Choose a password and your account is ready.",
    yourLogin: "You sign in with",
    password: "New password",
    passwordHint:
      "At least 12 characters. Four words that do not belong together are strong and easy to remember.",
    keepIt:
      "The password unlocks what you may read. If you forget it nobody can find it out for you, and you need a new invitation.",
    submit: "Save the password",
    tooShort: "Write at least 12 characters.",
    doneTitle: "The account is ready",
    done: "Now you can sign in with your address and the password you chose.",
    toSignIn: "To the sign-in page",
    missing:
      "The link is not whole. Open it straight from the letter you got, or copy the whole line.",
  },
  show: "Show the password",
  hide: "Hide the password",
};

export default auth;
