const account = {
  title: "Mitt konto",
  offices: "Dina uppdrag",
  noOffices: "Du har inget uppdrag här just nu.",
  password: {
    title: "Byt lösenord",
    current: "Nuvarande lösenord",
    new: "Nytt lösenord",
    hint: "Minst 12 tecken.",
    submit: "Byt lösenord",
    done: "Lösenordet är bytt.",
    wrongCurrent: "Det stämmer inte med ditt nuvarande lösenord.",
    kept: "Ditt gamla lösenord gäller fortfarande.",
  },
  sessions: {
    title: "Här är du inloggad",
    explanation: "Känner du inte igen något: logga ut överallt och byt lösenord.",
    waiting: "Hämtar var du är inloggad",
    empty: "Här visas varje webbläsare där du är inloggad.",
    current: "Den här webbläsaren",
    other: "En annan webbläsare",
    startedAt: (when: string) => `Inloggad ${when}`,
    lastUsedAt: (when: string) => `senast använd ${when}`,
    kept: "Du är fortfarande inloggad.",
  },
  signOut: "Logga ut",
  signOutEverywhere: "Logga ut överallt",
  stillSignedIn: "Du är fortfarande inloggad.",
};

export default account;
