"""The words of the letters of an exclusion case. Pure.

To whom it concerns a letter says neither the case nor a word that anybody wrote in it: what they are told of it is
released at their hearing, where names are looked for first. Source: CON-01.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.people.rules import Language, local_date
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.exclusion.rules import (
    ExclusionGround,
    ExclusionLetter,
    ExclusionOutcome,
    last_day_before,
)
from app.proceedings.exclusion.schemas import ExclusionCaseRead, OpenedExclusion
from app.votes.minutes.document import Document, Lines, Part, Section, Signature, Text
from app.votes.minutes.speaking import UNKNOWN, Speaker
from app.votes.summary import Summary


@dataclass(frozen=True)
class LetterFacts:
    language: Language
    association: str
    row: ExclusionCase
    read: ExclusionCaseRead
    words: OpenedExclusion | None
    within: timedelta
    result: Summary | None
    decided_at: datetime | None
    """When the board decided to open it, or the federation in its stead."""
    is_ruling: bool
    today: date

    @property
    def name(self) -> str:
        concerns = self.read.concerns
        return (concerns.display_name if concerns else None) or UNKNOWN


class LetterWriter:
    def __init__(self, facts: LetterFacts) -> None:
        self._facts = facts
        self._speaker = Speaker(facts.language)
        self._say, self._day = self._speaker.say, self._speaker.day

    def document(self, letter: ExclusionLetter) -> Document:
        facts = self._facts
        today = self._day(facts.today)
        title, to, sections = {
            ExclusionLetter.NOTICE: self._notice,
            ExclusionLetter.REFERRAL: self._referral,
            ExclusionLetter.DECISION: self._decision,
        }[letter]()
        return Document(
            language=self._speaker.language.value,
            association=facts.association,
            title=title,
            subtitle=self._say(f"Till {to} · {today}", f"To {to} · {today}"),
            sections=sections,
            signing=Section(
                self._say("För föreningen", "For the association"),
                [Text(self._say("Svar skickas till den som skrivit under.", "Answers go to whoever has signed."))],
            ),
            signatures=[
                [
                    Signature(self._say("Underskrift och namn", "Signature and name"), ""),
                    Signature(self._say("Så når du mig", "How to reach me"), ""),
                ]
            ],
            foot=today,
            page_words=(self._say("Sida", "Page"), self._say("av", "of")),
        )

    def _notice(self) -> tuple[str, str, list[Section]]:
        return (
            self._say("Ett uteslutningsärende är öppnat", "An exclusion case is opened"),
            self._facts.name,
            [
                Section(
                    self._say("Det här gäller det", "What it is about"),
                    [
                        Text(
                            self._say(
                                "Föreningen prövar om ditt medlemskap ska avslutas. Ingenting är avgjort.",
                                "The association considers whether your membership is to end. Nothing is settled.",
                            )
                        ),
                        Lines(self._opened()),
                    ],
                ),
                Section(self._say("Det vilar på", "What it rests on"), [*self._ground(to_them=True)]),
                Section(self._say("Du får yttra dig", "You may state your view"), self._statement()),
                Section(self._say("Så går det till sedan", "What happens then"), [Text(self._then())]),
            ],
        )

    def _opened(self) -> list[tuple[str, str]]:
        opened = self._facts.row.opened_at
        return [(self._say("Öppnat", "Opened"), UNKNOWN if opened is None else self._day(local_date(opened)))]

    def _ground(self, *, to_them: bool) -> Sequence[Part]:
        facts = self._facts
        if facts.row.ground is ExclusionGround.BY_BOARD:
            who = self._say("Förbundet", "The federation") if facts.is_ruling else self._say("Styrelsen", "The board")
            day = self._day(local_date(facts.decided_at or facts.row.begun_at))
            parts: list[Part] = [
                Text(
                    self._say(
                        f"{who} beslutade {day} att ett uteslutningsärende öppnas.",
                        f"{who} decided {day} that an exclusion case is opened.",
                    )
                )
            ]
        else:
            whom_sv, whom_en = ("dig", "you") if to_them else (facts.name, facts.name)
            parts = [
                Text(
                    self._say(
                        "Fullmäktigegruppen har i en sluten omröstning svarat att den saknar förtroende för "
                        f"{whom_sv}. "
                        "Då öppnas ett uteslutningsärende, vad styrelsen än har beslutat.",
                        "The council group has answered in a secret ballot that it has no confidence in "
                        f"{whom_en}. An "
                        "exclusion case is then opened, whatever the board has decided.",
                    )
                )
            ]
            tally = facts.result.tally if facts.result else None
            if tally is not None:
                parts.append(
                    Lines(
                        [
                            (self._say("Saknar förtroende", "No confidence"), str(tally.against)),
                            (self._say("Har förtroende", "Confidence"), str(tally.for_)),
                            (self._say("Blanka", "Blank"), str(tally.blank)),
                        ],
                        kind="figures",
                    )
                )
        if to_them:
            parts.append(
                Text(
                    self._say(
                        "Det som lagts fram om vad som hänt får du i hörandet, på din egen sida eller på papper. "
                        "Har du "
                        "inte fått det, eller saknar du något, hör av dig till den som skrivit under.",
                        "What has been put forward about what happened reaches you in your hearing, on your own "
                        "page or "
                        "on paper. If you have not had it, or something is missing, turn to whoever has signed.",
                    )
                )
            )
        return parts

    def _statement(self) -> list[Part]:
        row = self._facts.row
        if row.statement_due_at is not None:
            day = self._day(last_day_before(row.statement_due_at))
            until = self._say(f"Svara senast {day}.", f"Answer by {day}.")
        else:
            days = self._facts.within.days
            until = self._say(
                f"Du har {days} dagar på dig, räknat från dagen efter den då du fått det här.",
                f"You have {days} days, counted from the day after you were given this.",
            )
        return [
            Text(until, kind="outcome"),
            Text(
                self._say(
                    "Du kan skriva eller berätta, själv eller med någon som hjälper dig. Det du säger skickas med "
                    "till "
                    "förbundet så som du säger det. Du behöver inte svara: gör du inte det går ärendet vidare när "
                    "tiden "
                    "är ute. Kommer svaret senare tas det ändå emot så länge det går att skicka med.",
                    "You may write or tell it, by yourself or with somebody who helps you. What you say is sent "
                    "along to "
                    "the federation as you say it. You need not answer: then the case goes on when the time is "
                    "over. An "
                    "answer that comes later is still received as long as it can be sent along.",
                )
            ),
            Text(self._say("Kontakta inte den som är utsatt.", "Please do not contact the person affected.")),
        ]

    def _then(self) -> str:
        return self._say(
            "Styrelsen skriver vad den anser och lämnar ärendet till förbundet. Styrelsen utesluter ingen: det är "
            "förbundet som beslutar. Du får veta vad det blev, och hur du överklagar.",
            "The board writes what it holds and hands the case to the federation. The board excludes nobody: it "
            "is the "
            "federation that decides. You will be told what it came to, and how to appeal.",
        )

    def _referral(self) -> tuple[str, str, list[Section]]:
        facts, row = self._facts, self._facts.row
        lines = [(self._say("Gäller", "Concerns"), facts.name), *self._opened()]
        if row.notified_on is not None:
            lines.append((self._say("Underrättad", "Told"), self._day(row.notified_on)))
        answered = (
            self._day(row.statement_on)
            if row.statement_on is not None
            else self._say("Inget när tiden var ute", "None when the time was over")
        )
        lines.append((self._say("Yttrande", "Statement"), answered))
        if row.recommended_on is not None:
            lines.append((self._say("Styrelsens yttrande", "The board's word"), self._day(row.recommended_on)))
        said = facts.words
        return (
            self._say("Fråga om uteslutning hänskjuts", "A question of exclusion is referred"),
            self._say("förbundet", "the federation"),
            [
                Section(
                    self._say("Ärendet", "The case"),
                    [
                        Text(
                            self._say(
                                "Föreningen lämnar frågan om uteslutning till förbundet för beslut. Styrelsen har "
                                "inte "
                                "uteslutit någon.",
                                "The association hands the question of exclusion to the federation to decide. The "
                                "board "
                                "has excluded nobody.",
                            )
                        ),
                        Lines(lines),
                    ],
                ),
                Section(self._say("Det vilar på", "What it rests on"), [*self._ground(to_them=False)]),
                Section(
                    self._say("Vad den det gäller har sagt", "What whoever it concerns has said"),
                    [self._written(said.statement if said else None, was_given=row.statement_on is not None)],
                ),
                Section(
                    self._say("Vad styrelsen anser", "What the board holds"),
                    [self._written(said.recommendation if said else None, was_given=True)],
                ),
                Section(
                    self._say("Det vi ber om", "What we ask"),
                    [
                        Text(
                            self._say(
                                "Beslut, med skälen, dag och er beteckning, och till vilken dag och hur det kan "
                                "överklagas. Brevet rör enskilda: visa det bara för dem som beslutar.",
                                "A decision with its reasons, its day and your reference, and until when and how "
                                "it can "
                                "be appealed. This letter is about individuals: show it only to those who decide.",
                            )
                        )
                    ],
                ),
            ],
        )

    def _written(self, words: str | None, *, was_given: bool) -> Part:
        if words:
            return Text(words)
        if not was_given:
            return Text(self._say("Inget yttrande har kommit.", "No statement has come."), kind="soft")
        return Text(self._say("Bifogas för sig.", "Enclosed apart."), kind="soft")

    def _decision(self) -> tuple[str, str, list[Section]]:
        facts, row = self._facts, self._facts.row
        on_appeal = row.appeal_outcome is not None
        outcome = row.appeal_outcome or row.outcome
        decided_on = row.appeal_decided_on if on_appeal else row.decided_on
        reference = facts.read.appeal_reference if on_appeal else facts.read.reference
        said = (
            self._say("Du utesluts.", "You are excluded.")
            if outcome is ExclusionOutcome.EXCLUDED
            else self._say("Du utesluts inte.", "You are not excluded.")
        )
        lines = [
            (self._say("Beslutat av", "Decided by"), self._say("förbundet", "the federation")),
            (self._say("Dag", "Day"), UNKNOWN if decided_on is None else self._day(decided_on)),
        ]
        if reference:
            lines.append((self._say("Förbundets beteckning", "The federation's reference"), reference))
        title = (
            self._say("Beslut efter överklagande", "Decision on appeal")
            if on_appeal
            else self._say("Beslut i uteslutningsärendet", "Decision in the exclusion case")
        )
        return (
            title,
            facts.name,
            [
                Section(self._say("Beslutet", "The decision"), [Text(said, kind="outcome"), Lines(lines)]),
                Section(self._say("Överklaga", "To appeal"), self._appeal(on_appeal=on_appeal)),
            ],
        )

    def _appeal(self, *, on_appeal: bool) -> list[Part]:
        until = self._facts.row.appeal_until
        if on_appeal or until is None:
            return [Text(self._say("Beslutet kan inte överklagas.", "The decision cannot be appealed."))]
        day = self._day(until)
        return [
            Text(self._say(f"Senast {day}.", f"By {day}."), kind="outcome"),
            Text(
                self._say(
                    "Skriv till förbundet: vilket beslut det gäller, vad du vill ska ändras och varför. Skriv "
                    "under och se "
                    "till att det är framme senast den dagen. Skicka det till förbundet, så som står i dess "
                    "beslut. Vet "
                    "du inte vart, hjälper den som skrivit under dig.",
                    "Write to the federation: which decision it is about, what you want changed and why. Sign it, "
                    "and see "
                    "to it that it is there by that day. Send it to the federation as its decision says. If you "
                    "do not "
                    "know where to, whoever has signed helps you.",
                )
            ),
        ]
