"""A plan from its opening to the case's closing: what other rooms call, and how due times and reminders follow."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.audit import service as audit
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.errors import CaseClosed
from app.cases.models import Case
from app.cases.rules import OPEN_STAGES
from app.core import clock
from app.core.database import Session
from app.core.due_work import schedule
from app.core.rows import insert_rows
from app.plans import rules
from app.plans.changing import Reconciled, reconcile
from app.plans.errors import FactFollows, UnknownFact
from app.plans.models import CaseFact, CaseMoment, CaseStep
from app.plans.reading import CaseFacts, CasePlan, opening_plan, plan_of, reader_of
from app.plans.reminding import JOB, first_reminder, next_reminder
from app.plans.rules import DERIVED, StepStatus
from app.plans.working import may_answer
from app.policy import rules as policy_rules
from app.policy.loader import load
from app.policy.schema import Policy, Step
from app.policy.terms import Act, Anchor, Category, Condition, Phase, Stage

# What other rooms call


async def open_plan(db: Session, case: CaseFacts, *, policy: Policy) -> None:
    """Give a new case its steps, in the transaction that opens it.

    Worked out without asking: nobody has answered, consented to or finished anything in a case that is being opened.
    """
    found = opening_plan(case, policy=policy)
    rows = [
        {
            "id": row.id,
            "case_id": row.case_id,
            "code": row.code,
            "occurrence": row.occurrence,
            "status": row.status,
            "opened_at": row.opened_at,
            "due_at": row.due_at,
        }
        for row in found.plan.rows
    ]
    await insert_rows(db, CaseStep, rows)
    coming = first_reminder(found)
    if coming is not None:
        await schedule(db, kind=JOB, subject=str(case.id), due_at=coming)


async def open_duties(db: Session, case_id: UUID) -> int:
    """For `CaseHooks`: how many steps a closing waits for."""
    found = await plan_of(db, await _case(db, case_id))
    return rules.open_duties(found.plan, now=clock.now())


async def category_changed(db: Session, case_id: UUID, before: Category, to: Category) -> None:
    """For `CaseHooks`: equal steps survive, the others are superseded."""
    case = await _case(db, case_id)
    await _follow(db, case, before=before)
    audit.record(db, "plan-changed", actor="system", subject=case_id, after=to.value)


async def stage_changed(db: Session, case_id: UUID, _before: Stage, _to: Stage) -> None:
    """For `CaseHooks`: the phase may have been set or changed, a conclusion reached, the case closed or reopened."""
    case = await _case(db, case_id)
    await _follow(db, case, before=case.category)


async def moment(db: Session, case: Case, anchor: Anchor, *, at: datetime) -> None:
    """Something happened that due times count from (a certified vote, a call from the press)."""
    row = await db.get(CaseMoment, (case.id, anchor))
    if row is None:
        db.add(CaseMoment(case_id=case.id, anchor=anchor, at=at))
    else:
        row.at = at
    await settle(db, case)


async def establish(db: Session, case: Case, condition: Condition, *, is_true: bool, by: str) -> None:
    """Record an answer that follows from something else, such as a certified vote. `by` is a tag."""
    db.add(
        CaseFact(
            case_id=case.id,
            condition=condition,
            is_true=is_true,
            recorded_by=by,
            recorded_at=clock.now(),
        )
    )
    await settle(db, case)


async def fulfil(  # noqa: PLR0913 - all keyword-only after what was done
    db: Session, case: Case, act: Act, *, by: str, assessed: bool | None = None, only: Collection[str] | None = None
) -> None:
    """A deed of the system has done what these steps ask; those that were finished already stay as they are.

    So do those that do not apply: one deed may be asked for by a step for each conclusion. `only`: the codes of the
    steps that it was done for.
    `assessed`: the yes or no that an assessment came to.
    """
    plan = (await plan_of(db, case)).plan
    for row in await steps_of(db, case.id):
        step = plan.steps[row.code]
        is_meant = step.act is act and (only is None or row.code in only)
        if is_meant and row.status is StepStatus.OPEN and plan.applies(step) is not False:
            finish(row, status=StepStatus.DONE, by=by, assessed=assessed)
            come_back(db, row, step)
    await settle(db, case)


async def set_aside(db: Session, case: Case, act: Act, *, by: str) -> None:
    """What these steps ask for was not needed, as something else in the case says."""
    codes = {step.id for _, step in load(case.policy_name, case.policy_version).all_steps() if step.act is act}
    for row in await steps_of(db, case.id):
        if row.code in codes and row.status is StepStatus.OPEN:
            finish(row, status=StepStatus.NOT_APPLICABLE, by=by)
    await settle(db, case)


async def unfulfil(
    db: Session, case: Case, act: Act, *, status: StepStatus = StepStatus.DONE, only: Collection[str] | None = None
) -> None:
    """What `fulfil` had done (or, with that status, `set_aside`) is undone: what these steps ask for is void."""
    codes = {step.id for _, step in load(case.policy_name, case.policy_version).all_steps() if step.act is act}
    codes = codes if only is None else codes & set(only)
    for row in await steps_of(db, case.id):
        if row.code in codes and row.status is status:
            row.status = StepStatus.OPEN
            row.finished_at = row.finished_by = row.assessed = None
            row.reminded_at = row.reminded_late_at = None
            row.version += 1
    await settle(db, case)


# Facts


async def record_fact(db: Session, held: HeldCase, condition: Condition, *, is_true: bool) -> None:
    """Answer a question that steps hang on.

    Raises:
        CaseClosed
        FactFollows: it is decided elsewhere.
        UnknownFact: nothing in this person's part of the plan asks it.
    """
    require_open(held)
    asked = await askable(db, held)
    if condition not in asked:
        raise FactFollows if condition in DERIVED else UnknownFact(fields=[("path.condition", "unknown")])
    db.add(
        CaseFact(
            case_id=held.id,
            condition=condition,
            is_true=is_true,
            recorded_by=held.actor.tag,
            recorded_at=clock.now(),
        )
    )
    if (
        condition is Condition.GOES_TO_COURT
        and is_true
        and await db.get(CaseMoment, (held.id, Anchor.WENT_TO_COURT)) is None
    ):
        db.add(CaseMoment(case_id=held.id, anchor=Anchor.WENT_TO_COURT, at=clock.now()))
    cases.log(db, held, "fact-recorded", condition=condition.value, answer=str(is_true))
    audit.record(db, "fact-recorded", actor=held.actor.tag, subject=held.id, condition=condition.value)
    await settle(db, held.case)


async def askable(db: Session, held: HeldCase) -> dict[Condition, bool | None]:
    """The questions that this person may answer, with the answers so far."""
    found = await plan_of(db, held.case)
    steps = [found.plan.steps[row.code] for row in found.plan.current]
    conditions = dict.fromkeys(step.condition for step in steps if step.condition is not None)
    reader = reader_of(held)
    return {
        condition: found.plan.answers.get(condition)
        for condition in conditions
        if condition not in DERIVED and may_answer(reader, condition, steps=steps)
    }


def require_open(held: HeldCase) -> None:
    """Raises CaseClosed."""
    if held.case.stage not in OPEN_STAGES:
        raise CaseClosed


# How a plan follows its case


async def steps_of(db: Session, case_id: UUID) -> list[CaseStep]:
    """The stored steps that are not superseded, each one's occurrences in order."""
    await db.flush()
    rows = await db.exec(
        select(CaseStep)
        .where(CaseStep.case_id == case_id, col(CaseStep.superseded_at).is_(None))
        .order_by(col(CaseStep.code), col(CaseStep.occurrence))
    )
    return list(rows.all())


def finish(row: CaseStep, *, status: StepStatus, by: str, assessed: bool | None = None) -> None:
    row.status = status
    row.finished_at = clock.now()
    row.finished_by = by
    row.assessed = assessed
    row.version += 1


def come_back(db: Session, row: CaseStep, step: Step) -> None:
    """Open the next occurrence of what comes back by the clock. Set aside, it does not."""
    if row.status is not StepStatus.DONE or row.finished_at is None:
        return
    due_at = policy_rules.next_occurrence(step, finished_at=row.finished_at)
    if due_at is None:
        return
    again = add_step(db, row.case_id, row.code, occurrence=row.occurrence + 1)
    again.due_at = due_at
    again.assignee = row.assignee


async def settle(db: Session, case: Case) -> CasePlan:
    """Work out every due time anew, and see to it that the next reminder comes. Called after every change."""
    rows = await steps_of(db, case.id)
    found = await plan_of(db, case)
    for row in rows:
        due_at = rules.due_of(found.plan, row.row(), moments=found.moments)
        if row.due_at != due_at:
            row.due_at = due_at
            row.reminded_at = row.reminded_late_at = None
            db.add(row)
    await db.flush()
    found = replace(found, plan=replace(found.plan, rows=[row.row() for row in rows]))
    coming = next_reminder(found, rows)
    if coming is not None:
        await schedule(db, kind=JOB, subject=str(case.id), due_at=coming)
    return found


def add_step(db: Session, case_id: UUID, code: str, *, occurrence: int = 1) -> CaseStep:
    row = CaseStep(case_id=case_id, code=code, occurrence=occurrence, status=StepStatus.OPEN, opened_at=clock.now())
    db.add(row)
    return row


async def _case(db: Session, case_id: UUID) -> Case:
    return (await db.exec(select(Case).where(Case.id == case_id))).one()


async def _follow(db: Session, case: Case, *, before: Category) -> None:
    """Bring the steps in line with the case's category and phase."""
    policy = load(case.policy_name, case.policy_version)
    rows = (await db.exec(select(CaseStep).where(CaseStep.case_id == case.id))).all()
    current = {row.code for row in rows if row.superseded_at is None}
    phase_before = _phase_of(policy, before, current)
    changes = reconcile(
        current=current,
        superseded_before={row.code for row in rows if row.superseded_at is not None},
        survivors=policy_rules.equal_steps(
            policy,
            before_category=before,
            before_phase=phase_before,
            after_category=case.category,
            after_phase=case.phase,
        ),
        wanted=[step.id for step in policy_rules.steps_for(policy, category=case.category, phase=case.phase)],
        steps={step.id: step for _, step in policy.all_steps()},
    )
    for row in rows:
        _change(row, changes)
    for code in changes.added:
        add_step(db, case.id, code)
    if case.phase is not None and case.phase is not phase_before:
        await moment(db, case, Anchor.PHASE_SET, at=clock.now())
    else:
        await settle(db, case)


def _change(row: CaseStep, changes: Reconciled) -> None:
    if row.superseded_at is not None:
        if row.code not in changes.revived:
            return
        row.superseded_at = None
        row.code = changes.revived[row.code]
    elif row.code in changes.superseded:
        row.superseded_at = clock.now()
    elif row.code in changes.renamed:
        row.code = changes.renamed[row.code]
    else:
        return
    row.version += 1


def _phase_of(policy: Policy, category: Category, codes: set[str]) -> Phase | None:
    """The phase that a plan was made for: the only one whose steps these are."""
    phases = (None, Phase.UNKNOWN, Phase.KNOWN) if category is Category.INTERNAL else (None,)
    for phase in phases:
        if codes <= {step.id for step in policy_rules.steps_for(policy, category=category, phase=phase)}:
            return phase
    return None
