const contact = {
  title: "Nå någon nu",
  explanation:
    "Du behöver inte vara säker på vad det är, eller om det är allvarligt nog. Hör av dig.",
  danger: { title: "Någon är i fara", explanation: "Polis, ambulans och räddningstjänst." },
  police: { title: "Polisen, när det inte brådskar", explanation: "För att anmäla eller fråga." },
  call: (number: string) => `Ring ${number}`,
  onCall: {
    title: "Säkerhetsansvarig i föreningen",
    explanation: "Lyssnar, hjälper dig bedöma läget och ser till att du får stöd.",
    waiting: "Hämtar vem som har jour",
    next: "Svarar inte den första? Ring nästa.",
    noTelephone: "Inget telefonnummer är inlagt. Berätta i formuläret, så hör någon av sig.",
    verified: (day: string) => `Numret kontrollerades ${day}`,
    kept: (moment: string) =>
      `Utan uppkoppling. Så här såg det ut ${moment}, och mycket kan ha ändrats sedan dess.`,
    unverified: "Numret är inte kontrollerat ännu",
    empty: "Ingen har jour just nu",
    emptyAdvice: "Berätta i formuläret. Det går vidare till nästa i tur.",
    unreachable: "Vi kan inte hämta vem som har jour just nu",
    unreachableKept: "112 och 114 14 gäller alltid.",
    unreachableAdvice: "Kontrollera att du har täckning och försök igen.",
  },
  report: {
    title: "Skriva i stället för att ringa",
    explanation: "Det tar en minut och du behöver inget konto.",
    action: "Berätta vad som hänt",
  },
  leaveHint: "Vill du bort fort? Tryck på Lämna sidan högst upp, eller Esc två gånger.",
};

export default contact;
