"""Calling a meeting, and calling it off: who comes, what they may read, and the neutral word that reaches them."""

from datetime import timedelta
from uuid import UUID

from app.access.rules import CaseRole, Compartment, Office
from app.cases import ending, grants, records, seated
from app.cases import service as cases
from app.cases.access import HeldCase, barred_people, opens
from app.cases.hooks import CaseHooks
from app.cases.rules import TextKind
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people import service as people
from app.plans import service as plans
from app.policy import rules as policy_rules
from app.policy.terms import Act, Category, Moment, Stage
from app.proceedings.meetings.agenda import add_agenda
from app.proceedings.meetings.errors import MeetingUnderWay, NoMeetingHere, QuorumCanBeReached, SomethingIsDecided
from app.proceedings.meetings.models import Meeting
from app.proceedings.meetings.rules import (
    CALLED_FROM,
    MeetingAct,
    MeetingKind,
    MeetingStatus,
    callable_from,
    can_be_quorate,
    is_open,
)
from app.proceedings.meetings.schemas import MeetingCreate
from app.proceedings.meetings.sealed import seal_place
from app.proceedings.meetings.seats import (
    add_seat,
    board_without_part,
    coming_to_triage,
    leading_grants,
    out_of_it,
    quorum_of,
    seats_of,
)
from app.proceedings.meetings.service import decisions_of, meetings_of, move, policy_for, record, status_after

CONVENED = "convened"
"""Why a grant was given that lasts until the minutes are approved."""
WRITTEN_AFTERWARDS = timedelta(days=7)
"""A meeting by telephone in the night is written down the day after."""
FARTHEST = timedelta(days=366)


async def call(db: Session, held: HeldCase, wanted: MeetingCreate, *, meeting_id: UUID, hooks: CaseHooks) -> Meeting:
    """Call those who are to come, never anyone who is part of the matter. Source: SOI-03, KNO-04, REE-01, CON-01.

    A meeting of the board lets its unconflicted members in, with what the policy opens to a convened board.

    Raises:
        NoMeetingHere: not in this category, or not from this stage.
        MeetingUnderWay, InvalidInput
    """
    case = held.case
    earlier = await meetings_of(db, case.id)
    if any(is_open(each.kind, each.status) for each in earlier):
        raise MeetingUnderWay
    if wanted.kind not in callable_from(case.category, case.stage):
        raise NoMeetingHere
    if not clock.now() - WRITTEN_AFTERWARDS <= wanted.starts_at <= clock.now() + FARTHEST:
        raise InvalidInput(fields=[("body.starts_at", "too-far")])
    is_from_conclusion = (
        wanted.kind is MeetingKind.DECISION
        and case.category is Category.INTERNAL
        and _decides_from_conclusion(case.stage, earlier)
    )
    goes_to = CALLED_FROM[case.category][wanted.kind][case.stage]
    if goes_to is not None:
        await cases.move_by_meeting(db, held, to=goes_to, hooks=hooks)
    meeting = Meeting(
        id=meeting_id,
        case_id=case.id,
        number=len(earlier) + 1,
        kind=wanted.kind,
        status=MeetingStatus.CALLED,
        called_by=held.actor.tag,
        called_at=clock.now(),
        starts_at=wanted.starts_at,
        sealed_place=seal_place(db.keys, wanted.place, meeting_id=meeting_id),
        is_from_conclusion=is_from_conclusion,
    )
    db.add(meeting)
    await db.flush()
    if wanted.kind is MeetingKind.TRIAGE:
        for tag in await coming_to_triage(db, held):
            add_seat(db, meeting, tag, votes=False)
    else:
        await _seat_board(db, held, meeting)
        await add_agenda(db, held, meeting)
    await db.flush()
    record(db, held, meeting, "meeting-called")
    await _tell_those_called(db, held, meeting)
    return meeting


def _decides_from_conclusion(stage: Stage, earlier: list[Meeting]) -> bool:
    """The first since the conclusion does, until one of them was held; what comes later looks anew at it."""
    if stage is Stage.CONCLUDED:
        return True
    newest = next((each for each in earlier if each.kind is MeetingKind.DECISION), None)
    if newest is None:
        return True
    return newest.is_from_conclusion and newest.status is MeetingStatus.CANCELLED


async def _seat_board(db: Session, held: HeldCase, meeting: Meeting) -> None:
    """The board votes. Whoever leads the case comes without a vote, to tell and to keep the minutes."""
    policy = records.policy_of(held)
    opened = sorted(
        {
            compartment
            for rule in policy_rules.access_at(policy, category=held.case.category, moment=Moment.CONVENED)
            if rule.role is CaseRole.DECIDER
            for compartment in rule.opens
        }
    )
    deciding = {grant.holder for grant in await seated.active_grants(db, held.id) if grant.role is CaseRole.DECIDER}
    voting = set()
    for person_id in await board_without_part(db, held.id):
        tag = db.keys.person_tag(person_id)
        voting.add(tag)
        add_seat(db, meeting, tag, votes=True)
        if tag not in deciding:
            await grants.let_in(
                db,
                held,
                person_id=person_id,
                role=CaseRole.DECIDER,
                compartments=opened,
                why=CONVENED,
                is_appointed=True,
            )
    for grant in await leading_grants(db, held.id):
        if grant.holder not in voting:
            voting.add(PersonTag(grant.holder))
            add_seat(db, meeting, PersonTag(grant.holder), votes=False)


async def _tell_those_called(db: Session, held: HeldCase, meeting: Meeting) -> None:
    """That something needs them, and nothing more: when and where stand behind the sign-in."""
    for seat in await seats_of(db, meeting):
        if seat.tag != held.actor.tag:
            await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=seat.tag, case_id=held.id)


async def call_off(db: Session, held: HeldCase, meeting: Meeting, *, reason: str) -> None:
    """With a reason. Those called keep their way in, so that they can read that it is off.

    Raises: MeetingHasMovedOn, SomethingIsDecided.
    """
    status = status_after(meeting, MeetingAct.CANCEL)
    if await decisions_of(db, meeting):
        raise SomethingIsDecided
    called = await seats_of(db, meeting)
    text = await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.REASON, text=reason)
    meeting.text_id = text.id
    move(db, meeting, status)
    record(db, held, meeting, "meeting-called-off")
    for seat in called:
        if seat.tag != held.actor.tag:
            await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=seat.tag, case_id=held.id)


async def hand_over(db: Session, held: HeldCase, meeting: Meeting, *, reason: str, hooks: CaseHooks) -> None:
    """Too many of the board are part of the matter: the federation takes over. Source: CON-02.

    What the plan asked of the board is done by it, and the case goes on to be followed up: there is nobody here to
    decide. The way in that came with the summons ends.

    Raises: MeetingHasMovedOn, QuorumCanBeReached.
    """
    status = status_after(meeting, MeetingAct.HAND_OVER)
    board = sum(seat.row.votes for seat in await seats_of(db, meeting))
    if can_be_quorate(quorum_of(policy_for(held)), board=board):
        raise QuorumCanBeReached
    text = await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.REASON, text=reason)
    meeting.text_id = text.id
    move(db, meeting, status)
    record(db, held, meeting, "meeting-handed-over")
    await plans.fulfil(db, held.case, Act.CALL_DECISION_MEETING, by=held.actor.tag)
    if held.case.stage is Stage.DECISION:
        await cases.move_by_meeting(db, held, to=Stage.FOLLOW_UP, hooks=hooks)
    for person_id in set(await people.holders_of(db, Office.FEDERATION)) - await out_of_it(db, held.id):
        await notifications.notify(db, NoticeKind.OUTSIDE_HELP, to=db.keys.person_tag(person_id))
    await end_convened(db, held)


async def end_convened(db: Session, held: HeldCase) -> None:
    """Out of the case goes who was in it for the meeting alone; what is written next never had a key of theirs."""
    lost: set[Compartment] = set()
    for grant in await seated.active_grants(db, held.id):
        if grant.role is CaseRole.DECIDER and grant.why == CONVENED:
            lost |= opens(grant)
            await ending.end(db, grant, why="meeting-over", by=held.actor.tag)
            cases.log(db, held, "let-out", role=grant.role.value)
    await seated.rekey(db, held.id, lost, barred=await barred_people(db, held.id))
