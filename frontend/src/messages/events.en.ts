import type eventsSv from "./events.sv";

const events: typeof eventsSv = {
  title: "Events",
  introduction:
    "Meetings, campaigns and days in the square. Safety at them is the association's matter, and is looked over before each.",
  waiting: "Fetching the events",
  empty: "Here it says what is coming",
  emptyWhy: "Add an event, and someone looks it over in time.",
  past: "What has been",
  where: (when, place) => `${when}, ${place}`,
  responsible: (name) => `${name} runs it`,
  calledOff: "Called off",
  toSeason: "To the election season",
  states: {
    ahead: "To be looked over",
    due: "To be looked over now",
    done: "Looked over",
    missed: "Was not looked over",
    called_off: "Called off",
  },
  dueBy: (when) => `by ${when}`,
  ticked: (done, of) => `${done} of ${of} gone through`,
  check: {
    open: "Look over",
    note: "Note",
    noteHint: "Write nothing about any single person.",
    submit: "Save",
    close: "Close",
    by: (name, when) => `${name}, ${when}`,
    kept: "What you have ticked is still there.",
  },
  form: {
    add: "Add an event",
    change: "Change",
    title: "What",
    titleHint: "Everyone with an office reads this. Write nothing about any single person.",
    place: "Where",
    day: "Which day",
    time: "At",
    wrongTime: "Write a time, for example 17:00.",
    who: "Who runs it",
    choose: "Choose",
    submit: "Save",
    cancel: "Cancel",
    kept: "What you wrote is still there.",
  },
  callOff: {
    open: "Call off",
    ask: "The event stays here as called off.",
    yes: "Yes, call it off",
    no: "No, let it be",
  },
};

export default events;
