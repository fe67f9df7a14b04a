"""The words of a police package: the report itself, and how anybody checks it. In Swedish: the police read it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.cases.rules import TextKind
from app.evidence.package.rules import MANIFEST, README, REPORT, REPORT_SUM, SUMS
from app.evidence.package.schemas import PolicePackageWrite
from app.evidence.package.texts import CaseText
from app.evidence.rules import ScanResult, is_named_as
from app.evidence.service import OpenFile
from app.people.rules import Language
from app.votes.minutes.document import Code, Document, Lines, Part, Section, Signature, Text
from app.votes.minutes.speaking import Speaker

PUBLIC = (
    "Det som lämnas till en myndighet kan bli en allmän handling. Vi ber att uppgifterna i den här anmälan och i"
    " filerna prövas för sekretess innan något lämnas ut, enligt 18 kap. 1 och 2 §§ och 35 kap. 1 § offentlighets-"
    " och sekretesslagen (2009:400), eller enligt den bestämmelse som myndigheten finner tillämplig."
)
SUSPECT = (
    "Den som är misstänkt kan ha rätt att ta del av utredningen. Vi ber därför att uppgifter som inte behövs i den,"
    " så som bostad, arbetsplats, telefonnummer och vanor, hålls utanför eller maskas."
)


_CALLED = {
    TextKind.HAPPENED: "Anmälan: vad som har hänt",
    TextKind.ABOUT: "Anmälan: vem det gäller",
    TextKind.NEEDS: "Vad som behövs",
    TextKind.NARRATIVE: "Berättelse",
    TextKind.NOTE: "Anteckning",
}


@dataclass(frozen=True)
class Packed:
    """A file as it lies in the package."""

    path: str
    shows: str
    file: OpenFile


@dataclass(frozen=True)
class PackageFacts:
    number: str
    association: str
    made_at: datetime
    written: PolicePackageWrite
    packed: Sequence[Packed]
    texts: Sequence[CaseText]
    sums_sha256: str


def report_of(facts: PackageFacts) -> Document:
    speaker = Speaker(Language.SWEDISH)
    written = facts.written
    sections = [
        Section("Vad som har hänt", [Lines([(each.when, each.what) for each in written.chronology])], may_break=True),
        *_notes(facts.texts, speaker),
        *_if_said("Förtroendeuppdrag", written.elected_status),
        *_if_said("Behov av skydd", written.protection),
        Section(
            "Begäran om sekretess",
            [
                Text(PUBLIC),
                Text(SUSPECT),
                *([Lines([("Får inte visas", written.restricted)])] if written.restricted else []),
            ],
            may_break=True,
        ),
        *_if_said("Kontakt", written.contact),
        Section("Filer som följer med", [Text(_how_many(len(facts.packed)))]),
        *(_file(each, speaker) for each in facts.packed),
        Section(
            "Så kontrolleras innehållet",
            [
                Text(f"{SUMS} räknar upp varje fil med dess kontrollsumma. {README} säger hur den används."),
                Code(f"SHA-256 för {SUMS}", facts.sums_sha256),
            ],
        ),
    ]
    return Document(
        language="sv",
        association=facts.association,
        title="Underlag till polisanmälan",
        subtitle=f"{written.about}\n{speaker.moment(facts.made_at)}",
        sections=sections,
        signing=Section("Underskrift", [Text("Den som lämnar underlaget skriver under här.", "soft")]),
        signatures=[[Signature("Ort och datum", ""), Signature("Namn", "")]],
        foot=f"Paket {facts.number}",
        page_words=("Sida", "av"),
    )


def _if_said(title: str, text: str) -> list[Section]:
    return [Section(title, [Text(text)], may_break=True)] if text else []


def _notes(texts: Sequence[CaseText], speaker: Speaker) -> list[Section]:
    """Word for word, without who wrote them: that is for whoever makes the package to say."""
    if not texts:
        return []
    rows = [(f"{_CALLED.get(each.kind, '')}\n{speaker.moment(each.written_at)}", each.text) for each in texts]
    return [Section("Anteckningar ur ärendet", [Lines(rows)], may_break=True)]


def _how_many(count: int) -> str:
    if count == 0:
        return "Inga filer följer med."
    return f"{count} {'fil ligger' if count == 1 else 'filer ligger'} i mappen filer, precis som de kom in."


def _file(packed: Packed, speaker: Speaker) -> Section:
    file = packed.file
    rows = [("Kom in", speaker.moment(file.arrived_at)), ("Storlek", f"{file.size} byte")]
    if packed.shows:
        rows.insert(0, ("Visar", packed.shows))
    if not is_named_as(file.finding.kind, file.label.name):
        rows.append(("Observera", "Filen heter som något annat än den är. Öppna den med försiktighet."))
    if file.finding.scan is ScanResult.FOUND:
        rows.append(("Observera", "Ett virusskydd varnade när filen kom in."))
    parts: list[Part] = [Lines(rows), Code("SHA-256", file.finding.sha256)]
    return Section(packed.path, parts)


def readme_of(facts: PackageFacts) -> str:
    """Plain words, and commands that every system has."""
    return f"""\
UNDERLAG TILL POLISANMÄLAN
Paket {facts.number}

Här finns:
  {REPORT}   anmälan, att läsa och skriva ut
  filer/        bilder, ljud, mejl och annat, precis som de kom in
  {SUMS}    en lista med en kontrollsumma för varje fil
  {MANIFEST} när varje fil kom in, för den som vill kontrollera mer

Så ser du att ingenting har ändrats
1. Packa upp hela arkivet i en egen mapp.
2. Öppna ett kommandofönster i mappen och skriv
     Linux:    sha256sum -c {SUMS}
     Mac:      shasum -a 256 -c {SUMS}
     Windows:  certutil -hashfile filer\\NAMN SHA256
   På Linux och Mac ska varje rad sluta med OK. På Windows ska svaret vara samma tecken som står i {SUMS}.
3. Jämför {SUMS} självt med anmälan: dess summa står på sista sidan i {REPORT}.
   Anmälans egen summa står i {REPORT_SUM}.

Inget särskilt program behövs. Öppna filerna med försiktighet: de är som de skickades.

Hos en myndighet kan det här bli allmän handling. I anmälan står en begäran om sekretess.

--------
In English: unpack, then run "sha256sum -c {SUMS}" (Mac: "shasum -a 256 -c {SUMS}"). Every line should end in OK.
The sum of {SUMS} itself is printed in {REPORT}.
"""
