/** By the server's stable code: what happened, and what to do. Never blames, never guesses. */
const problems = {
  byCode: {
    unreachable: {
      title: "Vi når inte servern just nu",
      advice: "Kontrollera att du har täckning och försök igen.",
    },
    unexpected: {
      title: "Något gick fel hos oss",
      advice: "Försök igen om en stund. Fortsätter det: hör av dig till den som sköter systemet.",
    },
    "wrong-credentials": {
      title: "Adressen och lösenordet hör inte ihop",
      advice: "Skriv dem en gång till. Har du glömt lösenordet får du en ny inbjudan av styrelsen.",
    },
    "slow-down": {
      title: "Det blev många försök på kort tid",
      advice: "Vänta en liten stund och försök sedan igen.",
    },
    "session-ended": {
      title: "Du har loggats ut",
      advice: "Logga in igen för att fortsätta.",
    },
    "invitation-unusable": {
      title: "Länken går inte att använda längre",
      advice: "Den är använd eller för gammal. Be den som bjöd in dig om en ny.",
    },
    "password-too-weak": {
      title: "Lösenordet är för lätt att gissa",
      advice: "Välj ett längre. Några ord som inte hör ihop är både starkt och lätt att minnas.",
    },
    "not-found": {
      title: "Det finns inget att visa här",
      advice: "Gå tillbaka och välj på nytt.",
    },
    "invalid-input": {
      title: "Något behöver rättas",
      advice: "Se på fälten som är märkta.",
    },
  } as Record<string, { title: string; advice: string }>,
  byFieldCode: {
    missing: "Det här behöver fyllas i.",
    "too-long": "Texten är för lång.",
    "too-short": "Texten är för kort.",
    "not-an-address": "Skriv en e-postadress, till exempel namn@example.org.",
    "not-a-telephone-number": "Skriv ett telefonnummer.",
    "password-too-weak": "Välj ett lösenord som är svårare att gissa.",
  } as Record<string, string>,
  fieldOtherwise: "Det här gick inte att ta emot. Se över det.",
  waitSeconds: (seconds: number) =>
    seconds < 60
      ? `Vänta ${seconds} sekunder och försök igen.`
      : `Vänta ${Math.ceil(seconds / 60)} minuter och försök igen.`,
};

export default problems;
