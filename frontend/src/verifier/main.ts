// The page that recounts a bulletin from a disk: no server, no storage, no library, so that it can be read through.
import "../ui/tokens.css";
import "../ui/controls.css";
import "./verifier.css";
import { verifyBulletin, type Verdict } from "../counting/verify";
import { button, element, icon, type Child } from "./elements";
import { aboutIn, comparedWith, faultIn, findLine, type Found } from "./finding";
import { choiceIn, words, type Language } from "./words";

const app = document.querySelector<HTMLElement>("#app")!;

let language: Language = "sv";
let fileName = "";
let verdict: Verdict | null = null;
let isBroken = false;
/** So that of two files chosen one after the other the later is told, whichever takes longer. */
let chosen = 0;
let isCounting = false;
let code = "";
let line = "";

// What changes while the rest of the page stays, so that no field loses its focus.
const heading = element("h2", { id: "verdict", class: "verdict" });
const grounds = element("div", { class: "stack" });
const result = element("section", { "aria-labelledby": "verdict" }, [
  element("div", { role: "status" }, [heading]),
  grounds,
]);
const mine = element("section", { class: "card", "aria-labelledby": "mine" });
const answer = element("div", { role: "status", class: "stack" });

function showPage(): void {
  const said = words[language];
  const other = language === "sv" ? "en" : "sv";
  document.documentElement.lang = language;
  document.title = said.title;
  const switchLanguage = button(said.otherLanguage, () => {
    language = other;
    showPage();
    app.querySelector<HTMLElement>("#language")?.focus();
  });
  switchLanguage.id = "language";
  switchLanguage.lang = other;
  const beginning = element("header", { class: "stack" }, [
    element("h1", {}, [said.title]),
    element("p", {}, [said.what]),
  ]);
  app.replaceChildren(
    element("header", { class: "tools not-on-paper" }, [switchLanguage]),
    element(
      "main",
      { class: "stack-wide" },
      "subtle" in crypto
        ? [beginning, fileCard(), codeCard(), result, mine]
        : [beginning, notice("alert", [element("p", {}, [said.noCrypto])])],
    ),
  );
  showResult();
}

function fileCard(): HTMLElement {
  const said = words[language].file;
  const input = element("input", { type: "file", id: "file", accept: ".json,application/json" });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file) void recount(file);
    input.value = ""; // the same file can be chosen again
  });
  return card("file-title", said.title, [
    element("label", { class: "drop", for: "file" }, [
      input,
      element("span", { class: "choose" }, [icon("document"), said.choose]),
      element("span", { class: "soft small" }, [said.drop]),
    ]),
  ]);
}

function codeCard(): HTMLElement {
  const said = words[language].code;
  const onInput = (value: string) => {
    code = value.trim();
    showResult();
  };
  return card("code-title", said.title, [field("code", said.label, said.hint, code, onInput)]);
}

async function recount(file: File): Promise<void> {
  const number = ++chosen;
  fileName = file.name;
  [verdict, isBroken, isCounting] = [null, false, true];
  showResult();
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const found = await verifyBulletin(bytes);
    if (number !== chosen) return;
    verdict = found;
  } catch {
    if (number !== chosen) return;
    isBroken = true;
  }
  isCounting = false;
  showResult();
  result.scrollIntoView({ block: "nearest" });
}

/** The verdict in one sentence, then what it rests on. */
function showResult(): void {
  const said = words[language];
  const problems = verdict ? comparedWith(verdict, code) : [];
  const isSound = problems.length === 0;
  const sentence = isSound ? said.holds : said.doesNotHold;
  heading.replaceChildren(
    ...(isCounting ? [said.file.counting] : []),
    ...(isBroken ? [icon("alert"), said.file.broken] : []),
    ...(verdict ? [icon(isSound ? "checkCircle" : "alert"), sentence] : []),
  );
  result.className = verdict ? `card ${isSound ? "sound" : "unsound"}` : "card waiting";
  result.hidden = !verdict && !isCounting && !isBroken;
  grounds.replaceChildren(...(verdict ? groundsOf(verdict, problems) : []));
  showMine();
}

function groundsOf(found: Verdict, problems: ReturnType<typeof comparedWith>): Child[] {
  const said = words[language];
  const { body, shortHash } = found;
  return [
    element("p", { class: "soft small", translate: "no" }, [fileName]),
    ...(problems.length === 0
      ? []
      : [
          element("h3", {}, [said.faultsTitle]),
          list(
            "faults",
            problems.map((one) => faultIn(said, one)),
          ),
        ]),
    ...(shortHash === null
      ? []
      : [
          element("p", { class: "code", translate: "no" }, [said.codeIs(shortHash)]),
          ...(code === "" ? [element("p", {}, [said.compare])] : []),
          ...(code === "" || problems[0]?.fault === "other_manifest"
            ? []
            : [element("p", {}, [said.code.isSame])]),
        ]),
    ...(body ? [list("about", aboutIn(said, body))] : []),
    ...(problems.length > 0
      ? []
      : [
          element("h3", {}, [said.restsOn]),
          list("checked", said.checked),
          element("p", { class: "soft" }, [said.cannotSee]),
        ]),
  ];
}

/** Hidden until there is a file to look in. */
function showMine(): void {
  const said = words[language].mine;
  mine.hidden = !verdict?.body;
  if (mine.hidden) line = "";
  if (mine.hidden || mine.lang !== language) {
    mine.lang = language;
    const onInput = (value: string) => {
      line = value.trim();
      showAnswer();
    };
    mine.replaceChildren(
      element("h2", { id: "mine" }, [said.title]),
      element("p", {}, [said.warning]),
      field("line", said.label, said.hint, line, onInput),
      answer,
    );
  }
  showAnswer();
}

function showAnswer(): void {
  answer.replaceChildren(...(verdict?.body && line !== "" ? answerOf(verdict, line) : []));
}

function answerOf(found: Verdict, given: string): Child[] {
  const said = words[language].mine;
  const body = found.body!;
  const where = findLine(body, given);
  const isDoubtful = "row" in where && comparedWith(found, code).length > 0;
  return [
    ...(isDoubtful ? [notice("alert", [element("p", {}, [said.doesNotHold])])] : []),
    ...paragraphs(saidOf(where, body.manifest.question.code)),
    ...("row" in where
      ? [
          element("p", { class: "soft small" }, [
            `${said.row}: `,
            element("span", { class: "row-of-file", translate: "no" }, [where.row]),
          ]),
        ]
      : []),
  ];
}

function saidOf(found: Found, question: string): readonly string[] {
  const said = words[language].mine;
  switch (found.what) {
    case "too-short":
      return [said.tooShort];
    case "several":
      return [said.several];
    case "missing":
      return [said.missing, said.missingMore];
    case "counted":
      return [said.counted(choiceIn(words[language], question, found.choice))];
    case "rejected":
      return [said.rejected, said.reasons[found.reason]];
    default:
      return [said[found.what]];
  }
}

function paragraphs([first, ...others]: readonly string[]): HTMLElement[] {
  return [
    element("p", { class: "said" }, [first ?? ""]),
    ...others.map((one) => element("p", {}, [one])),
  ];
}

function card(id: string, title: string, children: Child[]): HTMLElement {
  return element("section", { class: "card", "aria-labelledby": id }, [
    element("h2", { id }, [title]),
    ...children,
  ]);
}

function list(name: string, lines: readonly string[]): HTMLElement {
  return element(
    "ul",
    { class: `lines ${name}` },
    lines.map((one) => element("li", {}, [one])),
  );
}

function notice(name: "alert", children: Child[]): HTMLElement {
  return element("div", { class: "notice", role: "alert" }, [
    icon(name),
    element("div", {}, children),
  ]);
}

function field(
  id: string,
  label: string,
  hint: string,
  value: string,
  onInput: (value: string) => void,
): HTMLElement {
  const input = element("input", {
    id,
    class: "control",
    type: "text",
    autocomplete: "off",
    autocapitalize: "none",
    spellcheck: "false",
    "aria-describedby": `${id}-hint`,
  });
  input.value = value;
  input.addEventListener("input", () => onInput(input.value));
  return element("div", { class: "field" }, [
    element("label", { for: id }, [label]),
    element("span", { id: `${id}-hint`, class: "soft small" }, [hint]),
    input,
  ]);
}

// Anywhere on the page: a file dropped beside its place would else take the page's.
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  const [file] = event.dataTransfer?.files ?? [];
  if (file && "subtle" in crypto) void recount(file);
});

showPage();
