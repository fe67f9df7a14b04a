"""What was opened in danger ends by itself. Source: CON-05."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.actor import SYSTEM
from app.access.rules import CaseRole
from app.cases import ending, seated
from app.cases import service as cases
from app.cases.access import HeldCase, barred_people, opens
from app.cases.models import Case, Grant
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job

JOB = "end-override"


async def open_duties(db: Session, case_id: UUID) -> int:
    """Those that stand open: closing waits until they have ended."""
    now = clock.now()
    found = await db.exec(
        select(Grant.id).where(
            Grant.case_id == case_id,
            Grant.role == CaseRole.CALLED_IN,
            col(Grant.ended_at).is_(None),
            col(Grant.until) > now,
        )
    )
    return len(found.all())


async def end_when_due(database: Database, job: Job) -> datetime | None:
    """Take the keys, and seal what is written next to new ones. The grant has opened nothing since its time."""
    async with database.writing() as db:
        case_id = (await db.exec(select(Grant.case_id).where(Grant.id == UUID(job.subject)))).first()
        if case_id is None:
            return None
        case = (await db.exec(select(Case).where(Case.id == case_id).with_for_update(key_share=True))).one()
        grant = (
            await db.exec(select(Grant).where(Grant.id == UUID(job.subject), col(Grant.ended_at).is_(None)))
        ).first()
        if grant is None:
            return None
        if grant.until is not None and grant.until > clock.now():
            return grant.until
        held = HeldCase(case=case, actor=SYSTEM, roles=frozenset(), compartments=frozenset(), awaiting_key=frozenset())
        await ending.end(db, grant, why="ended", by=SYSTEM.tag)
        await seated.rekey(db, case_id, opens(grant), barred=await barred_people(db, case_id))
        cases.log(db, held, "override-ended", role=CaseRole.CALLED_IN.value)
    return None
