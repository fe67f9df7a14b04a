const ui = {
  optional: "frivilligt",
  close: "Stäng",
  copy: "Kopiera",
  copied: "Kopierat",
  copyFailed: "Det gick inte att kopiera. Markera texten och kopiera själv.",
  print: "Skriv ut",
  late: "försenat",
  waiting: "Hämtar",
  tryAgain: "Försök igen",
  kept: "Det här är kvar",
  whatToDo: "Gör så här",
  openCalendar: "Öppna kalendern",
  dateParts: { year: "år", month: "månad", day: "dag" } as Record<string, string>,
  previousMonth: "Föregående månad",
  nextMonth: "Nästa månad",
  stages: { done: "klart", current: "här är vi", ahead: "kommer sedan" },
  wholeWay: { more: (count: number) => `Visa alla ${count} lägen`, less: "Visa färre" },
  next: "Nästa",
  actsNext: "Gör nästa steg",
  stepOf: (step: number, of: number) => `Steg ${step} av ${of}`,
  errorPrefix: "Rätta:",
};

export type UiTexts = typeof ui;
export default ui;
