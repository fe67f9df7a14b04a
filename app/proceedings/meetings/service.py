"""What every part of a meeting's life uses, and what other rooms ask."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import col, select

from app.audit import service as audit
from app.cases import records
from app.cases import service as cases
from app.cases.access import HeldCase
from app.core.database import Session
from app.core.errors import NotFound
from app.policy.meetings import BoardMeeting
from app.policy.terms import Category
from app.proceedings.meetings.errors import MeetingHasMovedOn
from app.proceedings.meetings.models import AgendaItem, BoardDecision, FederationRuling, Meeting
from app.proceedings.meetings.rules import (
    Decided,
    MeetingAct,
    MeetingKind,
    MeetingStatus,
    Owed,
    is_open,
    next_status,
    owed,
)
from app.proceedings.subjects import accused_of


async def open_duties(db: Session, case_id: UUID) -> int:
    """For `CaseHooks`: a meeting that was called and not held, or whose minutes nobody approved, holds the closing."""
    return sum(is_open(each.kind, each.status) for each in await meetings_of(db, case_id))


async def meetings_of(db: Session, case_id: UUID) -> list[Meeting]:
    """The newest first."""
    rows = await db.exec(select(Meeting).where(Meeting.case_id == case_id).order_by(col(Meeting.number).desc()))
    return list(rows.all())


async def meeting_of(db: Session, held: HeldCase, meeting_id: UUID) -> Meeting:
    """Raises NotFound."""
    found = (await db.exec(select(Meeting).where(Meeting.id == meeting_id, Meeting.case_id == held.id))).first()
    if found is None:
        raise NotFound
    return found


async def items_of(db: Session, meeting: Meeting) -> list[AgendaItem]:
    rows = await db.exec(select(AgendaItem).where(AgendaItem.meeting_id == meeting.id).order_by(col(AgendaItem.place)))
    return list(rows.all())


async def item_of(db: Session, meeting: Meeting, item_id: UUID) -> AgendaItem:
    """Raises NotFound."""
    found = next((each for each in await items_of(db, meeting) if each.id == item_id), None)
    if found is None:
        raise NotFound
    return found


async def decisions_of(db: Session, meeting: Meeting) -> list[BoardDecision]:
    """Those that stand, in the order in which they were written down."""
    rows = await db.exec(
        select(BoardDecision)
        .where(BoardDecision.meeting_id == meeting.id, col(BoardDecision.withdrawn_at).is_(None))
        .order_by(col(BoardDecision.decided_at), col(BoardDecision.id))
    )
    return list(rows.all())


async def rulings_of(db: Session, decisions: Iterable[BoardDecision]) -> dict[UUID, FederationRuling]:
    """Of those that are the federation's, by the decision's id."""
    ids = [each.id for each in decisions]
    rows = await db.exec(select(FederationRuling).where(col(FederationRuling.decision_id).in_(ids)))
    return {row.decision_id: row for row in rows.all()}


async def counted_decisions_of(db: Session, meeting: Meeting) -> list[BoardDecision]:
    """Without what only one has entered from the federation's letter."""
    decisions = await decisions_of(db, meeting)
    rulings = await rulings_of(db, decisions)
    return [each for each in decisions if each.id not in rulings or rulings[each.id].confirmed_at is not None]


async def owed_by(db: Session, held: HeldCase, meeting: Meeting) -> list[Owed]:
    """What it has left to decide, of each accused."""
    if meeting.kind is not MeetingKind.DECISION or not meeting.is_from_conclusion:
        return []
    decided = [Decided(each.kind, each.subject, each.is_adopted) for each in await counted_decisions_of(db, meeting)]
    subjects = (await accused_of(db, held.id)).values()
    return owed(conclusion=held.case.conclusion, subjects=subjects, decided=decided)


def policy_for(held: HeldCase) -> BoardMeeting:
    meetings = records.policy_of(held).meetings
    return meetings.reentry if held.case.category is Category.REENTRY else meetings.decision


def status_after(meeting: Meeting, act: MeetingAct) -> MeetingStatus:
    """Raises MeetingHasMovedOn."""
    status = next_status(meeting.kind, meeting.status, act)
    if status is None:
        raise MeetingHasMovedOn
    return status


def require_going_on(meeting: Meeting) -> None:
    """Raises MeetingHasMovedOn unless it is a meeting of the board that was opened and is not approved."""
    if meeting.kind is not MeetingKind.DECISION or meeting.status is not MeetingStatus.HELD:
        raise MeetingHasMovedOn


def move(db: Session, meeting: Meeting, status: MeetingStatus) -> None:
    meeting.status = status
    meeting.version += 1
    db.add(meeting)


def changed(db: Session, meeting: Meeting) -> None:
    """What one of the two had approved already is not what there is now: both approve anew."""
    meeting.led_approved_at = meeting.adjuster_approved_at = meeting.adjuster = None
    meeting.version += 1
    db.add(meeting)


def record(db: Session, held: HeldCase, meeting: Meeting, kind: str) -> None:
    cases.log(db, held, kind, meeting=meeting.kind.value)
    audit.record(db, kind, actor=held.actor.tag, subject=held.id, meeting=meeting.kind.value)
