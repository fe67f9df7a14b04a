"""Meetings as they are shown: without a word of them to whoever is only called, whole to whoever reads decisions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import Action, Compartment
from app.cases.access import HeldCase
from app.cases.errors import CaseClosed, CompartmentNotOpen
from app.cases.models import SealedText
from app.cases.names import Names
from app.cases.rules import OPEN_STAGES
from app.cases.schemas import NamedRead, Words
from app.core.database import Session
from app.people import service as people
from app.policy.terms import AgendaTopic
from app.proceedings.meetings.errors import MeetingHasMovedOn
from app.proceedings.meetings.models import AgendaItem, BoardDecision, Dissent, FederationRuling, Meeting
from app.proceedings.meetings.rules import (
    MeetingAct,
    MeetingKind,
    MeetingStatus,
    callable_from,
    can_be_quorate,
    decidable,
    is_open,
    may_be_removed,
    needed,
    next_status,
)
from app.proceedings.meetings.ruling import awaits, require_with_federation
from app.proceedings.meetings.schemas import (
    DecisionRead,
    DissentRead,
    ItemRead,
    MeetingContents,
    MeetingList,
    MeetingRead,
    MyAct,
    OwedRead,
    RulingRead,
    SeatRead,
)
from app.proceedings.meetings.sealed import unseal_place
from app.proceedings.meetings.seats import Seated, quorum_of, seats_of
from app.proceedings.meetings.service import decisions_of, items_of, meetings_of, owed_by, policy_for, rulings_of
from app.proceedings.subjects import concerned_in

_BY_ACT = {
    MeetingAct.HOLD: MyAct.HOLD,
    MeetingAct.CANCEL: MyAct.CANCEL,
    MeetingAct.HAND_OVER: MyAct.HAND_OVER,
}


async def list_for(db: Session, held: HeldCase) -> MeetingList:
    """Every meeting for whoever reads decisions; for others those first meetings that they are called to.

    Raises CompartmentNotOpen for whoever neither reads decisions nor is called.
    """
    meetings = await meetings_of(db, held.id)
    seats = {meeting.id: await seats_of(db, meeting) for meeting in meetings}
    if Compartment.DECISIONS not in held.compartments:
        meetings = [each for each in meetings if held.actor.tag in {seat.tag for seat in seats[each.id]}]
        if not meetings:
            raise CompartmentNotOpen
    names = await Names.of(db, held)
    return MeetingList(
        items=[await _as_read(db, held, each, seats[each.id], names) for each in meetings],
        may_call=_may_call(held, meetings),
    )


def _may_call(held: HeldCase, meetings: Iterable[Meeting]) -> list[MeetingKind]:
    case = held.case
    if Action.CALL_MEETING not in held.actions or case.stage not in OPEN_STAGES:
        return []
    if any(is_open(each.kind, each.status) for each in meetings):
        return []
    return list(callable_from(case.category, case.stage))


async def _as_read(db: Session, held: HeldCase, meeting: Meeting, seats: list[Seated], names: Names) -> MeetingRead:
    reads_it = Compartment.DECISIONS in held.compartments
    quorum = quorum_of(policy_for(held))
    board = meeting.board if meeting.board is not None else sum(seat.row.votes for seat in seats)
    is_of_board = meeting.kind is MeetingKind.DECISION
    return MeetingRead(
        id=meeting.id,
        number=meeting.number,
        kind=meeting.kind,
        status=meeting.status,
        starts_at=meeting.starts_at,
        place=None
        if meeting.sealed_place is None
        else unseal_place(db.keys, meeting.sealed_place, meeting_id=meeting.id),
        called_by=names(meeting.called_by),
        seats=[_seat(seat) for seat in seats] if reads_it else [],
        board=board if is_of_board else None,
        needed=(meeting.needed or needed(quorum, board=board)) if is_of_board else None,
        can_be_quorate=not is_of_board or can_be_quorate(quorum, board=board),
        is_from_conclusion=meeting.is_from_conclusion,
        awaits_ruling=await _awaits_ruling(db, held, meeting),
        held_at=meeting.held_at,
        led_by=names(meeting.led_by),
        led_has_approved=meeting.led_approved_at is not None,
        adjuster=names(meeting.adjuster),
        my_acts=await _my_acts(db, held, meeting, seats) if reads_it else [],
        version=meeting.version,
    )


def _seat(seat: Seated) -> SeatRead:
    person = None if seat.person_id is None else NamedRead(person_id=seat.person_id, display_name=seat.name)
    return SeatRead(person=person, votes=seat.row.votes, is_present=seat.row.is_present)


async def _my_acts(db: Session, held: HeldCase, meeting: Meeting, seats: list[Seated]) -> list[MyAct]:
    found = []
    if Action.CALL_MEETING in held.actions:
        board = sum(seat.row.votes for seat in seats)
        hidden = set()
        if can_be_quorate(quorum_of(policy_for(held)), board=board):
            hidden.add(MeetingAct.HAND_OVER)
        elif meeting.kind is MeetingKind.DECISION:
            hidden.add(MeetingAct.HOLD)
        if meeting.status is MeetingStatus.HELD and await decisions_of(db, meeting):
            hidden.add(MeetingAct.CANCEL)
        found += [
            mine
            for act, mine in _BY_ACT.items()
            if act not in hidden and next_status(meeting.kind, meeting.status, act) is not None
        ]
        if meeting.kind is MeetingKind.DECISION and meeting.status is MeetingStatus.HELD:
            found.append(MyAct.RECORD)
        if await _is_with_federation(db, held, meeting):
            found.append(MyAct.RULE)
    if Action.APPROVE_MINUTES in held.actions and _may_approve(held, meeting, seats):
        found.append(MyAct.APPROVE)
    return found


async def _awaits_ruling(db: Session, held: HeldCase, meeting: Meeting) -> bool:
    return await _is_with_federation(db, held, meeting) and await awaits(db, held, meeting)


async def _is_with_federation(db: Session, held: HeldCase, meeting: Meeting) -> bool:
    try:
        await require_with_federation(db, held, meeting)
    except (CaseClosed, MeetingHasMovedOn):
        return False
    return True


def _may_approve(held: HeldCase, meeting: Meeting, seats: list[Seated]) -> bool:
    mine, here = held.actor.tag, {seat.tag for seat in seats if seat.votes_here}
    if next_status(meeting.kind, meeting.status, MeetingAct.APPROVE) is None or mine not in here:
        return False
    if mine == meeting.led_by:
        return meeting.led_approved_at is None
    return meeting.adjuster is None or (meeting.led_by not in here and meeting.adjuster != mine)


# What was said


@dataclass(frozen=True)
class _Contents:
    held: HeldCase
    meeting: Meeting
    texts: Mapping[UUID, str | None]
    concerned: Mapping[str, NamedRead]
    names: Names
    dissents: list[Dissent]
    rulings: Mapping[UUID, FederationRuling]
    may_rule: bool

    def text(self, text_id: UUID | None) -> str | None:
        return self.texts.get(text_id) if text_id else None


async def contents(db: Session, held: HeldCase, meeting: Meeting) -> MeetingContents:
    """The caller's transaction records that it was opened. Raises CompartmentNotOpen."""
    held.require_compartment(Compartment.DECISIONS)
    items, decisions = await items_of(db, meeting), await decisions_of(db, meeting)
    dissents, rulings = await _dissents_of(db, decisions), await rulings_of(db, decisions)
    pointed_at = [
        meeting.text_id,
        *(each.title_text_id for each in items),
        *(each.note_text_id for each in items),
        *(each.text_id for each in decisions),
        *(each.assignment_text_id for each in decisions),
        *(each.text_id for each in dissents),
        *(each.reference_text_id for each in rulings.values()),
    ]
    found = _Contents(
        held,
        meeting,
        await _texts(db, held, [each for each in pointed_at if each is not None]),
        await named_concerned(db, held) if meeting.kind is MeetingKind.DECISION else {},
        await Names.of(db, held),
        dissents,
        rulings,
        Action.CALL_MEETING in held.actions and await _is_with_federation(db, held, meeting),
    )
    return MeetingContents(
        words=found.text(meeting.text_id),
        concerned=sorted(found.concerned.values(), key=lambda each: each.display_name or ""),
        items=[_item(found, each, [one for one in decisions if one.item_id == each.id]) for each in items],
        owed=[
            OwedRead(topic=each.topic, person=found.concerned.get(each.subject), any_of=list(each.any_of))
            for each in await owed_by(db, held, meeting)
        ]
        if is_open(meeting.kind, meeting.status) or found.may_rule
        else [],
    )


async def named_concerned(db: Session, held: HeldCase) -> dict[str, NamedRead]:
    """By the case's own pseudonym."""
    known = {each.person_id: each.display_name for each in (await people.names_by_tag(db)).values()}
    return {
        subject: NamedRead(person_id=person_id, display_name=known.get(person_id))
        for person_id, subject in (await concerned_in(db, held.case)).items()
    }


def topic_title(held: HeldCase, topic: AgendaTopic) -> Words | None:
    return next((Words.of(point.title) for point in policy_for(held).agenda if point.about is topic), None)


def _item(found: _Contents, item: AgendaItem, decisions: list[BoardDecision]) -> ItemRead:
    removable = may_be_removed(item.topic, is_from_conclusion=found.meeting.is_from_conclusion)
    return ItemRead(
        id=item.id,
        topic=item.topic,
        title=topic_title(found.held, item.topic) if item.topic else None,
        own_title=found.text(item.title_text_id),
        note=found.text(item.note_text_id),
        kinds=list(decidable(item.topic, conclusion=found.held.case.conclusion, has_someone=bool(found.concerned))),
        decisions=[_decision(found, each) for each in decisions],
        can_be_removed=removable
        and item.note_text_id is None
        and not decisions
        and is_open(found.meeting.kind, found.meeting.status),
    )


def _decision(found: _Contents, row: BoardDecision) -> DecisionRead:
    return DecisionRead(
        id=row.id,
        kind=row.kind,
        person=found.concerned.get(row.subject) if row.subject else None,
        text=found.text(row.text_id),
        due_on=row.due_on,
        assignment=found.text(row.assignment_text_id),
        in_favour=row.in_favour,
        against=row.against,
        abstained=row.abstained,
        is_adopted=row.is_adopted,
        is_settled_by_chair=row.is_settled_by_chair,
        dissents=[
            DissentRead(person=found.names(each.person), text=found.text(each.text_id))
            for each in found.dissents
            if each.decision_id == row.id
        ],
        decided_at=row.decided_at,
        ruling=_ruling(found, found.rulings[row.id]) if row.id in found.rulings else None,
    )


def _ruling(found: _Contents, row: FederationRuling) -> RulingRead:
    return RulingRead(
        reference=found.text(row.reference_text_id),
        decided_on=row.decided_on,
        entered_by=found.names(row.entered_by),
        confirmed_by=found.names(row.confirmed_by),
        confirmed_at=row.confirmed_at,
        may_confirm=found.may_rule and row.confirmed_at is None and row.entered_by != found.held.actor.tag,
    )


async def _dissents_of(db: Session, decisions: Iterable[BoardDecision]) -> list[Dissent]:
    ids = [each.id for each in decisions]
    rows = await db.exec(select(Dissent).where(col(Dissent.decision_id).in_(ids)).order_by(col(Dissent.id)))
    return list(rows.all())


async def _texts(db: Session, held: HeldCase, ids: list[UUID]) -> dict[UUID, str | None]:
    """None for one that was sealed before this reader was let in, and whose key nobody has handed on."""
    rows = (await db.exec(select(SealedText).where(SealedText.case_id == held.id, col(SealedText.id).in_(ids)))).all()
    opened = await held.opened(db, {row.version_id for row in rows})
    return {
        row.id: opened[row.version_id].open(row.sealed, table="sealed_text", row=row.id, field="sealed")
        if row.version_id in opened
        else None
        for row in rows
    }
