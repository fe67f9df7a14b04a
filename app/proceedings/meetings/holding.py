"""Opening a meeting with those who came, and ending it: the minutes are approved by two. Source: SOI-03, KNO-04."""

from collections.abc import Sequence
from datetime import timedelta

from app.access.rules import CaseRole, Compartment
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.hooks import CaseHooks
from app.cases.rules import TextKind
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.plans import service as plans
from app.policy.terms import Act, Stage
from app.proceedings.exclusion import service as exclusion
from app.proceedings.hooks import Adopted, decision_adopted
from app.proceedings.meetings.calling import end_convened
from app.proceedings.meetings.errors import (
    DecisionsOwed,
    MeetingNotBegun,
    NoQuorum,
    NotTheirsToApprove,
    WhoMustComeIsMissing,
)
from app.proceedings.meetings.models import BoardDecision, Meeting
from app.proceedings.meetings.rules import (
    DecisionKind,
    MeetingAct,
    MeetingKind,
    has_who_must_come,
    is_quorate,
    needed,
)
from app.proceedings.meetings.schemas import HoldingWrite
from app.proceedings.meetings.seats import Seated, leading_grants, quorum_of, roles_of, rows_of, seats_of
from app.proceedings.meetings.service import decisions_of, move, owed_by, policy_for, record, status_after

_ABOUT_EXCLUSION = frozenset({DecisionKind.OPEN_EXCLUSION, DecisionKind.NO_EXCLUSION})

EARLY = timedelta(minutes=30)
"""So long before its time it may be opened, when everybody is there."""


async def hold(db: Session, held: HeldCase, meeting: Meeting, wanted: HoldingWrite, *, hooks: CaseHooks) -> None:
    """With those who came. Whoever has become part of the matter since the summons fell off it. Source: CON-01.

    Raises:
        MeetingHasMovedOn, MeetingNotBegun, InvalidInput
        WhoMustComeIsMissing: a first meeting.
        NoQuorum: a meeting of the board. Without it nothing is decided.
    """
    status = status_after(meeting, MeetingAct.HOLD)
    if clock.now() < meeting.starts_at - EARLY:
        raise MeetingNotBegun
    seats = await seats_of(db, meeting)
    if set(wanted.present) - {seat.person_id for seat in seats}:
        raise InvalidInput(fields=[("body.present", "not-called")])
    counted = {seat.row.id for seat in seats}
    for row in await rows_of(db, meeting):
        if row.id not in counted:
            await db.delete(row)
    for seat in seats:
        seat.row.is_present = seat.person_id in wanted.present
        db.add(seat.row)
    if meeting.kind is MeetingKind.TRIAGE:
        await _hold_first(db, held, meeting, wanted, seats, hooks=hooks)
    else:
        await _open_board(db, held, meeting, wanted, seats)
    meeting.held_at = clock.now()
    move(db, meeting, status)
    record(db, held, meeting, "meeting-held")
    await db.flush()


async def _hold_first(  # noqa: PLR0913 - a meeting, who came and what they said
    db: Session,
    held: HeldCase,
    meeting: Meeting,
    wanted: HoldingWrite,
    seats: list[Seated],
    *,
    hooks: CaseHooks,
) -> None:
    """Its outcome in words, and the case goes on to be mapped."""
    if wanted.words is None:
        raise InvalidInput(fields=[("body.words", "missing")])
    present = {seat.tag for seat in seats if seat.row.is_present}
    leading: list[CaseRole] = [grant.role for grant in await leading_grants(db, held.id)]
    if not has_who_must_come(seated=leading, present=await roles_of(db, held.id, present)):
        raise WhoMustComeIsMissing
    text = await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.MEETING, text=wanted.words)
    meeting.text_id = text.id
    if held.case.stage is Stage.TRIAGE:
        await cases.move_on(db, held, to=Stage.MAPPING, phase=wanted.phase, hooks=hooks)
    await plans.fulfil(db, held.case, Act.CALL_TRIAGE_MEETING, by=held.actor.tag)


async def _open_board(db: Session, held: HeldCase, meeting: Meeting, wanted: HoldingWrite, seats: list[Seated]) -> None:
    leading = next((seat for seat in seats if seat.person_id == wanted.led_by and seat.votes_here), None)
    if leading is None:
        raise InvalidInput(fields=[("body.led_by", "not-among-those-present")])
    rule, board = quorum_of(policy_for(held)), sum(seat.row.votes for seat in seats)
    if not is_quorate(rule, present=sum(seat.votes_here for seat in seats), board=board):
        raise NoQuorum
    meeting.led_by = leading.tag
    meeting.board, meeting.needed = board, needed(rule, board=board)
    await plans.fulfil(db, held.case, Act.CALL_DECISION_MEETING, by=held.actor.tag)


async def approve(db: Session, held: HeldCase, meeting: Meeting, *, hooks: CaseHooks) -> bool:
    """One of the two presses: whoever led, and another who took part. With the second nothing of it changes any more.

    Only then does the case go on to be followed up: what two have not read and signed for is not yet certain.

    Returns: whether it is approved now.
    Raises:
        MeetingHasMovedOn, NotTheirsToApprove, DecisionsOwed
        NotYetDecidable, NotDecidedHere: a return, where something has changed since it was decided.
    """
    status = status_after(meeting, MeetingAct.APPROVE)
    await _take_part(db, held, meeting)
    if left := await owed_by(db, held, meeting):
        raise DecisionsOwed(fields=[("agenda", each.topic.value) for each in left])
    if meeting.led_approved_at is None or meeting.adjuster_approved_at is None:
        meeting.version += 1
        db.add(meeting)
        record(db, held, meeting, "minutes-signed")
        await db.flush()
        return False
    move(db, meeting, status)
    record(db, held, meeting, "minutes-approved")
    await _carry_on(db, held, meeting, hooks=hooks)
    return True


async def _take_part(db: Session, held: HeldCase, meeting: Meeting) -> None:
    """Approve for one of the two. Whoever led and has become part of the matter is stood in for."""
    mine = held.actor.tag
    here = [seat for seat in await seats_of(db, meeting) if seat.votes_here]
    if mine not in {seat.tag for seat in here}:
        raise NotTheirsToApprove
    if meeting.led_by not in {seat.tag for seat in here} and meeting.adjuster != mine:
        meeting.led_by, meeting.led_approved_at = mine, None
    if mine == meeting.led_by:
        if meeting.led_approved_at is not None:
            raise NotTheirsToApprove
        meeting.led_approved_at = clock.now()
        return
    if meeting.adjuster is not None:
        raise NotTheirsToApprove
    meeting.adjuster, meeting.adjuster_approved_at = mine, clock.now()


async def note_exclusion_assessed(db: Session, held: HeldCase, decided: Sequence[BoardDecision]) -> None:
    """The plan's question whether to open an exclusion case is answered by what was decided of each. Source: KNO-07."""
    if any(each.kind in _ABOUT_EXCLUSION for each in decided):
        await exclusion.note_assessed(db, held.case, by=held.actor.tag)


async def _carry_on(db: Session, held: HeldCase, meeting: Meeting, *, hooks: CaseHooks) -> None:
    decisions = await decisions_of(db, meeting)
    await note_exclusion_assessed(db, held, decisions)
    if held.case.stage is Stage.DECISION:
        await cases.move_by_meeting(db, held, to=Stage.FOLLOW_UP, hooks=hooks)
    for grant in await leading_grants(db, held.id):
        if grant.holder != held.actor.tag:
            await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(grant.holder), case_id=held.id)
    await end_convened(db, held)
    for decision in decisions:
        if decision.is_adopted:
            await decision_adopted(db, Adopted(held, decision, hooks))
