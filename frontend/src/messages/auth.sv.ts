const auth = {
  signIn: {
    title: "Logga in",
    login: "E-postadress",
    password: "Lösenord",
    submit: "Logga in",
    helpTitle: "Behöver du hjälp nu?",
    help: "Du behöver inget konto för att nå någon eller berätta vad som hänt.",
    forgotten: "Har du glömt lösenordet? Kontakta styrelsen, så får du en ny inbjudan.",
    kept: "Adressen du skrev är kvar.",
  },
  invitation: {
    title: "Välkommen",
    looking: "Läser inbjudan",
    greeting: (name: string) => `Hej ${name}`,
    explanation: "Välj ett lösenord, så är ditt konto klart.",
    yourLogin: "Du loggar in med",
    password: "Nytt lösenord",
    passwordHint: "Minst 12 tecken. Fyra ord som inte hör ihop är starkt och lätt att minnas.",
    keepIt:
      "Lösenordet låser upp det du får läsa. Glömmer du det kan ingen läsa ut det åt dig, och du behöver bjudas in på nytt.",
    submit: "Spara lösenordet",
    tooShort: "Skriv minst 12 tecken.",
    doneTitle: "Kontot är klart",
    done: "Nu kan du logga in med din adress och lösenordet du valde.",
    toSignIn: "Till inloggningen",
    missing: "Länken är inte hel. Öppna den direkt från brevet du fick, eller kopiera hela raden.",
  },
  show: "Visa lösenordet",
  hide: "Dölj lösenordet",
};

export default auth;
