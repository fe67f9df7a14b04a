const shell = {
  demo: "Demo – påhittade personer",
  sent: {
    link: "Skickat",
    title: "Det som skickats",
    explanation:
      "En demo skickar inget på riktigt. Här ligger de mejl och sms som personerna skulle ha fått, de senaste först.",
    again: "Titta efter nya",
    mail: "Mejl",
    text: "Sms",
    to: (address: string) => `Till ${address}`,
    empty: "Inget är skickat än",
    emptyWhy: "Gör något som någon annan behöver få veta, till exempel berätta vad som har hänt.",
  },
  skipToContent: "Hoppa till innehållet",
  mainNavigation: "Huvudmeny",
  otherPages: "Fler sidor",
  leave: "Lämna sidan",
  leaveShort: "Lämna",
  leaveHint: "Eller tryck Esc två gånger",
  languageSwitch: "In English",
  languageShort: "EN",
  rooms: {
    now: "Nu",
    cases: "Ärenden",
    votes: "Röster",
    people: "Personer",
    more: "Mer",
  },
  links: {
    contact: "Kontakt",
    report: "Berätta vad som hänt",
    signIn: "Logga in",
    account: "Mitt konto",
    signOut: "Logga ut",
  },
  loadingPage: "Hämtar sidan",
  checkingSession: "Ser efter om du är inloggad",
  endedWhileWriting: {
    title: "Du har loggats ut",
    kept: "Det du skrev är kvar här på sidan.",
    advice: "Logga in i en ny flik. Sedan kan du fortsätta här.",
    signIn: "Logga in i en ny flik",
  },
  pageFailed: {
    title: "Sidan gick inte att hämta",
    kept: "Du är kvar där du var. Inget är borta.",
    advice: "Kontrollera att du har täckning och försök igen.",
  },
  unsent: {
    title: "Du har text som inte är skickad",
    explanation: "Lämnar du sidan försvinner texten. Den finns inte sparad någon annanstans.",
    stay: "Stanna kvar",
    leave: "Lämna och släng texten",
  },
  notFound: {
    title: "Den sidan finns inte här",
    explanation:
      "Adressen kan vara fel skriven, eller så är sidan inte till för dig. Inget har gått sönder.",
    toStart: "Till startsidan",
    toContact: "Till kontaktkortet",
  },
};

export default shell;
