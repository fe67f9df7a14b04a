import type { VoteTexts } from "./vote.sv";

const vote: VoteTexts = {
  demo: "Demo – made-up people",
  skipToContent: "Skip to the content",
  languageSwitch: "På svenska",
  start: {
    title: "Open your own link",
    explanation: "This page opens with the link in your summons or the QR code on your slip.",
    help: "No link, or has someone else used it? Tell whoever leads the vote before it opens.",
  },
};

export default vote;
