from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import col, select

from app.audit.models import AuditBatch, AuditEvent
from app.audit.rules import GENESIS, Event, chained, in_order
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job
from app.core.log import log

LARGEST_BATCH = 2000
ALARM_AFTER = timedelta(seconds=60)
JOB = "chain-audit"


def record(db: Session, kind: str, *, actor: str, subject: object = "", **codes: str) -> None:
    """Add an event to the caller's transaction: it stands if and only if what it tells of does."""
    db.add(AuditEvent(at=clock.now(), kind=kind, actor=actor, subject=str(subject), codes=codes))


@dataclass(frozen=True)
class Happened:
    at: datetime
    kind: str
    actor: str
    codes: dict[str, str]


async def happenings(db: Session, *kinds: str, subject: object) -> list[Happened]:
    """All events of these kinds about one thing, the oldest first, as long as the log keeps them."""
    rows = await db.exec(
        select(AuditEvent.at, AuditEvent.kind, AuditEvent.actor, AuditEvent.codes)
        .where(AuditEvent.subject == str(subject), col(AuditEvent.kind).in_(kinds))
        .order_by(col(AuditEvent.at), col(AuditEvent.id))
    )
    return [Happened(at, kind, actor, dict(codes)) for at, kind, actor, codes in rows.all()]


def refusals_into(database: Callable[[], Database]) -> Callable[[str, str, str], Awaitable[None]]:
    """Refusals stand although what was asked for was rolled back, so they have a transaction of their own."""

    async def on_refusal(to: str, about: str, code: str) -> None:
        async with database().writing() as db:
            record(db, "refused", actor=to, subject=about, code=code)

    return on_refusal


@dataclass(frozen=True)
class Head:
    """The newest link. `unchained_since` is set when the oldest waiting event has waited too long."""

    number: int
    hash: str
    unchained_since: datetime | None

    @property
    def is_alarming(self) -> bool:
        return self.unchained_since is not None


async def head(db: Session) -> Head:
    newest = (await db.exec(select(AuditBatch).order_by(col(AuditBatch.number).desc()).limit(1))).first()
    oldest = await oldest_unchained(db)
    return Head(
        number=newest.number if newest else 0,
        hash=newest.hash if newest else GENESIS,
        unchained_since=oldest if oldest is not None and is_late(oldest) else None,
    )


def is_late(oldest_unchained: datetime) -> bool:
    return clock.now() - oldest_unchained > ALARM_AFTER


async def oldest_unchained(db: Session) -> datetime | None:
    return (
        await db.exec(
            select(AuditEvent.at).where(col(AuditEvent.batch).is_(None)).order_by(col(AuditEvent.at)).limit(1)
        )
    ).first()


async def chain(database: Database, _job: Job) -> datetime | None:
    """The leased job: take up the waiting events as one link."""
    async with database.writing() as db:
        waiting = _as_events(
            (
                await db.exec(
                    select(AuditEvent)
                    .where(col(AuditEvent.batch).is_(None))
                    .order_by(col(AuditEvent.at), col(AuditEvent.id))
                    .limit(LARGEST_BATCH)
                )
            ).all()
        )
        if not waiting:
            return None
        newest = await head(db)
        number = newest.number + 1
        db.add(
            AuditBatch(
                number=number,
                previous_hash=newest.hash,
                hash=chained(newest.hash, waiting),
                events=len(waiting),
                first_at=waiting[0].at,
                last_at=waiting[-1].at,
            )
        )
        await db.flush()
        await db.exec(
            update(AuditEvent)
            .where(col(AuditEvent.id).in_([event.id for event in waiting]))
            .values(batch=number)
            .execution_options(synchronize_session=False)
        )
    if newest.is_alarming:
        log.warning("audit was unchained too long", since=str(newest.unchained_since))
    return clock.now() if len(waiting) == LARGEST_BATCH else None


async def broken_links(db: Session) -> list[int]:
    """The numbers of links that do not follow from their events; empty when the log is whole."""
    broken = []
    previous = GENESIS
    for batch in (await db.exec(select(AuditBatch).order_by(col(AuditBatch.number)))).all():
        events = _as_events((await db.exec(select(AuditEvent).where(AuditEvent.batch == batch.number))).all())
        is_whole = batch.previous_hash == previous and (
            batch.expired_at is not None or (len(events) == batch.events and chained(previous, events) == batch.hash)
        )
        if not is_whole:
            broken.append(batch.number)
        previous = batch.hash
    return broken


def _as_events(rows: Sequence[AuditEvent]) -> list[Event]:
    return in_order(
        Event(id=row.id, at=row.at, kind=row.kind, actor=row.actor, subject=row.subject, codes=row.codes)
        for row in rows
    )
