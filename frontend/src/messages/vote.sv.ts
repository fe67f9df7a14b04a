const vote = {
  demo: "Demo – påhittade personer",
  skipToContent: "Hoppa till innehållet",
  languageSwitch: "In English",
  start: {
    title: "Öppna din egen länk",
    explanation: "Sidan öppnas med länken i din kallelse eller med QR-koden på din lapp.",
    help: "Har du ingen länk, eller har någon annan använt den? Säg till den som leder omröstningen innan den öppnar.",
  },
};

export type VoteTexts = typeof vote;
export default vote;
