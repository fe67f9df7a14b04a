import type { UiTexts } from "./ui.sv";

const ui: UiTexts = {
  optional: "optional",
  close: "Close",
  copy: "Copy",
  copied: "Copied",
  copyFailed: "Copying did not work. Select the text and copy it yourself.",
  print: "Print",
  late: "late",
  waiting: "Fetching",
  tryAgain: "Try again",
  kept: "This is kept",
  whatToDo: "What to do",
  openCalendar: "Open the calendar",
  dateParts: { year: "year", month: "month", day: "day" },
  previousMonth: "Previous month",
  nextMonth: "Next month",
  stages: { done: "done", current: "we are here", ahead: "comes later" },
  wholeWay: { more: (count) => `Show all ${count} stages`, less: "Show fewer" },
  next: "Next",
  actsNext: "Acts next",
  stepOf: (step, of) => `Step ${step} of ${of}`,
  errorPrefix: "Please correct:",
};

export default ui;
