"""What needs me, over all the cases I hold. Time alone sets the order; a case's category never does. PRN-02."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlmodel import col, or_, select

from app.access.actor import Actor
from app.access.rules import Action, CaseRole, Compartment, case_actions
from app.cases.access import barred_from
from app.cases.models import Bar, BarLifting, Case, Grant
from app.cases.rules import OPEN_STAGES, BarReason, Conclusion
from app.core import clock
from app.core.database import Session
from app.core.hooks import Hook
from app.people.rules import local_date
from app.plans import rules
from app.plans.media.asked import texts_of
from app.plans.media.rules import waits_for
from app.plans.models import StepSignature
from app.plans.obstacles import AGREED_APART
from app.plans.reading import CasePlan, plans_of, signatures_of
from app.plans.rules import CaseAlarm, Progress, StepRow, StepState
from app.plans.working import Reader, is_mine, may_see, sides_of
from app.policy.schema import Step
from app.policy.terms import Category, Owner, Phase, Stage

SHOWN_AT_MOST = 100
SEEING = frozenset(role for role in CaseRole if Action.SEE in case_actions([role]))
ToSign = tuple["OpenCase", CasePlan, Reader, StepRow]
_MINE_NOW = frozenset({StepState.OPEN, StepState.WAITS_FOR_ANSWER})


@dataclass(frozen=True)
class OpenCase:
    """An open case that the actor may see, with what its plan needs to know of it; of a closed one only alarms."""

    id: UUID
    reference: str
    category: Category
    phase: Phase | None
    conclusion: Conclusion | None
    stage: Stage
    policy_name: str
    policy_version: int
    opened_at: datetime
    acknowledged_at: datetime | None


@dataclass(frozen=True)
class Waiting:
    """A step that waits for the actor. `due_at` is None for an approval that is asked of the affected person."""

    case: OpenCase
    step: Step
    row: StepRow
    state: StepState
    due_at: datetime | None
    is_late: bool


@dataclass(frozen=True)
class OwnCase:
    """How far the plan of an open case has come; `next` is what the actor may see of who must act."""

    case: OpenCase
    progress: Progress
    next: Step | None


@dataclass(frozen=True)
class Alarm:
    kind: CaseAlarm
    case: OpenCase


@dataclass(frozen=True)
class AlarmsAsked:
    """Open cases with who asks in each: rooms above add to `found` what their own things there wait for.

    What a closed case waits for goes to `closed`.
    """

    actor: Actor
    readers: Mapping[UUID, Reader]
    found: set[tuple[CaseAlarm, UUID]] = field(default_factory=set)
    closed: list[Alarm] = field(default_factory=list)


alarms_asked: Hook[AlarmsAsked] = Hook("plans.alarms_asked")


@dataclass
class Now:
    to_acknowledge: list[tuple[OpenCase, datetime]] = field(default_factory=list)
    """With the time by when a human should have seen it."""
    late: list[Waiting] = field(default_factory=list)
    due_today: list[Waiting] = field(default_factory=list)
    coming: list[Waiting] = field(default_factory=list)
    alarms: list[Alarm] = field(default_factory=list)
    cases: list[OwnCase] = field(default_factory=list)
    """Newest first."""


async def now_for(db: Session, actor: Actor) -> Now:
    cases = await cases_of(db, actor, stages=OPEN_STAGES, roles=SEEING)
    plans = await plans_of(db, cases)
    at, waiting, found = clock.now(), list[Waiting](), Now()
    to_sign: list[ToSign] = []
    for case in cases:
        plan = plans[case.id]
        reader = plan.reader(actor.tag)
        if case.acknowledged_at is None and Action.ACKNOWLEDGE in reader.actions:
            found.to_acknowledge.append((case, case.opened_at + plan.policy.deadlines.acknowledge))
        has_contact = CaseRole.CONTACT_PERSON in plan.present
        if reader.leads and rules.contact_person_is_missing(plan.plan, has_one=has_contact, now=at):
            found.alarms.append(Alarm(CaseAlarm.NO_CONTACT_PERSON, case))
        elif reader.tag in plan.officers and rules.another_contact_is_wanted(plan.plan, has_one=has_contact):
            found.alarms.append(Alarm(CaseAlarm.ANOTHER_CONTACT_WANTED, case))
        if reader.tag in plan.officers and rules.contact_is_missed(
            plan.plan, now=at, after=plan.policy.deadlines.check_in_missed
        ):
            found.alarms.append(Alarm(CaseAlarm.CONTACT_MISSED, case))
        found.cases.append(_own(case, plan, reader, at=at))
        waiting += _mine(case, plan, reader, at=at)
        to_sign += [(case, plan, reader, row) for row in _joint(plan, reader)]
    signed = await signatures_of(db, [row.id for _, _, _, row in to_sign])
    for case, plan, reader, row in await _that_wait(db, to_sign):
        waiting += _to_sign(case, plan, reader, row, signed[row.id], at=at)
    found.to_acknowledge.sort(key=lambda each: each[1])
    found.alarms += await _about_bars(db, cases, plans, actor)
    found.alarms += await _from_above(db, cases, plans, actor)
    found.alarms.sort(key=lambda alarm: (alarm.case.opened_at, alarm.kind))
    found.cases = found.cases[: -SHOWN_AT_MOST - 1 : -1]
    _sort_in(found, waiting, at=at)
    return found


async def _about_bars(
    db: Session, cases: Sequence[OpenCase], plans: Mapping[UUID, CasePlan], actor: Actor
) -> list[Alarm]:
    """For who may confirm and lift, of what they may know: a suspicion only for who investigates. UNK-05, CON-05."""
    rows = await db.exec(
        select(Bar.case_id, Bar.why, Bar.is_provisional, col(BarLifting.asked_by))
        .join(BarLifting, col(BarLifting.bar_id) == col(Bar.id), isouter=True)
        .where(
            col(Bar.case_id).in_([case.id for case in cases]),
            or_(col(Bar.is_provisional), col(BarLifting.id).is_not(None)),
        )
    )
    by_id = {case.id: case for case in cases}
    found = set()
    for case_id, why, is_provisional, asked_by in rows.all():
        reader = plans[case_id].reader(actor.tag)
        needed = {Compartment.REPORT} | ({Compartment.INVESTIGATION} if why is BarReason.SUSPECTED else set())
        if Action.CONFIRM_BAR not in reader.actions or not needed <= reader.compartments:
            continue
        if is_provisional:
            found.add((CaseAlarm.BAR_TO_CONFIRM, case_id))
        if asked_by not in {None, actor.tag}:
            found.add((CaseAlarm.LIFTING_WAITS, case_id))
    return [Alarm(kind, by_id[case_id]) for kind, case_id in found]


async def _from_above(
    db: Session, cases: Sequence[OpenCase], plans: Mapping[UUID, CasePlan], actor: Actor
) -> list[Alarm]:
    asked = AlarmsAsked(actor, {case.id: plans[case.id].reader(actor.tag) for case in cases})
    await alarms_asked(db, asked)
    by_id = {case.id: case for case in cases}
    return [Alarm(kind, by_id[case_id]) for kind, case_id in asked.found] + asked.closed


def _own(case: OpenCase, found: CasePlan, reader: Reader, *, at: datetime) -> OwnCase:
    urgent = rules.next_steps(found.plan, now=clock.now(), untimed=reader.untimed)
    following = (found.plan.steps[row.code] for row in urgent)
    progress = rules.progress(found.plan, now=at, unseen=reader.unseen, untimed=reader.untimed)
    return OwnCase(
        case,
        progress if Action.SEE_TIMES in reader.actions else replace(progress, late=0),
        next((step for step in following if may_see(reader, step)), None),
    )


def _mine(case: OpenCase, found: CasePlan, reader: Reader, *, at: datetime) -> Iterable[Waiting]:
    plan = found.plan
    for row in plan.current:
        step, state = plan.steps[row.code], plan.state(row)
        # What takes several to approve is asked of each by `_to_sign`.
        if state not in _MINE_NOW or step.is_offer or (step.joint_sign_off and state is StepState.OPEN):
            continue
        if not step.automatic and is_mine(reader, step, row, present=found.present):
            yield Waiting(case, step, row, state, row.due_at, plan.is_late(row, now=at))


def _joint(found: CasePlan, reader: Reader) -> list[StepRow]:
    """Steps that this person can approve for a side."""
    if Action.WORK_STEPS not in reader.actions:
        return []
    steps = found.plan.steps
    mine = (row for row in found.plan.current if may_see(reader, steps[row.code]))
    return [row for row in mine if found.plan.is_workable(row) and sides_of(reader, steps[row.code])]


async def _that_wait(db: Session, to_sign: Sequence[ToSign]) -> list[ToSign]:
    """Without what is signed elsewhere and has nothing to sign yet, or has been answered. Source: ASP-05, KNO-11."""
    apart = {case.id for case, plan, _, row in to_sign if plan.plan.steps[row.code].act in AGREED_APART}
    texts = await texts_of(db, sorted(apart))
    return [
        (case, plan, reader, row)
        for case, plan, reader, row in to_sign
        if case.id not in texts
        or plan.plan.steps[row.code].act not in AGREED_APART
        or any(
            waits_for(reader.tag, is_written=bool(texts[case.id].rows), answers=texts[case.id].answers, side=side)
            for side in sides_of(reader, plan.plan.steps[row.code])
        )
    ]


def _to_sign(  # noqa: PLR0913 - the parts of one question
    case: OpenCase,
    found: CasePlan,
    reader: Reader,
    row: StepRow,
    signed: Sequence[StepSignature],
    *,
    at: datetime,
) -> Iterable[Waiting]:
    step, done = found.plan.steps[row.code], {each.party for each in signed}
    sides = [party for party in sides_of(reader, step) if party not in done]
    if not sides or reader.tag in {each.signed_by for each in signed}:
        return
    # Asked of the affected person it is an offer, and never late. Source: PRN-04.
    if sides == [Owner.AFFECTED]:
        yield Waiting(case, step, row, StepState.OFFERED, None, is_late=False)
    else:
        yield Waiting(case, step, row, StepState.OPEN, row.due_at, found.plan.is_late(row, now=at))


def _sort_in(found: Now, waiting: Sequence[Waiting], *, at: datetime) -> None:
    for each in sorted(waiting, key=_urgency):
        if each.is_late:
            shelf = found.late
        elif each.due_at is not None and local_date(each.due_at) <= local_date(at):
            shelf = found.due_today
        else:
            shelf = found.coming
        if len(shelf) < SHOWN_AT_MOST:
            shelf.append(each)


def _urgency(each: Waiting) -> tuple[bool, float, bool, datetime, str, int]:
    due = each.due_at.timestamp() if each.due_at else 0.0
    return (each.due_at is None, due, not each.step.now, each.case.opened_at, each.row.code, each.row.occurrence)


async def cases_of(
    db: Session, actor: Actor, *, stages: Collection[Stage], roles: Collection[CaseRole]
) -> list[OpenCase]:
    """What is asked of the database is already only theirs; then without those that bar them."""
    if actor.person_id is None:
        return []
    mine = select(Grant.case_id).where(
        Grant.holder == actor.tag,
        col(Grant.ended_at).is_(None),
        col(Grant.suspended_at).is_(None),
        col(Grant.role).in_(roles),
    )
    columns = [getattr(Case, name) for name in OpenCase.__dataclass_fields__]
    rows = await db.exec(
        select(*columns)
        .where(col(Case.id).in_(mine.scalar_subquery()), col(Case.stage).in_(stages))
        .order_by(col(Case.opened_at), col(Case.id))
    )
    cases = [OpenCase(*row) for row in rows.all()]
    barred = await barred_from(db, [case.id for case in cases], person_id=actor.person_id)
    return [case for case in cases if case.id not in barred]
