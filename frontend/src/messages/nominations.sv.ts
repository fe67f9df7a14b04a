/** Kontroll av nomineringar: tre svar, och inget mer. */
const nominations = {
  title: "Nomineringar",
  introduction:
    "Fråga om någon som nomineras först ska prata med styrelsen och gruppen. En människa bekräftar varje svar. Du får veta svaret och inget mer.",
  whom: "Vem är nominerad?",
  choose: "Välj en person",
  missing: "Välj en person.",
  ask: "Fråga",
  kept: "Ingen fråga skickades.",
  asked: "Frågan är ställd och väntar på en människa.",
  mine: "Mina frågor",
  empty: "Inga frågor än",
  emptyWhy: "När du frågat om någon står svaret här, tills det slutar gälla.",
  waiting: "Hämtar",
  waits: "Väntar på en människa",
  answers: {
    clear: "Klart",
    consultation_required: "Samråd krävs",
    refused: "Nej, inte än",
  },
  means: {
    clear: "Personen kan nomineras.",
    consultation_required: "Prata med styrelsen innan personen tas med.",
    refused: "Personen ska först prata med styrelsen och gruppen.",
  },
  askedAt: (when: string) => `Frågat ${when}`,
  validUntil: (day: string) => `Gäller till ${day}`,
  confirm: {
    title: "Bekräfta svar om nomineringar",
    why: "Den som frågade får bara svaret. Ändrar du det, skriv varför; det läser ingen annan.",
    suggestion: "Förslaget är",
    accept: "Bekräfta",
    other: "Svara något annat",
    answer: "Ditt svar",
    reason: "Varför?",
    reasonMissing: "Skriv varför du svarar något annat än förslaget.",
    send: "Svara",
    kept: "Inget svar skickades.",
    cancel: "Avbryt",
  },
};

export default nominations;
