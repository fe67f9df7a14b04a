"""The work that falls due: a word beforehand, and the end of a case.

First its keys go, in a transaction of their own: whatever happens after that, what was written opens for nobody. Then
every row that belongs to it. Stopped in between, the next try goes on from there. What is left: that somebody left
their assignments, for as long as that is kept, and the audit log's lines without content, for as long as those are.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import col, select

from app.access.actor import SYSTEM
from app.audit import service as audit
from app.cases.models import Case, Grant
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import DueJob, Job
from app.intake.models import Receipt
from app.policy.terms import Stage
from app.proceedings import votes_of_case
from app.retention import belonging
from app.retention.service import JOB, destroyed_at, holds_of, tell_who_leads, warned_before
from app.vault.models import KeyHolder
from app.votes.clearing import has_unanswered_complaint
from app.votes.models import Vote
from app.votes.setup import complaints_end_at

LOOKS_AGAIN = timedelta(minutes=1)
LOOKS_AGAIN_WHEN_NEEDED = timedelta(days=1)

KEYS_AND_NOTICES = ("key_wrap", "notice")
SUBJECTS_OF_WORK = ("matter", "vote", "exclusion_case", "case_grant")
"""Tables whose ids stand as the subject of due work."""


async def warn(database: Database, job: Job) -> datetime | None:
    """The leased job of one case: tell those who lead it, unless its day was moved meanwhile."""
    async with database.writing() as db:
        case = await _locked(db, UUID(job.subject))
        at = destroyed_at(case, await holds_of(db, case.id)) if case else None
        if case is None or at is None:
            return None
        warned_at = at - warned_before(case)
        if warned_at > clock.now():
            return warned_at
        await tell_who_leads(db, case.id)
    return None


async def destroy(database: Database, job: Job) -> datetime | None:
    """The leased job of one case. It is done when the database's own log has let go of what was overwritten."""
    case_id = UUID(job.subject)
    async with database.writing() as db:
        case = await _locked(db, case_id)
        if case is not None and case.stage is not Stage.ANONYMISED:
            at = destroyed_at(case, await holds_of(db, case_id))
            if at is None or at > clock.now():
                return at
            if await _is_needed(db, case_id):
                return clock.now() + LOOKS_AGAIN_WHEN_NEEDED
            await _destroy_keys(db, case)
    async with database.writing() as db:
        if await _locked(db, case_id) is not None:
            await _destroy_rows(db, case_id)
    return None if await database.let_go_of_what_was_overwritten() else clock.now() + LOOKS_AGAIN


async def _locked(db: Session, case_id: UUID) -> Case | None:
    """Whoever adds to it has finished, and nobody begins."""
    return (await db.exec(select(Case).where(Case.id == case_id).with_for_update())).first()


async def _is_needed(db: Session, case_id: UUID) -> bool:
    """A vote or an exclusion case of it is under way again, or its result can still be complained about."""
    if await votes_of_case.open_duties(db, case_id):
        return True
    for vote in (await db.exec(select(Vote).where(Vote.case_id == case_id))).all():
        until = complaints_end_at(vote)
        if (until is not None and until > clock.now()) or await has_unanswered_complaint(db, vote.id):
            return True
    return False


async def _destroy_keys(db: Session, case: Case) -> None:
    """From here on nobody holds the case, and what was written in it opens for nobody."""
    for name in KEYS_AND_NOTICES:
        await belonging.delete_rows(db, name, case.id)
    reporters = (await db.exec(select(Receipt.holder_id).where(Receipt.case_id == case.id))).all()
    await db.exec(delete(Receipt).where(col(Receipt.case_id) == case.id))
    await db.exec(delete(KeyHolder).where(col(KeyHolder.id).in_(reporters)))
    still_held = (col(Grant.case_id) == case.id, col(Grant.ended_at).is_(None))
    await db.exec(update(Grant).where(*still_held).values(ended_at=clock.now(), ended_why="destroyed"))
    case.stage = Stage.ANONYMISED
    db.add(case)
    await db.flush()


async def _destroy_rows(db: Session, case_id: UUID) -> None:
    subjects = [str(each) for name in SUBJECTS_OF_WORK for each in await belonging.ids_of(db, name, case_id)]
    await belonging.forget_where_it_is_named(db, case_id)
    for name in belonging.tables_of_cases():
        await belonging.delete_rows(db, name, case_id)
    await db.exec(delete(DueJob).where(col(DueJob.subject).in_(subjects), col(DueJob.kind) != JOB))
    audit.record(db, "case-destroyed", actor=SYSTEM.tag, subject=case_id)
