"""Safety is looked over before each event: the steps that come back for it, and what becomes of them if it moves."""

from datetime import datetime

from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.models import Case
from app.core import clock
from app.core.database import Session
from app.core.errors import InvalidInput
from app.plans.models import CaseFact
from app.plans.reading import plan_of
from app.plans.rules import StepStatus
from app.plans.service import add_step, finish, require_open, settle, steps_of
from app.policy import rules as policy_rules
from app.policy.terms import Condition, Trigger


async def event_is_coming(db: Session, held: HeldCase, *, at: datetime) -> None:
    """An event at `at`: what is to be looked over before each of them comes back for this one.

    Raises CaseClosed, and InvalidInput when it has been already.
    """
    require_open(held)
    if at <= clock.now():
        raise InvalidInput(fields=[("body.happens_at", "in-the-past")])
    await look_over_before(db, held.case, at=at, by=held.actor.tag)
    cases.log(db, held, "event-is-coming")


async def look_over_before(db: Session, case: Case, *, at: datetime, by: str) -> None:
    """What is to be looked over before each event comes back for the one at `at`. Source: SOP-05, ASP-08, ASM-02."""
    db.add(
        CaseFact(
            case_id=case.id,
            condition=Condition.BEFORE_EVENT,
            is_true=True,
            recorded_by=by,
            recorded_at=clock.now(),
        )
    )
    found = await plan_of(db, case)
    newest = {row.code: row for row in await steps_of(db, case.id)}
    for row in newest.values():
        step = found.plan.steps[row.code]
        if step.recurrence is None or step.recurrence.whenever is not Trigger.BEFORE_EVENT:
            continue
        waits_for_its_first = step.due is None and row.event_at is None and row.status is StepStatus.OPEN
        coming = row if waits_for_its_first else add_step(db, case.id, row.code, occurrence=row.occurrence + 1)
        coming.event_at = at
        coming.due_at = max(policy_rules.occurrence_before(step, event_at=at) or at, clock.now())
        db.add(coming)
    await settle(db, case)


async def event_was_moved(db: Session, case: Case, *, before: datetime, to: datetime | None, by: str) -> None:
    """What was to be looked over before it is due before its new time; None: it does not happen, nothing is needed."""
    found = await plan_of(db, case)
    for row in await steps_of(db, case.id):
        if row.event_at != before or row.status is not StepStatus.OPEN:
            continue
        if to is None:
            finish(row, status=StepStatus.NOT_APPLICABLE, by=by)
        else:
            row.event_at = to
            row.due_at = max(policy_rules.occurrence_before(found.plan.steps[row.code], event_at=to) or to, clock.now())
            row.reminded_at = row.reminded_late_at = None
            row.version += 1
        db.add(row)
    await settle(db, case)
