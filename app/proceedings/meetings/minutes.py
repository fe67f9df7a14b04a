"""Minutes of a meeting of the board, in words. They name who decided and whom it is about, and nobody else.

They are typeset as the minutes of a vote are, and kept nowhere: see decision 18.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.cases.access import HeldCase
from app.core.database import Session
from app.people.association import association
from app.people.rules import Language
from app.policy.terms import Category
from app.proceedings.meetings.errors import MeetingHasMovedOn
from app.proceedings.meetings.models import Meeting
from app.proceedings.meetings.reading import contents
from app.proceedings.meetings.rules import DecisionKind, MeetingKind, MeetingStatus
from app.proceedings.meetings.schemas import DecisionRead, ItemRead, MeetingContents
from app.proceedings.meetings.sealed import unseal_place
from app.proceedings.meetings.seats import Seated, seats_of
from app.votes.minutes.document import Document, Lines, Part, Section, Signature, Text
from app.votes.minutes.speaking import UNKNOWN, Speaker
from app.votes.verdict import Said

_WRITTEN = frozenset({MeetingStatus.HELD, MeetingStatus.APPROVED})

KINDS: Mapping[DecisionKind, Said] = {
    DecisionKind.LEAVE_ASSIGNMENTS: Said("Att uppdragen ska lämnas", "That the assignments are to be left"),
    DecisionKind.CONTINUE_TIME_OUT: Said("Att pausen från uppdragen fortsätter", "That the time-out goes on"),
    DecisionKind.END_TIME_OUT: Said("Att pausen från uppdragen tar slut", "That the time-out ends"),
    DecisionKind.REQUIRE_CARE: Said("Att vård och samtalsstöd krävs", "That care and counselling are required"),
    DecisionKind.OPEN_EXCLUSION: Said("Att ett uteslutningsärende öppnas", "That an exclusion case is opened"),
    DecisionKind.NO_EXCLUSION: Said(
        "Att inget uteslutningsärende öppnas nu", "That no exclusion case is opened for now"
    ),
    DecisionKind.RAISE_CONFIDENCE: Said(
        "Att ta upp förtroendefrågan i fullmäktigegruppen",
        "That the question of confidence is put to the council group",
    ),
    DecisionKind.STATE_DISTANCE: Said(
        "Att öppet säga att föreningen tar avstånd", "That the association says openly that it rejects it"
    ),
    DecisionKind.DENY_RETURN: Said(
        "Att personen inte får komma tillbaka nu", "That the person does not come back for now"
    ),
    DecisionKind.DEFER_RETURN: Said("Att vänta med frågan om återkomst", "That the question of a return waits"),
    DecisionKind.TRY_RETURN: Said("Att personen får komma tillbaka på prov", "That the person comes back on trial"),
    DecisionKind.APPROVE_RETURN: Said("Att personen får komma tillbaka", "That the person comes back"),
    DecisionKind.COMPLETE_RETURN: Said("Att personen är tillbaka fullt ut", "That the person is back in full"),
    DecisionKind.END_RETURN: Said("Att återkomsten avslutas", "That the return comes to an end"),
    DecisionKind.OTHER: Said("Beslut", "Decision"),
}


@dataclass(frozen=True)
class _Facts:
    language: Language
    association: str
    reference: str
    is_return: bool
    meeting: Meeting
    place: str
    seats: Sequence[Seated]
    said: MeetingContents

    def name_of(self, tag: str | None) -> str:
        return next((seat.name or UNKNOWN for seat in self.seats if seat.row.person == tag), UNKNOWN)


async def minutes_of(db: Session, held: HeldCase, meeting: Meeting) -> Document:
    """Raises MeetingHasMovedOn for one that was not held, and CompartmentNotOpen."""
    if meeting.kind is not MeetingKind.DECISION or meeting.status not in _WRITTEN:
        raise MeetingHasMovedOn
    ours = await association(db)
    place = meeting.sealed_place and unseal_place(db.keys, meeting.sealed_place, meeting_id=meeting.id)
    facts = _Facts(
        language=ours.language,
        association=ours.name,
        reference=held.case.reference,
        is_return=held.case.category is Category.REENTRY,
        meeting=meeting,
        place=place or UNKNOWN,
        seats=await seats_of(db, meeting),
        said=await contents(db, held, meeting),
    )
    return _Writer(facts).document()


class _Writer:
    """Holds what nearly every line asks for: the facts, and the language they are told in."""

    def __init__(self, facts: _Facts) -> None:
        self._facts = facts
        self._speaker = Speaker(facts.language)
        self._say, self._moment = self._speaker.say, self._speaker.moment

    def document(self) -> Document:
        facts = self._facts
        return Document(
            language=self._speaker.language.value,
            association=facts.association,
            title=self._say("Styrelsens protokoll", "Minutes of the board"),
            subtitle=self._moment(facts.meeting.held_at),
            sections=[self._about(), self._present(), *self._items()],
            signing=Section(self._say("Underskrifter", "Signatures"), [Text(self._approved())]),
            signatures=[
                [
                    Signature(self._say("Ledde mötet", "Led the meeting"), facts.name_of(facts.meeting.led_by)),
                    Signature(
                        self._say("Justerare", "Adjuster"),
                        facts.name_of(facts.meeting.adjuster) if facts.meeting.adjuster else "",
                    ),
                ]
            ],
            foot=self._say(
                f"{facts.reference} · möte {facts.meeting.number}",
                f"{facts.reference} · meeting {facts.meeting.number}",
            ),
            page_words=(self._say("Sida", "Page"), self._say("av", "of")),
        )

    def _about(self) -> Section:
        facts = self._facts
        rows = [
            (self._say(*(("Återkomst", "Return") if facts.is_return else ("Ärende", "Case"))), facts.reference),
            (self._say("Möte", "Meeting"), str(facts.meeting.number)),
            (self._say("Kallat till", "Called for"), self._moment(facts.meeting.starts_at)),
            (self._say("Öppnat", "Opened"), self._moment(facts.meeting.held_at)),
            (self._say("Plats", "Place"), facts.place),
            (self._say("Leddes av", "Led by"), facts.name_of(facts.meeting.led_by)),
        ]
        return Section(self._say("Mötet", "The meeting"), [Lines(rows)])

    def _present(self) -> Section:
        facts = self._facts
        rows = [
            (self._say("Beslutade", "Decided"), self._names(votes=True, present=True)),
            (self._say("Med utan rösträtt", "There without a vote"), self._names(votes=False, present=True)),
            (self._say("Kallade, inte med", "Called, not there"), self._names(votes=True, present=False)),
        ]
        there = sum(seat.votes_here for seat in facts.seats)
        board, needed = facts.meeting.board or 0, facts.meeting.needed or 0
        quorum = self._say(
            f"Av styrelsen har {board} ingen del i saken. {needed} av dem måste vara med, och {there} var med. "
            "Styrelsen var beslutför. Den som har del i saken kallades inte.",
            f"{board} of the board have no part in the matter. {needed} of them have to take part, and {there} did. "
            "The board was quorate. Whoever has a part in the matter was not called.",
        )
        return Section(
            self._say("De som var med", "Those who were there"),
            [Lines([(name, value) for name, value in rows if value]), Text(quorum)],
        )

    def _names(self, *, votes: bool, present: bool) -> str:
        return ", ".join(
            seat.name or UNKNOWN
            for seat in self._facts.seats
            if seat.row.votes is votes and (seat.row.is_present is True) is present
        )

    def _items(self) -> Iterator[Section]:
        for number, item in enumerate(self._facts.said.items, start=1):
            yield Section(f"{number}. {self._title(item)}", list(self._under(item)))

    def _title(self, item: ItemRead) -> str:
        return self._say(item.title.sv, item.title.en) if item.title else item.own_title or UNKNOWN

    def _under(self, item: ItemRead) -> Iterator[Part]:
        if item.note:
            yield Text(item.note)
        for decision in item.decisions:
            yield Lines(self._lines(decision))
            yield Text(decision.text or UNKNOWN)
        if not item.note and not item.decisions:
            yield Text(self._say("Inget antecknades.", "Nothing was written down."), kind="soft")

    def _lines(self, decision: DecisionRead) -> list[tuple[str, str]]:
        rows = [(self._say("Förslag", "Proposal"), KINDS[decision.kind].in_(self._speaker.language))]
        if decision.person is not None:
            rows.append((self._say("Gäller", "Concerns"), decision.person.display_name or UNKNOWN))
        if decision.assignment is not None:
            rows.append((self._say("Uppdrag på prov", "Assignment on trial"), decision.assignment))
        if decision.due_on is not None:
            name = (
                ("Väntar till", "Waits until") if decision.kind is DecisionKind.DEFER_RETURN else ("Ses över", "Review")
            )
            rows.append((self._say(*name), decision.due_on.isoformat()))
        rows.append(
            (
                self._say("Röster", "Votes"),
                self._say(
                    f"{decision.in_favour} för, {decision.against} emot, {decision.abstained} avstod",
                    f"{decision.in_favour} for, {decision.against} against, {decision.abstained} abstained",
                ),
            )
        )
        rows.append((self._say("Utfall", "Outcome"), self._outcome(decision)))
        rows += [
            (
                self._say("Reservation", "Dissent"),
                f"{each.person.display_name if each.person else UNKNOWN}: {each.text or UNKNOWN}",
            )
            for each in decision.dissents
        ]
        return rows

    def _outcome(self, decision: DecisionRead) -> str:
        said = self._say("Bifölls", "Carried") if decision.is_adopted else self._say("Föll", "Fell")
        if decision.is_settled_by_chair:
            said += self._say(", med den som ledde mötets utslagsröst", ", by the casting vote of whoever led")
        return said

    def _approved(self) -> str:
        meeting = self._facts.meeting
        if meeting.status is not MeetingStatus.APPROVED:
            return self._say("Protokollet är inte justerat än.", "These minutes are not approved yet.")
        when = self._moment(max(filter(None, (meeting.led_approved_at, meeting.adjuster_approved_at)), default=None))
        return self._say(
            f"Justerat {when} av dem som står här nedanför, var och en med sitt eget konto.",
            f"Approved {when} by those named below, each from an account of their own.",
        )
