"""What a recount found, in words for whoever asked: nothing to be known of cryptography. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.votes.bulletin import Body
from app.votes.manifest import Mode, short_hash
from app.votes.rules import Outcome
from app.votes.verification import Fault, Problem, Verdict


class Language(StrEnum):
    SV = "sv"
    EN = "en"


@dataclass(frozen=True)
class Said:
    sv: str
    en: str

    def in_(self, language: Language) -> str:
        return self.sv if language is Language.SV else self.en


HOLDS = Said("Räkningen stämmer.", "The count holds.")
DOES_NOT_HOLD = Said("Räkningen stämmer INTE.", "The count does NOT hold.")
COMPARE = Said(
    "Jämför koden med den som stod i kallelsen och lästes upp. Är det en annan kod är det en annan omröstning.",
    "Compare the code with the one in the summons that was read aloud. Another code is another vote.",
)
FAULTS: dict[Fault, Said] = {
    Fault.UNREADABLE: Said("Filen är inget protokollsutdrag från Varna", "The file is no bulletin of Varna's"),
    Fault.MANIFEST: Said(
        "Det som låstes före omröstningen håller inte", "What was locked before the vote does not hold"
    ),
    Fault.OTHER_MANIFEST: Said("Koden är en annan än den du gav", "The code is another than the one you gave"),
    Fault.ENVELOPE: Said("Ett kuvert har inte släppts in på riktigt sätt", "An envelope was not properly admitted"),
    Fault.ENVELOPE_ORDER: Said("Kuverten är dubblerade eller i fel ordning", "Envelopes are doubled or out of order"),
    Fault.BALLOT: Said("En röst är inte den som väljaren skrev under", "A ballot is not what its voter signed"),
    Fault.BALLOT_ORDER: Said("Röster är dubblerade eller i fel ordning", "Ballots are doubled or out of order"),
    Fault.CONFLICT: Said("En ogiltigförklarad röst saknar bevis", "A ballot that was voided lacks its proof"),
    Fault.REJECTED: Said("De avvisade kuverten stämmer inte", "The rejected envelopes do not fit"),
    Fault.COUNTS: Said("Antalen motsäger varandra", "The numbers contradict each other"),
    Fault.TALLY: Said("Rösterna summerar till något annat", "The ballots add up to something else"),
    Fault.MARGIN: Said("Marginalen är fel räknad", "The margin is counted wrongly"),
    Fault.OUTCOME: Said("Regeln ger ett annat resultat", "The rule gives another result"),
    Fault.SIGNATURES: Said("Underskrifterna räcker inte", "The signatures do not suffice"),
}
UNDECIDED: dict[Outcome, Said] = {
    Outcome.INQUORATE: Said("För få deltog: inget är avgjort.", "Too few took part: nothing is decided."),
    Outcome.UNDECIDED_BY_LOSS: Said(
        "De förlorade röstsedlarna kunde ha avgjort: inget är avgjort.",
        "The lost ballots could have decided: nothing is decided.",
    ),
}
DECIDED: dict[str, dict[Outcome, Said]] = {
    "confidence": {
        Outcome.NO_CONFIDENCE: Said("Förtroende saknas.", "Confidence is denied."),
        Outcome.CONFIDENCE_RETAINED: Said("Förtroendet finns kvar.", "Confidence is kept."),
    },
    "consultation": {
        Outcome.NO_CONFIDENCE: Said("Gruppen avråder.", "The group advises against."),
        Outcome.CONFIDENCE_RETAINED: Said("Gruppen avråder inte.", "The group does not advise against."),
    },
}
"""By the code of the manifest's question."""
OF_ANOTHER_QUESTION: dict[Outcome, Said] = {
    Outcome.NO_CONFIDENCE: Said("Svaret är ja.", "The answer is yes."),
    Outcome.CONFIDENCE_RETAINED: Said("Svaret är nej.", "The answer is no."),
}
"""For a file whose question these words do not know."""


def outcome_said(question_code: str, outcome: Outcome) -> Said:
    return UNDECIDED.get(outcome) or DECIDED.get(question_code, OF_ANOTHER_QUESTION)[outcome]


def lines_of(verdict: Verdict, *, language: Language, was_compared: bool) -> Iterator[str]:
    """The verdict first, then what it rests on."""
    yield (HOLDS if verdict.is_sound else DOES_NOT_HOLD).in_(language)
    for problem in verdict.problems:
        yield f"  - {_fault(problem, language)}"
    if verdict.body is not None:
        yield ""
        yield from _about(verdict.body, language)
    if verdict.short_hash is not None:
        yield ""
        yield Said(f"Kod: {verdict.short_hash}", f"Code: {verdict.short_hash}").in_(language)
        if not was_compared:
            yield COMPARE.in_(language)


def _fault(problem: Problem, language: Language) -> str:
    words = FAULTS[problem.fault].in_(language)
    return f"{words}: {problem.where}" if problem.where else words


def _about(body: Body, language: Language) -> Iterator[str]:
    counts, tally, margin = body.counts, body.tally, body.margin
    yield body.manifest.question.text
    yield Said(
        f"{counts.roll} i röstlängden, {counts.drawn} hämtade röstsedel, {counts.envelopes} röstade.",
        f"{counts.roll} on the roll, {counts.drawn} drew, {counts.envelopes} cast.",
    ).in_(language)
    if counts.lost:
        yield Said(
            f"{counts.lost} hämtade röstsedel men förlorade den innan de hann rösta.",
            f"{counts.lost} drew and lost it before they could cast.",
        ).in_(language)
    if tally is not None:
        yield Said(
            f"Ja: {tally.against}. Nej: {tally.for_}. Blankt: {tally.blank}.",
            f"Yes: {tally.against}. No: {tally.for_}. Blank: {tally.blank}.",
        ).in_(language)
    if body.paper is not None:
        paper = body.paper
        yield Said(
            f"Av dem på papper: {paper.against} ja, {paper.for_} nej, {paper.blank} blankt. Två räknade dem för hand; "
            "det går inte att räkna om.",
            f"Of these on paper: {paper.against} yes, {paper.for_} no, {paper.blank} blank. Two people counted "
            "them by hand; that cannot be recounted.",
        ).in_(language)
    if counts.paper_uncounted:
        yield Said(
            f"{counts.paper_uncounted} på papper var för få för att läsas. De räknades inte och är förstörda.",
            f"{counts.paper_uncounted} on paper were too few to be read. They were not counted, and are destroyed.",
        ).in_(language)
    if margin is not None and margin.needed_against is not None:
        yield Said(f"Det krävdes {margin.needed_against} ja.", f"It took {margin.needed_against} yes.").in_(language)
    yield outcome_said(body.manifest.question.code, body.outcome).in_(language)
    if margin is not None:
        yield Said(
            f"{margin.unconfirmed} som hämtade röstsedel har inte sagt att deras kvitto finns med. Var och en av dem "
            "skulle kunna flytta utfallet två steg.",
            f"{margin.unconfirmed} who drew did not say that their receipt is listed. Each of them could move the "
            "result by two.",
        ).in_(language)
    yield _who_opened(body).in_(language)


def _who_opened(body: Body) -> Said:
    if body.manifest.mode is Mode.WITHOUT_TELLERS:
        return Said("Öppnad och räknad av servern, utan rösträknare.", "Opened and counted by the server, no tellers.")
    if not body.is_opened:
        return Said("Kuverten öppnades aldrig.", "The envelopes were never opened.")
    numbers = ", ".join(str(index + 1) for index in body.opened_by)
    return Said(f"Öppnad tillsammans av rösträknare {numbers}.", f"Opened together by tellers {numbers}.")


def is_same_code(given: str, manifest_hash: bytes) -> bool:
    """Whether what someone typed is the manifest's hash, whole or as it is read aloud, however it is spaced."""
    typed = "".join(letter for letter in given.upper() if letter.isalnum())
    return typed in {manifest_hash.hex().upper(), short_hash(manifest_hash).replace("-", "")}
