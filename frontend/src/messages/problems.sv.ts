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
    "version-mismatch": {
      title: "Någon annan har ändrat det här",
      advice: "Läs in det nya och försök igen.",
    },
    forbidden: {
      title: "Det här är inte ditt att ändra",
      advice: "Be den som ansvarar för ärendet.",
    },
    "consent-missing": {
      title: "Den det gäller har inte sagt ja till det",
      advice: "Fråga först, och anteckna svaret.",
    },
    "case-closed": { title: "Ärendet är avslutat", advice: "Öppna det igen först." },
    "stage-not-next": {
      title: "Ärendet kan inte gå dit härifrån",
      advice: "Läs in sidan igen och se var det är.",
    },
    "not-eligible": {
      title: "Personen kan inte få den uppgiften här",
      advice: "Välj någon annan.",
    },
    "step-held-back": {
      title: "Steget väntar på något annat",
      advice: "Se vad som behöver bli klart först.",
    },
    "step-not-for-them": {
      title: "Steget kan inte ges till den personen",
      advice: "Välj någon annan.",
    },
    "compartment-not-open": {
      title: "Den delen är inte öppen för dig",
      advice: "Be den som ansvarar för ärendet.",
    },
    "signed-already": {
      title: "Det är redan godkänt från din sida",
      advice: "En annan person godkänner för den andra sidan.",
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
