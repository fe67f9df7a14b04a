"""What the federation decided in the board's stead: one enters it from the letter, another confirms it. CON-02, KNO-04.

A ruling is a decision without votes of ours. Until two have vouched for it nothing rests on it.
"""

from datetime import date
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import Compartment
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.errors import CaseClosed
from app.cases.hooks import CaseHooks
from app.cases.rules import OPEN_STAGES, TextKind
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput, NotFound
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people.rules import local_date
from app.proceedings.hooks import Adopted, decision_adopted
from app.proceedings.meetings.deciding import require_free, seal_words, subject_of_proposal
from app.proceedings.meetings.errors import MeetingHasMovedOn, RulingTakesTwo
from app.proceedings.meetings.holding import note_exclusion_assessed
from app.proceedings.meetings.models import BoardDecision, FederationRuling, Meeting
from app.proceedings.meetings.rules import MeetingStatus
from app.proceedings.meetings.schemas import RulingCreate
from app.proceedings.meetings.seats import leading_grants
from app.proceedings.meetings.service import (
    changed,
    counted_decisions_of,
    decisions_of,
    item_of,
    meetings_of,
    owed_by,
    record,
    rulings_of,
)


async def require_with_federation(db: Session, held: HeldCase, meeting: Meeting) -> None:
    """Raises CaseClosed, and MeetingHasMovedOn unless the federation has the matter and no board met on it since."""
    if held.case.stage not in OPEN_STAGES:
        raise CaseClosed
    if meeting.status is not MeetingStatus.HANDED_OVER or (await meetings_of(db, held.id))[0].id != meeting.id:
        raise MeetingHasMovedOn


async def enter(  # noqa: PLR0913 - a meeting, its item and what was ruled
    db: Session, held: HeldCase, meeting: Meeting, item_id: UUID, wanted: RulingCreate, *, decision_id: UUID
) -> None:
    """As the letter says it; whoever enters it vouches for it.

    Raises:
        CaseClosed, MeetingHasMovedOn, NotFound, InvalidInput, NotDecidedHere
        NotYetDecidable, AnsweredAlready: a return.
    """
    await require_with_federation(db, held, meeting)
    item = await item_of(db, meeting, item_id)
    _require_day(wanted.decided_on, meeting)
    subject = await subject_of_proposal(db, held, item, wanted, later_than=wanted.decided_on)
    if wanted.is_adopted:
        await require_free(db, held, meeting, wanted.kind)
    reference = await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.REFERENCE, text=wanted.reference)
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
            is_adopted=wanted.is_adopted,
            in_favour=0,
            against=0,
            abstained=0,
            decided_at=clock.now(),
        )
    )
    await db.flush()
    db.add(
        FederationRuling(
            decision_id=decision_id,
            reference_text_id=reference.id,
            decided_on=wanted.decided_on,
            entered_by=held.actor.tag,
        )
    )
    changed(db, meeting)
    record(db, held, meeting, "ruling-entered")
    await db.flush()
    for grant in await leading_grants(db, held.id):
        if grant.holder != held.actor.tag:
            await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(grant.holder), case_id=held.id)


def _require_day(decided_on: date, meeting: Meeting) -> None:
    if not local_date(meeting.called_at) <= decided_on <= local_date(clock.now()):
        raise InvalidInput(fields=[("body.decided_on", "not-since-it-was-handed-over")])


async def confirm(db: Session, held: HeldCase, meeting: Meeting, decision_id: UUID, *, hooks: CaseHooks) -> None:
    """Another has compared it with the letter: it counts from now.

    Raises:
        CaseClosed, MeetingHasMovedOn, NotFound, RulingTakesTwo
        NotYetDecidable, NotDecidedHere: a return, where something has changed since it was entered.
    """
    await require_with_federation(db, held, meeting)
    decision, ruling = await _waiting(db, meeting, decision_id)
    if ruling.entered_by == held.actor.tag:
        raise RulingTakesTwo
    ruling.confirmed_by, ruling.confirmed_at = held.actor.tag, clock.now()
    decision.decided_at = clock.now()
    db.add(ruling)
    db.add(decision)
    changed(db, meeting)
    record(db, held, meeting, "ruling-confirmed")
    await db.flush()
    await note_exclusion_assessed(db, held, await counted_decisions_of(db, meeting))
    if decision.is_adopted:
        await decision_adopted(db, Adopted(held, decision, hooks))


async def withdraw(db: Session, held: HeldCase, meeting: Meeting, decision_id: UUID) -> None:
    """It is not what the letter says. By either of the two, while it waits. It stays on record and never counts.

    Raises: CaseClosed, MeetingHasMovedOn, NotFound.
    """
    await require_with_federation(db, held, meeting)
    decision, _ = await _waiting(db, meeting, decision_id)
    decision.withdrawn_at = clock.now()
    db.add(decision)
    changed(db, meeting)
    record(db, held, meeting, "ruling-taken-back")
    await db.flush()


async def _waiting(db: Session, meeting: Meeting, decision_id: UUID) -> tuple[BoardDecision, FederationRuling]:
    """Raises NotFound, and MeetingHasMovedOn for one that two have vouched for."""
    decision = next((each for each in await decisions_of(db, meeting) if each.id == decision_id), None)
    ruling = (await rulings_of(db, [decision])).get(decision_id) if decision else None
    if decision is None or ruling is None:
        raise NotFound
    if ruling.confirmed_at is not None:
        raise MeetingHasMovedOn
    return decision, ruling


async def awaits(db: Session, held: HeldCase, meeting: Meeting) -> bool:
    """Whether the federation, which has it, has yet to say something that a board would have to decide."""
    return not await counted_decisions_of(db, meeting) or bool(await owed_by(db, held, meeting))


async def awaited(db: Session, case_id: UUID) -> int:
    """For `CaseHooks`: the federation has the matter, and nothing of what it decided is on record."""
    newest = next(iter(await meetings_of(db, case_id)), None)
    if newest is None or newest.status is not MeetingStatus.HANDED_OVER:
        return 0
    ruled = select(FederationRuling.decision_id).join(
        BoardDecision, col(BoardDecision.id) == col(FederationRuling.decision_id)
    )
    confirmed = ruled.where(BoardDecision.meeting_id == newest.id, col(FederationRuling.confirmed_at).is_not(None))
    return 0 if (await db.exec(confirmed)).first() is not None else 1
