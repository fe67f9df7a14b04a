"""Steps about something that is no more: set aside by the system, and taken up when it is there again."""

from app.access.actor import SYSTEM
from app.cases.models import Case
from app.core.database import Session
from app.plans.reading import plan_of
from app.plans.rules import StepStatus
from app.plans.service import finish, settle, steps_of
from app.policy.terms import Act


async def spare(db: Session, case: Case, act: Act) -> None:
    """What these steps ask about is no more: they wait for nobody, until it is there again."""
    await _turn(db, case, act, from_=StepStatus.OPEN, to=StepStatus.NOT_APPLICABLE)


async def take_up_again(db: Session, case: Case, act: Act) -> None:
    """What `spare` had set aside is asked for again. What a person set aside, with a reason, stays so."""
    await _turn(db, case, act, from_=StepStatus.NOT_APPLICABLE, to=StepStatus.OPEN)


async def _turn(db: Session, case: Case, act: Act, *, from_: StepStatus, to: StepStatus) -> None:
    plan = (await plan_of(db, case)).plan
    turned = False
    for row in await steps_of(db, case.id):
        step = plan.steps[row.code]
        if step.act is not act or row.status is not from_ or plan.applies(step) is False:
            continue
        if to is StepStatus.NOT_APPLICABLE:
            finish(row, status=to, by=SYSTEM.tag)
        elif row.finished_by == SYSTEM.tag:
            row.status = to
            row.finished_at = row.finished_by = None
            row.reminded_at = row.reminded_late_at = None
            row.version += 1
        turned = True
    if turned:
        await settle(db, case)
