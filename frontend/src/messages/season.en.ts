import type seasonSv from "./season.sv";

const season: typeof seasonSv = {
  title: "The election season",
  introduction: "The months that the board wants to keep an eye on, week by week.",
  waiting: "Fetching the season",
  none: "No season is set",
  noneWhy: "Choose the first and the last day, the months before the election for example.",
  span: (first, last) => `${first} to ${last}`,
  set: "Set the days",
  first: "The first day",
  last: "The last day",
  submit: "Save",
  cancel: "Cancel",
  print: "Print",
  toEvents: "To the events",
  glance: "At a glance",
  checks: (done, of) => `${done} of ${of} events have been looked over`,
  noEvents: "No events in the season yet",
  gaps: (weeks) =>
    `${weeks} ${weeks === 1 ? "week has" : "weeks have"} hours without anybody on call`,
  noGaps: "Someone is on call all season",
  noRota: "You have no rota",
  contacts: (count) =>
    `${count} contact ${count === 1 ? "detail is" : "details are"} to be looked over`,
  noContacts: "The contact details are checked",
  told: (day) => `The members were told whom to turn to on ${day}`,
  notTold: "The members have not been told whom to turn to",
  changed: "The text for the members has changed since then",
  weeks: "Week by week",
  week: (number, monday) => `Week ${number}, from ${monday}`,
  calm: "Nothing planned",
  gap: (since, until) => `Nobody on call ${since} to ${until}`,
};

export default season;
