"""Plans as the API shows them: the policy's words beside what is stored."""

from collections.abc import Sequence

from app.access.rules import Action, Compartment
from app.cases.access import HeldCase
from app.cases.names import Names
from app.cases.rules import OPEN_STAGES
from app.cases.schemas import Words
from app.core import clock
from app.core.database import Session
from app.plans import rules
from app.plans.doing import actions_on
from app.plans.models import StepSignature
from app.plans.now import Now, OwnCase, Waiting
from app.plans.reading import CasePlan, plan_of, reader_of, signatures_of
from app.plans.reminding import accountable_tags, responsible_tags
from app.plans.rules import StepRow, StepState
from app.plans.schemas import (
    CaseToAcknowledge,
    GroupSizeRead,
    NextRead,
    NowAlarm,
    NowCase,
    NowRead,
    NowStep,
    ProgressRead,
    QuestionRead,
    SideRead,
    StepGroup,
    StepLine,
    StepList,
    StepNamed,
    StepRead,
    TellingRead,
)
from app.plans.working import Reader, is_mine, may_see, responsible_role, sees_times
from app.policy.schema import Policy
from app.policy.terms import Act, TextKey

_ASKED_STATES = frozenset({StepState.WAITS_FOR_ANSWER, StepState.DOES_NOT_APPLY})
_CONSENT_STATES = frozenset({StepState.WAITS_FOR_CONSENT, StepState.CONSENT_REFUSED})


def question(policy: Policy, consent: str) -> QuestionRead:
    return next(
        QuestionRead(id=each.id, text=Words.of(each.question)) for each in policy.consents if each.id == consent
    )


def _named(found: CasePlan, reader: Reader, code: str) -> StepNamed:
    step, row = found.plan.steps[code], found.plan.newest(code)
    return StepNamed(
        code=code, title=Words.of(step.title), step_id=row.id if row is not None and may_see(reader, step) else None
    )


async def plan_as_list(db: Session, held: HeldCase) -> StepList:
    found, names, reader = await plan_of(db, held.case), await Names.of(db, held), reader_of(held)
    rows = [row for row in found.plan.current if may_see(reader, found.plan.steps[row.code])]
    joint = [row.id for row in rows if found.plan.steps[row.code].joint_sign_off]
    signed = await signatures_of(db, joint)
    groups: dict[str, StepGroup] = {}
    for row in rows:
        owner = found.plan.steps[row.code].owner
        group = groups.setdefault(
            owner, StepGroup(owner=owner, title=Words.of(found.policy.titles.owners[owner]), steps=[])
        )
        group.steps.append(line(held, found, row, names=names, signed=signed.get(row.id, [])))
    return StepList(groups=list(groups.values()))


def line(held: HeldCase, found: CasePlan, row: StepRow, *, names: Names, signed: Sequence[StepSignature]) -> StepLine:
    plan, step, reader = found.plan, found.plan.steps[row.code], reader_of(held)
    state = plan.state(row)
    by_party = {each.party: each for each in signed}
    condition = step.condition if state in _ASKED_STATES else None
    shows_times = sees_times(reader, step, row, present=found.present)
    return StepLine(
        id=row.id,
        code=row.code,
        refs=list(step.refs),
        occurrence=row.occurrence,
        owner=step.owner,
        kind=step.kind,
        is_now=step.now,
        title=Words.of(step.title),
        state=state,
        due_at=row.due_at if shows_times else None,
        is_late=shows_times and plan.is_late(row, now=clock.now()) and held.case.stage in OPEN_STAGES,
        waits_for=[_named(found, reader, code) for code in plan.waits_for(row)]
        if state is StepState.WAITS_FOR_STEPS
        else [],
        condition=condition,
        condition_question=Words.of(found.policy.titles.conditions[condition].question) if condition else None,
        consent=question(found.policy, step.consent) if step.consent and state in _CONSENT_STATES else None,
        assignee=names(row.assignee),
        accountable=names.all(accountable_tags(found, row.code)),
        responsible_role=responsible_role(step, present=found.present),
        act=step.act,
        group_size=GroupSizeRead(least=step.group_size.least, most=step.group_size.most) if step.group_size else None,
        is_mine=is_mine(reader, step, row, present=found.present),
        assessed=row.assessed,
        finished_at=row.finished_at,
        finished_by=names(row.finished_by),
        sides=[
            SideRead(
                party=party,
                signed_by=names(by_party[party].signed_by) if party in by_party else None,
                signed_at=by_party[party].signed_at if party in by_party else None,
            )
            for party in step.joint_sign_off
        ],
        my_actions=actions_on(held, found, row),
        version=row.version,
    )


_SAYS = {Act.STATE_DISTANCE: TextKey.STATEMENT_OF_DISTANCE}
"""Acts that say something to many, in words that were settled beforehand."""


async def step_in_full(db: Session, held: HeldCase, found: CasePlan, row: StepRow) -> StepRead:
    step = found.plan.steps[row.code]
    signed = (await signatures_of(db, [row.id]))[row.id]
    return StepRead(
        **dict(line(held, found, row, names=await Names.of(db, held), signed=signed)),
        do=Words.of(step.do),
        why=Words.of(step.why),
        ours=Words.of(step.ours) if step.ours else None,
        says=Words.of(found.policy.texts[_SAYS[step.act]]) if step.act in _SAYS else None,
        warning=Words.of(step.warning) if step.warning else None,
        accountable_office=step.accountable,
        is_delegable=step.delegable,
        is_recurring=step.recurrence is not None,
        informs=[TellingRead(to=each.to, names=each.names) for each in step.informs],
        asks=[question(found.policy, each) for each in step.asks],
        compartment=step.compartment or Compartment.DECISIONS,
        note_text_id=row.note_text_id,
        reason_text_id=row.reason_text_id,
    )


async def progress_of(db: Session, held: HeldCase) -> ProgressRead:
    found, reader, at = await plan_of(db, held.case), reader_of(held), clock.now()
    counted = rules.progress(found.plan, now=at, unseen=reader.unseen, untimed=reader.untimed)
    urgent = rules.next_steps(found.plan, now=at, untimed=reader.untimed)
    following = [row for row in urgent if may_see(reader, found.plan.steps[row.code])]
    # Whoever closes it has to know what holds it, also where the contact has been missed.
    uncounted = reader.unseen if Action.CLOSE in reader.actions else reader.unseen | reader.untimed
    is_open = held.case.stage in OPEN_STAGES
    return ProgressRead(
        done=counted.done,
        of=counted.of,
        late=counted.late if is_open and Action.SEE_TIMES in reader.actions else 0,
        holds_closing=rules.open_duties(found.plan, now=at, unseen=uncounted) if is_open else 0,
        needs_acknowledgement=held.case.acknowledged_at is None,
        next=_next(found, following[0], reader, names=await Names.of(db, held)) if following and is_open else None,
    )


def _next(found: CasePlan, row: StepRow, reader: Reader, *, names: Names) -> NextRead:
    step = found.plan.steps[row.code]
    shows_times = sees_times(reader, step, row, present=found.present)
    return NextRead(
        step_id=row.id,
        code=row.code,
        title=Words.of(step.title),
        state=found.plan.state(row),
        due_at=row.due_at if shows_times else None,
        is_late=shows_times and found.plan.is_late(row, now=clock.now()),
        who=names.all(responsible_tags(found, row)),
        role=responsible_role(step, present=found.present),
    )


def now_as_read(found: Now) -> NowRead:
    at = clock.now()
    return NowRead(
        to_acknowledge=[
            CaseToAcknowledge(
                case_id=case.id,
                reference=case.reference,
                opened_at=case.opened_at,
                answer_by=answer_by,
                is_late=at > answer_by,
            )
            for case, answer_by in found.to_acknowledge
        ],
        late=[_now_step(each) for each in found.late],
        due_today=[_now_step(each) for each in found.due_today],
        coming=[_now_step(each) for each in found.coming],
        alarms=[
            NowAlarm(kind=each.kind, case_id=each.case.id, reference=each.case.reference, category=each.case.category)
            for each in found.alarms
        ],
        cases=[_now_case(each) for each in found.cases],
    )


def _now_case(each: OwnCase) -> NowCase:
    return NowCase(
        case_id=each.case.id,
        reference=each.case.reference,
        category=each.case.category,
        stage=each.case.stage,
        done=each.progress.done,
        of=each.progress.of,
        late=each.progress.late,
        next=Words.of(each.next.title) if each.next else None,
    )


def _now_step(each: Waiting) -> NowStep:
    return NowStep(
        case_id=each.case.id,
        reference=each.case.reference,
        step_id=each.row.id,
        code=each.row.code,
        title=Words.of(each.step.title),
        state=each.state,
        due_at=each.due_at,
        is_now=each.step.now,
    )
