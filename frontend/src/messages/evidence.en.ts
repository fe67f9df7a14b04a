import type sv from "./evidence.sv";

const evidence: typeof sv = {
  title: "Files",
  about:
    "Pictures, sound, mails and screenshots. They are kept locked and exactly as they came, and whatever is done with them is recorded.",
  none: "No files yet.",
  before: (count) =>
    count === 1
      ? "There is one file. Opening the list is recorded. The person concerned can see who has read."
      : `There are ${count} files. Opening the list is recorded. The person concerned can see who has read.`,
  open: "Open the list",
  unnamed: "File",
  byline: (who, when, size, part) => `${who}, ${when} · ${size} · ${part}`,
  add: "Add files",
  where: "Which part do they belong to?",
  whereHint: "Whoever reads that part can open the files.",
  note: "What do they show? (optional)",
  noteHint: "For instance when it happened and where it comes from.",
  pick: "Choose files",
  largest: "50 MB each at most. If the line is cut, it goes on where it stopped.",
  sendingList: "Files you are sending",
  sending: (percent) => `Sending, ${percent}%`,
  states: {
    waits: "Waits its turn",
    line_down: "The line is down. It goes on by itself.",
    kept: "Arrived and kept",
  },
  tryNow: "Try now",
  tooLarge: "The file is empty or larger than 50 MB. Split it, or talk to the security officer.",
  notKept: "The file was not kept. The others are.",
  show: "Show",
  listen: "Listen",
  hide: "Hide",
  copy: "Save a copy to share",
  copySuffix: "copy",
  without: {
    title: "Share without telling more than you meant to",
    button: "Fetch a copy to share",
    removed: {
      document:
        "The copy holds only what the pages show. Gone are who made the document and when, earlier versions, attached files, hidden comments, bookmarks, links, programs, and what pictures in it say of place and camera.",
      sound:
        "The copy holds only the sound. Gone are title, names, cover picture, place, time and the program that saved it.",
      film: "The copy holds only picture and sound. Gone are place, time, the telephone's name, subtitles and chapters.",
    },
    stays: {
      document:
        "What the pages say stays, also text under a black box, text hidden in a layer, and names of pictures. Read the copy through before you share it.",
      sound:
        "What is heard stays, also voices and background. Listen to the copy before you share it.",
      film: "What is seen and heard stays, also faces, voices and places. Some cameras write into the picture itself. Watch the copy on a computer that you trust before you share it.",
    },
    forms: {
      film: "It can be done with films from most telephones: mp4, mov and 3gp. Not yet with others. Film the screen then, or take a screenshot of what is needed.",
    },
    recorded: "Fetching a copy is recorded. The original stays exactly as it came.",
  },
  original: "Fetch the original",
  pictureOf: (name) => `The picture ${name}, without where and with what it was taken`,
  misnamed:
    "The file's name says something else than it is. Do not open the original unless you know what it is.",
  infected:
    "The virus scanner warned when the file came. It is kept as evidence. Do not open the original on your own computer.",
  headers: {
    From: "From",
    To: "To",
    Cc: "Copy",
    Date: "Date",
    Subject: "Subject",
    "Reply-To": "Reply to",
    "Message-ID": "The mail's number",
  },
  isCut: "Only the beginning is shown here. All of it is in the original.",
  attachments: (names) => `Attachments in the original: ${names}`,
  custody: {
    title: "Who has done what with the file",
    acts: {
      arrived: "The file came",
      opened: "The original was fetched",
      shown: "Was shown",
      copied: "A copy without place and person was asked for",
      verified: "Was compared with what came",
      packed: "The original went along to the police",
      "found-changed": "Was no longer as it came",
    },
  },
  verify: "Compare with what came",
  unchanged: "Unchanged, every bit",
  changed: "The file is not as it came. Tell whoever looks after the server.",
  advice: {
    title: "How to keep what happened",
    lines: [
      "Delete nothing, however unpleasant. It may be needed.",
      "Take screenshots so that name, date and time are seen.",
      "Save mails as files: where they came from goes along.",
      "Write calls down: which number, when, what was said.",
      "Keep letters and envelopes untouched in a bag. Photograph them first.",
    ],
  },
  writeDown: {
    title: "Write down a call, a letter or a link",
    about:
      "Write what you remember, in your own words. It is kept locked, as a file among the others.",
    when: "When",
    whenHint: "About when is enough.",
    who: "From and to whom",
    whoHint: "A number, an address or an account. You can write that it was hidden.",
    what: "What was said or written",
    whatHint: "Paste a link as it is. It is kept as text and not opened.",
    missing: "Write what was said or written. A few words are enough.",
    keep: "Keep it",
    kept: "Kept",
    notKept: "It is not kept yet, but what you wrote is still on this page.",
    fileName: "Written down",
  },
  film: "A film is not shown here. Playing one hands it to programs that can be tricked, and it can tell where it was taken. Fetch the original and watch it on a computer that you trust.",
  police: {
    title: "For the police",
    about:
      "Gather what happened and the files you choose in one package for the police. It can be read and checked on any computer.",
    begin: "Make a package",
    publicTitle: "What you hand over may become public",
    public:
      "What is handed to an authority may become a public record. The package asks that its content is tried for secrecy, but the authority decides. Whoever is suspected may get to read the investigation. Write no secrets into it, and look through the files first.",
    what: "What is it about?",
    whatHint: "For example: Threats against an elected member. The report is in Swedish.",
    chronology: "What has happened",
    when: (number: number) => `When (${number})`,
    whenHint: "For example: 14 October, about 22:40.",
    happened: (number: number) => `What happened (${number})`,
    more: "One more event",
    takeOut: (number) => `Take away event ${number}`,
    fill: {
      about:
        "You can begin with what the case holds already, and with when the files you chose came. Read it through, change it and take away what you like. That you open it is recorded.",
      button: "Fill in what is there",
      added: (count) =>
        count === 0
          ? "There is nothing more to fill in."
          : count === 1
            ? "One event is filled in."
            : `${count} events are filled in.`,
    },
    notes: {
      title: "Notes from the case",
      about:
        "Those you choose go along word for word. Nothing else of the case does. That you open them is recorded.",
      open: "Show the notes",
      none: "There are no notes that you can take along.",
      one: (kind, when) => `${kind}, ${when}`,
    },
    files: "Files that go along",
    noFiles: "There are no files. The package can be made all the same.",
    openFirst: "Open the list above first, then you can choose.",
    openHere: "Open the list, then you can choose. That you open it is noted.",
    shows: (name: string) => `What does ${name} show?`,
    elected: "Elected assignments",
    protection: "Need of protection",
    protectionHint: "For example a secret number, protected personal data, an alarm.",
    restricted: "What the suspect must not see",
    restrictedHint: "Say which facts, not the facts themselves.",
    contact: "Whom can the police reach, and how?",
    contactHint: "A way that is safe even if it becomes known.",
    kept: "What you write here is not kept in Varna. That the package was made is recorded, which files went along and how many notes, but not what they say.",
    missing: "Fill this in.",
    notWhole: "Something is missing. Say what it is about, and at least one event.",
    make: "Fetch the package",
    made: "The package is fetched",
    next: "It lies unlocked where you saved it. Take it away from there once it is handed over. LAS-MIG.txt says how it is checked.",
  },
  report: {
    title: "Do you have pictures, sound or screenshots?",
    about: "Add them now or later. They are read by those who read what you told.",
    later: "You can come back with the code and add more.",
    mine: "What you have sent",
  },
};

export default evidence;
