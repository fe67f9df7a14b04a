"""That somebody was in touch with the affected person moves the plan's own step on."""

from datetime import datetime
from uuid import UUID

from app.audit import service as audit
from app.cases.access import HeldCase
from app.core.database import Session
from app.plans.appointing import newest_of, steps_with
from app.plans.rules import StepStatus
from app.plans.service import come_back, finish, settle, steps_of
from app.policy.terms import Act


async def in_touch(db: Session, held: HeldCase, *, at: datetime) -> UUID | None:
    """The step that it did: the next contact is counted from when this one was. None where a later one was noted."""
    steps = steps_with(held, Act.KEEP_IN_TOUCH)
    rows = await steps_of(db, held.id)
    row = newest_of(rows, steps)
    lasts = [
        each.finished_at
        for each in rows
        if row is not None and each.code == row.code and each.status is StepStatus.DONE and each.finished_at
    ]
    if row is None or row.status is not StepStatus.OPEN or any(at <= last for last in lasts):
        return None
    finish(row, status=StepStatus.DONE, by=held.actor.tag)
    row.finished_at = at
    db.add(row)
    come_back(db, row, next(step for step in steps if step.id == row.code))
    audit.record(db, "step-done", actor=held.actor.tag, subject=held.id, step=row.code)
    await settle(db, held.case)
    return row.id
