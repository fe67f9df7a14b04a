"""Exclusion cases as the system moves them: opened by a vote, begun by the board, lifted, fallen, out of time."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, or_, select

from app.access.actor import SYSTEM
from app.access.rules import Action, CaseRole, case_actions
from app.audit import service as audit
from app.cases import concluded, records, seated
from app.cases.access import HeldCase, barred_people
from app.cases.errors import CaseClosed
from app.cases.models import Case, LogEntry
from app.cases.rules import NOTHING_SUBSTANTIATED, OPEN_STAGES
from app.conflicts.hooks import LiftedBar
from app.core import clock
from app.core.database import Session
from app.core.due_work import schedule
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people.rules import TIMEZONE
from app.plans import service as plans
from app.plans.now import AlarmsAsked
from app.plans.rules import CaseAlarm
from app.policy import rules as policy_rules
from app.policy.loader import load
from app.policy.schema import Deadlines
from app.policy.terms import Act, Stage
from app.proceedings.exclusion.errors import ExclusionUnderWay, NoExclusionHere
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.exclusion.rules import (
    BEFORE_REFERRAL,
    UNDECIDED,
    UNDER_WAY,
    ExclusionGround,
    ExclusionStatus,
    check_transition,
    end_of,
)
from app.proceedings.meetings.decided import adopted
from app.proceedings.meetings.models import BoardDecision, FederationRuling, Meeting
from app.proceedings.meetings.rules import DecisionKind, MeetingStatus
from app.proceedings.subjects import accused_of, require_accused, subject_of
from app.votes import access as votes
from app.votes.hooks import CertifiedVote, OverturnedVote
from app.votes.models import Vote

JOB = "exclusion-case"
LEADING_ROLES = frozenset(role for role in CaseRole if Action.LEAD_EXCLUSION in case_actions([role]))


# Begun and opened


async def begin(db: Session, held: HeldCase, person_id: UUID, *, exclusion_id: UUID) -> ExclusionCase:
    """The board is to decide whether an exclusion case about this person is opened. Source: KNO-07.

    Raises:
        CaseClosed
        NoExclusionHere: the case is not internal, who did it is not known, or nothing was substantiated about them.
        InvalidInput: nobody has named this person, or only perhaps.
        ExclusionUnderWay
    """
    if held.case.stage not in OPEN_STAGES:
        raise CaseClosed
    policy, case = records.policy_of(held), held.case
    if not policy_rules.steps_with_act(policy, act=Act.ASSESS_EXCLUSION, category=case.category, phase=case.phase):
        raise NoExclusionHere
    subject = await require_accused(db, case.id, person_id, field="body.concerns")
    if subject in await concluded.to_nothing(db, case.id):
        raise NoExclusionHere
    if await _of_case(db, case.id, subject=subject, among=UNDER_WAY):
        raise ExclusionUnderWay
    made = ExclusionCase(
        id=exclusion_id,
        case_id=case.id,
        subject=subject,
        ground=ExclusionGround.BY_BOARD,
        status=ExclusionStatus.ASSESSING,
        begun_at=clock.now(),
    )
    db.add(made)
    note(db, made, "exclusion-begun", by=held.actor.tag)
    await db.flush()
    return made


async def open_mandatory(db: Session, certified: CertifiedVote) -> None:
    """The listener of a certified vote: no confidence opens an exclusion case, once. Source: KNO-09, CGR-06.

    Whatever the board decided before: what it declined stays on record beside it, and what it had begun itself and
    not yet sent to the federation goes on in this one.
    """
    if not certified.opens_exclusion:
        return
    vote = (await db.exec(select(Vote).where(Vote.id == certified.vote_id))).one()
    subject = await subject_in_its_case(db, vote)
    now = clock.now()
    if vote.case_id is not None and subject is not None:
        for row in await _of_case(db, vote.case_id, subject=subject, among=BEFORE_REFERRAL):
            end(db, row, to=ExclusionStatus.TAKEN_OVER, kind="exclusion-taken-over", by=SYSTEM.tag)
    made = ExclusionCase(
        vote_id=vote.id,
        case_id=vote.case_id,
        subject=subject,
        ground=ExclusionGround.MANDATORY_AFTER_NO_CONFIDENCE,
        status=ExclusionStatus.OPENED,
        begun_at=now,
        opened_at=now,
    )
    db.add(made)
    await db.flush()
    audit.record(db, "exclusion-opened", actor=SYSTEM.tag, subject=made.id, ground=made.ground.value)
    await set_due(db, made, (await deadlines_of(db, made)).now + now)
    if made.case_id is None:  # those who hold the case are told of its result
        await tell_who_leads(db, made)


async def subject_in_its_case(db: Session, vote: Vote) -> str | None:
    """Whom the vote concerned, as its case knows them; they may be accused there no more."""
    if vote.case_id is None:
        return None
    return next(
        (
            subject_of(db.keys, case_id=vote.case_id, person_id=person_id)
            for person_id in await barred_people(db, vote.case_id)
            if votes.concerns(db, vote, person_id)
        ),
        None,
    )


async def board_decision(db: Session, row: ExclusionCase) -> BoardDecision | None:
    """What the board has decided of this one, should nothing have followed from it yet. Source: KNO-07."""
    if row.case_id is None or row.subject is None:
        return None
    return await decision_to_follow(db, row.case_id, subject=row.subject)


async def decision_to_follow(db: Session, case_id: UUID, *, subject: str) -> BoardDecision | None:
    """The board's last word on opening one about this accused, should nothing have followed from it yet."""
    kinds = (DecisionKind.OPEN_EXCLUSION, DecisionKind.NO_EXCLUSION)
    decided = [await adopted(db, case_id, kind, subject=subject) for kind in kinds]
    newest = max((each for each in decided if each), key=lambda each: (each.decided_at, each.id), default=None)
    if newest is None:
        return None
    followed = await db.exec(select(ExclusionCase.id).where(ExclusionCase.decision_id == newest.id))
    return None if followed.first() is not None else newest


async def board_has_decided(db: Session, case_id: UUID) -> bool:
    """Whether any exclusion case of this case was opened or declined by the board itself."""
    query = select(ExclusionCase.id).where(
        ExclusionCase.case_id == case_id, col(ExclusionCase.decision_id).is_not(None)
    )
    return (await db.exec(query)).first() is not None


# Ended by something else


async def lose_ground(db: Session, overturned: OverturnedVote) -> None:
    """The listener of a result that fell: what it alone had opened has nothing to stand on any more. Source: KNO-09.

    What the federation has decided by then is the federation's own.
    """
    query = select(ExclusionCase).where(
        ExclusionCase.vote_id == overturned.vote_id, col(ExclusionCase.status).in_(UNDECIDED)
    )
    for row in (await db.exec(query.with_for_update())).all():
        _go_to(row, ExclusionStatus.GROUND_FELL)
        row.ended_at = clock.now()
        audit.record(db, "exclusion-ground-fell", actor=SYSTEM.tag, subject=row.id)
    await db.flush()


async def lift_for(db: Session, case: Case, subject: str | None = None) -> None:
    """What the board began is not gone on with, about this person or anyone: nothing was substantiated. PRN-05.

    A mandatory one stands on the group's answer, and falls with that alone.
    """
    for row in await _of_case(db, case.id, subject=subject, among=UNDECIDED):
        if row.ground is ExclusionGround.BY_BOARD:
            end(db, row, to=ExclusionStatus.LIFTED, kind="exclusion-lifted", by=SYSTEM.tag)
            await tell_who_leads(db, row)
    await db.flush()


async def bar_lifted(db: Session, happened: LiftedBar) -> None:
    """For the hook of `conflicts`: what the board began about somebody who is accused no more."""
    case = (await db.exec(select(Case).where(Case.id == happened.case_id))).one()
    await lift_for(db, case, happened.tag)


async def stage_changed(db: Session, case_id: UUID, _before: Stage, to: Stage) -> None:
    """For `CaseHooks`: a mapping that came to nothing about somebody lifts what the board had begun about them."""
    if to is Stage.CONCLUDED:
        case = (await db.exec(select(Case).where(Case.id == case_id))).one()
        for subject in [None] if case.conclusion in NOTHING_SUBSTANTIATED else await concluded.to_nothing(db, case_id):
            await lift_for(db, case, subject)


# What the parts of the life share


def note(db: Session, row: ExclusionCase, kind: str, *, by: str) -> None:
    """A line in the case's log and one in the audit log. Neither says what was decided."""
    if row.case_id is not None:
        db.add(LogEntry(case_id=row.case_id, at=clock.now(), kind=kind, actor=by, codes={}))
    audit.record(db, kind, actor=by, subject=row.id)


def _go_to(row: ExclusionCase, to: ExclusionStatus) -> None:
    check_transition(row.status, to=to, ground=row.ground)
    row.status = to
    row.version += 1
    row.due_at = row.reminded_at = None


async def move(db: Session, row: ExclusionCase, *, to: ExclusionStatus, kind: str, by: str) -> None:
    """The one way to another state, with what is due there and when somebody is reminded of it."""
    _go_to(row, to)
    note(db, row, kind, by=by)
    await set_due(db, row, await _due_at(db, row))


def end(db: Session, row: ExclusionCase, *, to: ExclusionStatus, kind: str, by: str) -> None:
    _go_to(row, to)
    row.ended_at = clock.now()
    db.add(row)
    note(db, row, kind, by=by)


async def _due_at(db: Session, row: ExclusionCase) -> datetime | None:
    """When what is next should be done by; None where it is somebody else's, or nobody's."""
    match row.status:
        case ExclusionStatus.OPENED if row.opened_at is not None:
            return row.opened_at + (await deadlines_of(db, row)).now
        case ExclusionStatus.STATEMENT | ExclusionStatus.RECOMMENDED if row.statement_ended_at is not None:
            return row.statement_ended_at + (await deadlines_of(db, row)).refer_exclusion
        case ExclusionStatus.DECIDED if row.standing.is_final(today=clock.now().astimezone(TIMEZONE).date()):
            return clock.now() + (await deadlines_of(db, row)).now
        case ExclusionStatus.DECIDED if row.appeal_until is not None:
            return end_of(row.appeal_until, timezone=TIMEZONE)
        case _:
            return None


async def set_due(db: Session, row: ExclusionCase, due_at: datetime | None) -> None:
    row.due_at = due_at
    db.add(row)
    await db.flush()
    if (coming := next_due(row)) is not None:
        await schedule(db, kind=JOB, subject=str(row.id), due_at=coming)


def next_due(row: ExclusionCase) -> datetime | None:
    """When the clock does something with it: their time to answer is over, or somebody is to be reminded."""
    if row.status is ExclusionStatus.NOTIFIED:
        return row.statement_due_at
    return row.due_at if row.reminded_at is None else None


async def deadlines_of(db: Session, row: ExclusionCase) -> Deadlines:
    """By the policy that its case pins, or its vote."""
    pinned = (
        select(Case.policy_name, Case.policy_version).where(Case.id == row.case_id)
        if row.case_id is not None
        else select(Vote.policy_name, Vote.policy_version).where(Vote.id == row.vote_id)
    )
    name, version = (await db.exec(pinned)).one()
    return load(name, version).deadlines


async def tell_who_leads(db: Session, row: ExclusionCase) -> None:
    """Neutrally, that something waits for them."""
    if row.case_id is not None:
        holders = {each.holder for each in await seated.active_grants(db, row.case_id) if each.role in LEADING_ROLES}
        for tag in sorted(holders):
            await notifications.notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(tag), case_id=row.case_id)
    elif row.vote_id is not None:
        await votes.tell_leaders(db, await votes.load(db, row.vote_id, to_change=False))


async def tell_of_late(db: Session, asked: AlarmsAsked) -> None:
    """The listener of what needs somebody now: for those who lead, what is late in their cases."""
    leading = [case_id for case_id, reader in asked.readers.items() if Action.LEAD_EXCLUSION in reader.actions]
    late = await db.exec(
        select(ExclusionCase.case_id).where(
            col(ExclusionCase.case_id).in_(leading),
            col(ExclusionCase.status).in_(UNDER_WAY),
            col(ExclusionCase.due_at) < clock.now(),
        )
    )
    asked.found.update((CaseAlarm.EXCLUSION_WAITS, case_id) for case_id in late.all() if case_id is not None)


async def _of_case(
    db: Session, case_id: UUID, *, subject: str | None, among: frozenset[ExclusionStatus]
) -> Sequence[ExclusionCase]:
    """Locked; about one person, or about anyone."""
    query = select(ExclusionCase).where(ExclusionCase.case_id == case_id, col(ExclusionCase.status).in_(among))
    if subject is not None:
        query = query.where(ExclusionCase.subject == subject)
    return (await db.exec(query.order_by(col(ExclusionCase.id)).with_for_update())).all()


async def note_assessed(db: Session, case: Case, *, by: str, opened_about: str | None = None) -> None:
    """The plan's question is answered once it is about each accused: yes, where one is opened about any. KNO-07.

    `opened_about`: whom the group's answer has just opened one about, whatever the board decided.
    """
    answers = await _answers(db, case.id) | ({opened_about: True} if opened_about else {})
    accused = set((await accused_of(db, case.id)).values())
    if accused <= answers.keys():
        await plans.fulfil(db, case, Act.ASSESS_EXCLUSION, by=by, assessed=any(answers.values()))


async def _answers(db: Session, case_id: UUID) -> dict[str, bool]:
    """By pseudonym, whether one is opened: as the board decided last, or else the federation in its stead."""
    decided = await db.exec(
        select(BoardDecision)
        .join(Meeting, col(Meeting.id) == col(BoardDecision.meeting_id))
        .join(FederationRuling, col(FederationRuling.decision_id) == col(BoardDecision.id), isouter=True)
        .where(
            BoardDecision.case_id == case_id,
            col(BoardDecision.kind).in_([DecisionKind.OPEN_EXCLUSION, DecisionKind.NO_EXCLUSION]),
            col(BoardDecision.withdrawn_at).is_(None),
            Meeting.status != MeetingStatus.CANCELLED,
            or_(col(FederationRuling.decision_id).is_(None), col(FederationRuling.confirmed_at).is_not(None)),
        )
        .order_by(col(BoardDecision.decided_at), col(BoardDecision.id))
    )
    answers = {
        each.subject: each.kind is DecisionKind.OPEN_EXCLUSION and each.is_adopted
        for each in decided.all()
        if each.subject is not None
    }
    standing = col(ExclusionCase.status) != ExclusionStatus.GROUND_FELL
    opened = await db.exec(
        select(ExclusionCase.subject).where(
            ExclusionCase.case_id == case_id,
            ExclusionCase.ground == ExclusionGround.MANDATORY_AFTER_NO_CONFIDENCE,
            standing,
        )
    )
    return answers | {subject: True for subject in opened.all() if subject is not None}
