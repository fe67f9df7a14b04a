"""What was opened in danger ends by itself. Source: CON-05."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from app.access.actor import SYSTEM
from app.access.rules import CaseRole
from app.cases import ending, seated
from app.cases import service as cases
from app.cases.access import HeldCase, barred_people, opens
from app.cases.models import Case, Grant
from app.conflicts.hooks import NowBarred
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job
from app.disclosures.models import Override
from app.disclosures.rules import OverrideKind

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


async def end_of_the_barred(db: Session, happened: NowBarred) -> None:
    """For the hook of `conflicts`: what one of the two opened who is part of the matter themself, ends at once."""
    standing = (
        select(Grant)
        .join(Override, col(Override.grant_id) == col(Grant.id))
        .where(
            Override.case_id == happened.case_id,
            # Of a taking back the grant is the affected person's: a bar of whoever asks leaves that alone.
            Override.kind == OverrideKind.OPENING,
            or_(col(Override.asked_by) == happened.tag, col(Override.answered_by) == happened.tag),
            col(Grant.ended_at).is_(None),
        )
    )
    for grant in (await db.exec(standing)).all():
        await _end(db, grant)


async def _end(db: Session, grant: Grant) -> None:
    case = (await db.exec(select(Case).where(Case.id == grant.case_id))).one()
    held = HeldCase(case=case, actor=SYSTEM, roles=frozenset(), compartments=frozenset(), awaiting_key=frozenset())
    await ending.end(db, grant, why="ended", by=SYSTEM.tag)
    await seated.rekey(db, grant.case_id, opens(grant), barred=await barred_people(db, grant.case_id))
    cases.log(db, held, "override-ended", role=CaseRole.CALLED_IN.value)


async def end_when_due(database: Database, job: Job) -> datetime | None:
    """Take the keys, and seal what is written next to new ones. The grant has opened nothing since its time."""
    async with database.writing() as db:
        case_id = (await db.exec(select(Grant.case_id).where(Grant.id == UUID(job.subject)))).first()
        if case_id is None:
            return None
        await db.exec(select(Case.id).where(Case.id == case_id).with_for_update(key_share=True))
        grant = (
            await db.exec(select(Grant).where(Grant.id == UUID(job.subject), col(Grant.ended_at).is_(None)))
        ).first()
        if grant is None:
            return None
        if grant.until is not None and grant.until > clock.now():
            return grant.until
        await _end(db, grant)
    return None
