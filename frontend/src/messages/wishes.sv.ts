/** That somebody be told whom the list leaves out, because the affected person wants it. */
const wishes = {
  mine: {
    title: "Någon mer som du vill ska få veta",
    about:
      "Policyn håller kretsen liten. Vill du att någon utanför den får veta, säg det här. Den som ansvarar för ditt ärende berättar, och inte mer än du vill. Du kan ta tillbaka det när som helst.",
    empty: "Du har inte bett om att någon mer ska få veta.",
    ask: "Det finns någon mer som jag vill ska få veta",
    named: "Får de veta ditt namn?",
    words: "Vad får de veta?",
    submit: "Jag vill att de får veta",
    takeBack: "Jag vill inte det längre",
  },
  theirs: {
    title: "Någon mer som den det gäller vill ska få veta",
    about:
      "Den det gäller kan be om att någon utanför listan får veta. Anteckna det bara om personen själv har sagt det, och med personens egna ord. Hen får veta att det är antecknat.",
    empty: "Den det gäller har inte bett om att någon mer ska få veta.",
    ask: "Anteckna att den det gäller vill att någon mer får veta",
    named: "Får de veta vem det gäller?",
    words: "Vad får de veta, med personens egna ord?",
    submit: "Anteckna",
    takeBack: "Vill inte det längre",
  },
  whom: "Vem ska få veta?",
  wordsHint:
    "Läses av dem som har nyckel till händelsen. Låt det vara tomt om det inte spelar någon roll.",
  asked: "Ska få veta",
  takenBack: "Taget tillbaka",
  notNeeded: "Ärendet har fått en annan kategori. Där finns det redan regler för om de får veta.",
  history: (count: number) => `Så har det ändrats (${count})`,
  events: { given: "Önskades", withdrawn: "Togs tillbaka" },
  read: "Läs vad de får veta",
  noKey: "Det skrevs innan du kom med i ärendet, och din nyckel öppnar det inte.",
  done: "Det är antecknat.",
  kept: "Inget har ändrats.",
  onWish: (when: string) => `För att den det gäller bad om det ${when}`,
  toTell: "Den det gäller har bett om det här. Läs ovanför vad de får veta, och säg inte mer.",
};

export default wishes;
