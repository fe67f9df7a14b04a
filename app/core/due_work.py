"""The lease table: work that falls due is done once, however many workers look for it.

A worker takes a lease with one `UPDATE ... RETURNING`; the random token in it fences off a worker that came back too
late, and a handler is stopped before its lease ends. A job that fails is tried again, later each time. A job that is
asked for while it runs runs once more: what asked may have come too late for the run in progress.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import anyio
from sqlalchemy import UniqueConstraint, and_, case, delete, func, or_, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Field, SQLModel, col, select

from app.core import clock
from app.core.database import Database, Session
from app.core.ids import new_id
from app.core.log import log, where
from app.core.rows import table_of

LEASE = timedelta(seconds=60)
STOPPED_AFTER = timedelta(seconds=50)
FIRST_RETRY = timedelta(seconds=5)
LONGEST_RETRY = timedelta(hours=1)


class DueJob(SQLModel, table=True):
    """`kind` says which handler, `subject` what about (an id, never content)."""

    __tablename__ = "due_job"
    __table_args__ = (UniqueConstraint("kind", "subject"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: str = Field(max_length=60)
    subject: str = Field(default="", max_length=80)
    due_at: datetime = Field(index=True)
    lease_token: UUID | None = None
    leased_until: datetime | None = None
    attempts: int = 0
    asked_again_for: datetime | None = None
    """The earliest time it was scheduled for while someone held its lease."""


@dataclass(frozen=True)
class Job:
    id: UUID
    kind: str
    subject: str
    attempts: int
    lease_token: UUID


Handler = Callable[[Database, Job], Awaitable[datetime | None]]
"""Does the job in transactions of its own; gives the time when it is due again, or None when it is done for good."""


async def schedule(db: Session, *, kind: str, subject: str = "", due_at: datetime) -> None:
    """Have `kind` done about `subject` at `due_at`. Scheduled again, the earlier of the two times holds."""
    await schedule_each(db, kind=kind, subjects=[subject], due_at=due_at)


async def schedule_each(db: Session, *, kind: str, subjects: Sequence[str], due_at: datetime) -> None:
    """As `schedule`, about each of `subjects`, in one statement."""
    if subjects:
        jobs = [
            {"id": new_id(), "kind": kind, "subject": subject, "due_at": due_at, "attempts": 0} for subject in subjects
        ]
        await (await db.connection()).execute(_SCHEDULE[db.get_bind().dialect.name], jobs)


def _schedule(insert: Any) -> Any:
    row = insert(table_of(DueJob))
    asked = row.excluded.due_at
    is_leased = col(DueJob.lease_token).is_not(None)
    is_asked_before = col(DueJob.asked_again_for) <= asked
    return row.on_conflict_do_update(
        index_elements=["kind", "subject"],
        set_={
            "due_at": case((is_leased, col(DueJob.due_at)), else_=asked),
            "asked_again_for": case((is_leased, asked), else_=col(DueJob.asked_again_for)),
        },
        where=or_(
            and_(~is_leased, col(DueJob.due_at) > asked), and_(is_leased, ~func.coalesce(is_asked_before, False))
        ),
    )


# Built once: putting this one together takes longer than the database takes to run it.
_SCHEDULE: dict[str, Any] = {"sqlite": _schedule(sqlite_insert), "postgresql": _schedule(postgresql_insert)}


async def unschedule(db: Session, *, kind: str, subject: str = "") -> None:
    await db.exec(delete(DueJob).where(col(DueJob.kind) == kind, col(DueJob.subject) == subject))


async def lease(database: Database, *, kinds: frozenset[str]) -> Job | None:
    """Take the job that has been due longest, or None. Nobody else gets it for a minute."""
    now = clock.now()
    async with database.writing() as db:
        candidate = (
            select(DueJob.id)
            .where(
                col(DueJob.due_at) <= now,
                col(DueJob.kind).in_(kinds),
                or_(col(DueJob.leased_until).is_(None), col(DueJob.leased_until) < now),
            )
            .order_by(col(DueJob.due_at))
            .limit(1)
            .with_for_update(skip_locked=True)
            .scalar_subquery()
        )
        row = (
            await db.exec(
                update(DueJob)
                .where(col(DueJob.id) == candidate)
                .values(lease_token=uuid4(), leased_until=now + LEASE, attempts=DueJob.attempts + 1)
                .returning(DueJob.id, DueJob.kind, DueJob.subject, DueJob.attempts, DueJob.lease_token)  # type: ignore[call-overload]  # SQLModel types columns as their values
                .execution_options(synchronize_session=False)
            )
        ).first()
    return Job(*row) if row else None


async def finish(database: Database, job: Job, *, again_at: datetime | None) -> None:
    """Done: gone, or due again at `again_at`, or sooner if it was asked for meanwhile."""
    mine = (col(DueJob.id) == job.id, col(DueJob.lease_token) == job.lease_token)
    asked = col(DueJob.asked_again_for)
    async with database.writing() as db:
        if again_at is None:
            await db.exec(delete(DueJob).where(*mine, asked.is_(None)))
        await db.exec(
            update(DueJob)
            .where(*mine)
            .values(
                due_at=asked if again_at is None else case((asked < again_at, asked), else_=again_at),
                lease_token=None,
                leased_until=None,
                attempts=0,
                asked_again_for=None,
            )
            .execution_options(synchronize_session=False)
        )


async def postpone(database: Database, job: Job) -> None:
    """After a failure: twice as long each time, an hour at most."""
    wait = min(FIRST_RETRY * 2 ** min(job.attempts - 1, 12), LONGEST_RETRY)
    async with database.writing() as db:
        await db.exec(
            update(DueJob)
            .where(col(DueJob.id) == job.id, col(DueJob.lease_token) == job.lease_token)
            .values(due_at=clock.now() + wait, lease_token=None, leased_until=None)
            .execution_options(synchronize_session=False)
        )


async def do_what_is_due(database: Database, handlers: dict[str, Handler], *, at_most: int = 1000) -> int:
    """Do all jobs that are due now, one after the other; says how many were tried."""
    kinds = frozenset(handlers)
    for tried in range(at_most):
        job = await lease(database, kinds=kinds)
        if job is None:
            return tried
        try:
            with anyio.fail_after(STOPPED_AFTER.total_seconds()):
                again_at = await handlers[job.kind](database, job)
        except Exception as error:  # noqa: BLE001 - one job's fault must not stop the others
            log.error("due work failed", kind=job.kind, attempts=job.attempts, error=where(error))
            await postpone(database, job)
        else:
            await finish(database, job, again_at=again_at)
    return at_most
