import type sv from "./settings.sv";

const settings: typeof sv = {
  title: "Settings",
  notYours: "The settings are looked after by the administrator.",
  save: "Save",
  saved: "Saved",
  kept: "What you filled in is still here.",
  association: {
    title: "The association",
    neutralName: "Neutral name",
    neutralNameHint:
      "The only name outsiders and the browser's tab show. Let it give nothing away.",
    name: "The association's name",
    municipality: "Municipality",
    language: "Language to begin with",
  },
  clients: {
    title: "Other systems",
    explanation: "Systems that may fetch or hand in data. None of them reaches a case.",
    empty: "Systems that you let in are shown here.",
    name: "The system's name",
    make: "Let the system in",
    made: "The system is let in",
    once: "The secret is shown only now. Keep it in the other system.",
    id: "Id",
    secret: "Secret",
    end: "End its access",
    endTitle: (name) => `End access for ${name}`,
    endMeans:
      "From now on the system can fetch or hand in nothing. It cannot be undone, but you can let it in again with a new secret.",
    ended: "Ended",
    chooseOne: "Choose at least one thing that the system may do.",
    scopes: {
      "people:read": "Read people and offices",
      "nominations:check": "Ask about nominations",
      "policy:read": "Read the policy",
    },
  },
  audit: {
    title: "The log of events",
    explanation:
      "Print or keep the code now and then. It can show that nobody has changed the log afterwards.",
    late: "New events have waited too long to be locked. Ask whoever runs the system to look.",
    none: "The code comes here when the first events have been locked. That happens by itself.",
    head: (number) => `Link ${number}`,
  },
};

export default settings;
