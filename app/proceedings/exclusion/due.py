"""The due work of an exclusion case: their time to answer runs out, and whoever is late is reminded once."""

from datetime import datetime
from uuid import UUID

from sqlmodel import select

from app.access.actor import SYSTEM
from app.cases.models import Case
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job
from app.proceedings.exclusion import service
from app.proceedings.exclusion.models import ExclusionCase
from app.proceedings.exclusion.rules import ExclusionStatus


async def move_on(database: Database, job: Job) -> datetime | None:
    """The leased job of one; gives the next time. Never before its time: what is early comes again then."""
    async with database.writing() as db:
        row = await _locked(db, UUID(job.subject))
        if row is None:
            return None
        now, due_at = clock.now(), service.next_due(row)
        if due_at is None or due_at > now:
            return due_at
        if row.status is ExclusionStatus.NOTIFIED:
            row.statement_ended_at = now
            await service.move(db, row, to=ExclusionStatus.STATEMENT, kind="exclusion-time-ran-out", by=SYSTEM.tag)
        else:
            row.reminded_at = now
            db.add(row)
        await service.tell_who_leads(db, row)
        return service.next_due(row)


async def _locked(db: Session, exclusion_id: UUID) -> ExclusionCase | None:
    """Its case first, as everyone who changes it does."""
    case_id = (await db.exec(select(ExclusionCase.case_id).where(ExclusionCase.id == exclusion_id))).first()
    if case_id is not None:
        await db.exec(select(Case.id).where(Case.id == case_id).with_for_update(key_share=True))
    return (await db.exec(select(ExclusionCase).where(ExclusionCase.id == exclusion_id).with_for_update())).first()
