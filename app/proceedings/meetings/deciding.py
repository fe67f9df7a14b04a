"""What a board decides, by how many, and who was of another mind."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlmodel import select

from app.access.rules import Compartment
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.rules import TextKind
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput, NotFound
from app.core.ids import new_id
from app.people.rules import local_date
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.hooks import Proposed, decision_proposed
from app.proceedings.measures.models import Measure
from app.proceedings.measures.rules import MeasureStatus
from app.proceedings.meetings.errors import (
    AnsweredAlready,
    DecisionIsFollowed,
    NoQuorum,
    NotDecidedHere,
    TieNotSettled,
)
from app.proceedings.meetings.models import AgendaItem, BoardDecision, Dissent, Meeting
from app.proceedings.meetings.rules import (
    ANSWERS,
    NEEDS_ASSIGNMENT,
    NEEDS_DAY,
    Count,
    DecisionKind,
    decidable,
    is_about_someone,
    is_adopted,
    is_quorate,
)
from app.proceedings.meetings.schemas import DecisionCreate, DissentWrite, Proposal
from app.proceedings.meetings.seats import Seated, quorum_of, seats_of
from app.proceedings.meetings.service import changed, decisions_of, item_of, policy_for, record, require_going_on
from app.proceedings.subjects import concerned_in


async def decide(  # noqa: PLR0913 - a meeting, its item and what was decided
    db: Session, held: HeldCase, meeting: Meeting, item_id: UUID, wanted: DecisionCreate, *, decision_id: UUID
) -> None:
    """Write down a decision, carried or not. It counts from now; the minutes come after. Source: KNO-04.

    A return waits for the minutes, and goes nowhere before two have approved them. Source: REE-01.

    Raises:
        MeetingHasMovedOn, NotFound, InvalidInput
        NotDecidedHere: not under this item, or not as the case stands. Source: KNO-05, KNO-10.
        NotYetDecidable, AnsweredAlready: a return.
        NoQuorum: too few took part in this very decision.
        TieNotSettled
    """
    require_going_on(meeting)
    item = await item_of(db, meeting, item_id)
    subject = await subject_of_proposal(db, held, item, wanted, later_than=local_date(clock.now()))
    seats = await seats_of(db, meeting)
    count = Count(wanted.in_favour, wanted.against, wanted.abstained)
    carried = _outcome(held, seats, count, led_is_for=wanted.led_is_for)
    if carried:
        await require_free(db, held, meeting, wanted.kind)
    text_id, assignment_text_id = await seal_words(db, held, wanted)
    db.add(
        BoardDecision(
            id=decision_id,
            case_id=held.id,
            meeting_id=meeting.id,
            item_id=item.id,
            kind=wanted.kind,
            subject=subject,
            text_id=text_id,
            due_on=wanted.due_on,
            assignment_text_id=assignment_text_id,
            is_adopted=carried,
            is_settled_by_chair=count.is_tied and policy_for(held).chair_settles_ties,
            in_favour=count.in_favour,
            against=count.against,
            abstained=count.abstained,
            decided_at=clock.now(),
        )
    )
    await db.flush()
    await _note_dissents(db, held, decision_id, wanted.dissents, seats)
    changed(db, meeting)
    record(db, held, meeting, "decision-recorded")
    await db.flush()


async def subject_of_proposal(
    db: Session, held: HeldCase, item: AgendaItem, wanted: Proposal, *, later_than: date
) -> str | None:
    """Whom it is about, as the case knows them, once it can be decided here and is whole.

    Raises NotDecidedHere, InvalidInput.
    """
    concerned = await concerned_in(db, held.case)
    if wanted.kind not in decidable(item.topic, conclusion=held.case.conclusion, has_someone=bool(concerned)):
        raise NotDecidedHere
    if wrong := [
        *_wrong("due_on", is_needed=wanted.kind in NEEDS_DAY, is_there=wanted.due_on is not None),
        *_wrong("assignment", is_needed=wanted.kind in NEEDS_ASSIGNMENT, is_there=wanted.assignment != ""),
    ]:
        raise InvalidInput(fields=wrong)
    if wanted.due_on is not None and wanted.due_on <= later_than:
        raise InvalidInput(fields=[("body.due_on", "in-the-past")])
    return _subject_for(wanted.kind, wanted.person_id, concerned)


def _wrong(field: str, *, is_needed: bool, is_there: bool) -> list[tuple[str, str]]:
    if is_needed is is_there:
        return []
    return [(f"body.{field}", "missing" if is_needed else "belongs-to-another-answer")]


def _subject_for(kind: DecisionKind, person_id: UUID | None, concerned: Mapping[UUID, str]) -> str | None:
    if not is_about_someone(kind):
        if person_id is not None and kind is not DecisionKind.OTHER:
            raise InvalidInput(fields=[("body.person_id", "about-nobody")])
        if person_id is None:
            return None
    if person_id is None:
        raise InvalidInput(fields=[("body.person_id", "missing")])
    if person_id not in concerned:
        raise InvalidInput(fields=[("body.person_id", "not-concerned")])
    return concerned[person_id]


async def require_free(db: Session, held: HeldCase, meeting: Meeting, kind: DecisionKind) -> None:
    """That nothing forbids it, where it was carried. Raises AnsweredAlready, NotYetDecidable, NotDecidedHere."""
    if kind in ANSWERS and any(each.is_adopted and each.kind in ANSWERS for each in await decisions_of(db, meeting)):
        raise AnsweredAlready
    await decision_proposed(db, Proposed(held.case, kind))


async def seal_words(db: Session, held: HeldCase, wanted: Proposal) -> tuple[UUID, UUID | None]:
    """What is decided and why; and of a trial, the assignment."""
    text = await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.DECISION, text=wanted.text)
    if not wanted.assignment:
        return text.id, None
    kind = TextKind.TRIAL_ASSIGNMENT
    return text.id, (await cases.write(db, held, Compartment.DECISIONS, kind=kind, text=wanted.assignment)).id


def _outcome(held: HeldCase, seats: list[Seated], count: Count, *, led_is_for: bool | None) -> bool:
    policy = policy_for(held)
    if count.taking_part > sum(seat.votes_here for seat in seats):
        raise InvalidInput(fields=[("body.in_favour", "more-than-present")])
    if not is_quorate(quorum_of(policy), present=count.taking_part, board=sum(seat.row.votes for seat in seats)):
        raise NoQuorum
    carried = is_adopted(count, chair_is_for=led_is_for, chair_settles_ties=policy.chair_settles_ties)
    if carried is None:
        raise TieNotSettled(fields=[("body.led_is_for", "missing")])
    return carried


async def _note_dissents(
    db: Session, held: HeldCase, decision_id: UUID, wanted: list[DissentWrite], seats: list[Seated]
) -> None:
    here = {seat.person_id: seat for seat in seats if seat.votes_here}
    named = [each.person_id for each in wanted]
    if len(set(named)) != len(named) or set(named) - here.keys():
        raise InvalidInput(fields=[("body.dissents", "not-among-those-present")])
    for each in wanted:
        text = await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.DECISION, text=each.text)
        db.add(Dissent(id=new_id(), decision_id=decision_id, person=here[each.person_id].tag, text_id=text.id))


async def withdraw(db: Session, held: HeldCase, meeting: Meeting, decision_id: UUID) -> None:
    """It was written down wrongly. It stays on record and counts no more.

    Raises:
        MeetingHasMovedOn, NotFound
        DecisionIsFollowed: the board has to decide anew instead.
    """
    require_going_on(meeting)
    found = next((each for each in await decisions_of(db, meeting) if each.id == decision_id), None)
    if found is None:
        raise NotFound
    if await _is_followed(db, found):
        raise DecisionIsFollowed
    found.withdrawn_at = clock.now()
    db.add(found)
    changed(db, meeting)
    record(db, held, meeting, "decision-taken-back")
    await db.flush()


async def _is_followed(db: Session, decision: BoardDecision) -> bool:
    measures = select(Measure.id).where(Measure.decision_id == decision.id, Measure.status != MeasureStatus.LIFTED)
    exclusions = select(ExclusionCase.id).where(ExclusionCase.decision_id == decision.id)
    return any([(await db.exec(each)).first() is not None for each in (measures, exclusions)])
