"""Whoever sees to something for somebody's safety is told when its day comes, and once more when it is late.

Most of them read nothing of decisions: the notice says nothing, and "Now" that there is something. Source: SOP-05.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.cases.models import Case
from app.cases.rules import OPEN_STAGES
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job, schedule
from app.core.keys import PersonTag
from app.notifications import service as notifications
from app.notifications.rules import NoticeKind
from app.people.rules import at_local, local_date
from app.plans.reading import plan_of
from app.safety import rules
from app.safety.models import SafetyMeasure

JOB = "safety-measure"


async def plan_reminder(db: Session, row: SafetyMeasure) -> None:
    """After every change of it: whoever sees to it now is told of the day that holds now."""
    if (at := _next(row)) is not None:
        await schedule(db, kind=JOB, subject=str(row.id), due_at=at)


def _next(row: SafetyMeasure) -> datetime | None:
    day = rules.told_next(row.state, row.due_on, told_for=row.told_for)
    return None if day is None else at_local(day, rules.TOLD_AT)


async def remind(database: Database, job: Job) -> datetime | None:
    """That it was told stands in the same transaction. The outbox asks once more whether they may know of the case."""
    async with database.writing() as db:
        query = select(SafetyMeasure).where(SafetyMeasure.id == UUID(job.subject))
        found = (await db.exec(query)).first()
        if found is None:
            return None
        held = select(Case).where(Case.id == found.case_id, col(Case.stage).in_(OPEN_STAGES)).with_for_update()
        case = (await db.exec(held)).first()
        if case is None:
            return None
        row = (await db.exec(query.execution_options(populate_existing=True))).one()
        at = _next(row)
        if at is None or at > clock.now():
            return at
        row.told_for = local_date(clock.now())
        db.add(row)
        # Whoever has left the case is told nothing: whoever leads it sees that somebody else is needed.
        if row.responsible in {each.tag for each in (await plan_of(db, case)).participants}:
            await notifications.notify(
                db, NoticeKind.SOMETHING_NEEDS_YOU, to=PersonTag(row.responsible), case_id=case.id
            )
        return _next(row)
