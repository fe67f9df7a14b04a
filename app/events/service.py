"""Planning events and looking them over. Source: ASP-08, ASM-02."""

from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.actor import Actor
from app.access.rules import Task, may
from app.audit import service as audit
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job, schedule
from app.core.errors import Forbidden, InvalidInput, NotFound
from app.events import rules
from app.events.errors import EventOver
from app.events.hooks import event_changed
from app.events.models import AssociationEvent, Season
from app.events.reading import ahead, check_ids
from app.events.schemas import AssociationEventWrite, EventCheckWrite, SeasonWrite
from app.notifications.rules import NoticeKind
from app.notifications.service import notify
from app.people import service as people
from app.people.alarms import Alarm, AlarmKind
from app.people.rules import local_date

JOB = "remind-of-event"


async def plan(db: Session, wanted: AssociationEventWrite, *, actor: Actor) -> AssociationEvent:
    """Raises InvalidInput when it has been, or nobody is responsible who can be."""
    await _require_possible(db, wanted)
    row = AssociationEvent(
        title=wanted.title,
        place=wanted.place,
        starts_at=wanted.starts_at.astimezone(UTC),
        responsible_id=wanted.responsible_id,
        ticked=[],
    )
    db.add(row)
    await _changed(db, row, "event-planned", actor=actor)
    return row


async def change(db: Session, row: AssociationEvent, wanted: AssociationEventWrite, *, actor: Actor) -> None:
    """Raises InvalidInput, EventOver. Moved to another time or place, it is looked over anew."""
    _require_coming(row)
    await _require_possible(db, wanted)
    starts_at = wanted.starts_at.astimezone(UTC)
    if (starts_at, wanted.place) != (row.starts_at, row.place):
        row.ticked, row.checked_by, row.checked_at = [], None, None
    row.title, row.place, row.starts_at, row.responsible_id = (
        wanted.title,
        wanted.place,
        starts_at,
        wanted.responsible_id,
    )
    await _changed(db, row, "event-changed", actor=actor)


async def call_off(db: Session, row: AssociationEvent, *, actor: Actor) -> None:
    """Raises EventOver."""
    _require_coming(row)
    row.called_off_at = clock.now()
    await _changed(db, row, "event-called-off", actor=actor)


async def check(db: Session, row: AssociationEvent, wanted: EventCheckWrite, *, actor: Actor) -> None:
    """What has been looked over so far. Raises Forbidden, EventOver, InvalidInput for a line that is not there."""
    if not may_check(actor, row):
        raise Forbidden
    _require_coming(row)
    known = check_ids()
    if not set(wanted.ticked) <= set(known):
        raise InvalidInput(fields=[("body.ticked", "unknown")])
    row.ticked = [each for each in known if each in wanted.ticked]
    row.note = wanted.note
    row.checked_by, row.checked_at = actor.person_id, clock.now()
    row.version += 1
    db.add(row)
    await db.flush()
    audit.record(db, "event-looked-over", actor=actor.tag, subject=row.id)


def may_check(actor: Actor, row: AssociationEvent) -> bool:
    return may(Task.KEEP_EVENTS, offices=actor.offices) or actor.person_id == row.responsible_id


async def event_to_change(db: Session, event_id: UUID) -> AssociationEvent:
    """Locked. Raises NotFound."""
    query = select(AssociationEvent).where(AssociationEvent.id == event_id).with_for_update()
    row = (await db.exec(query)).first()
    if row is None:
        raise NotFound
    return row


async def set_season(db: Session, wanted: SeasonWrite, *, actor: Actor) -> None:
    """Raises InvalidInput when it ends before it begins, or lasts for more than a year."""
    if actor.person_id is None:
        raise Forbidden
    if not wanted.starts_on <= wanted.ends_on <= wanted.starts_on + rules.LONGEST_SEASON:
        raise InvalidInput(fields=[("body.ends_on", "not-within-a-year")])
    row = Season(starts_on=wanted.starts_on, ends_on=wanted.ends_on, set_by=actor.person_id, set_at=clock.now())
    db.add(row)
    await db.flush()
    audit.record(db, "season-set", actor=actor.tag, subject=row.id)


async def _require_possible(db: Session, wanted: AssociationEventWrite) -> None:
    if wanted.starts_at <= clock.now():
        raise InvalidInput(fields=[("body.starts_at", "in-the-past")])
    if not await people.offices_of(db, wanted.responsible_id):
        raise InvalidInput(fields=[("body.responsible_id", "holds-no-office")])


def _require_coming(row: AssociationEvent) -> None:
    if row.called_off_at is not None or row.starts_at <= clock.now():
        raise EventOver


async def _changed(db: Session, row: AssociationEvent, kind: str, *, actor: Actor) -> None:
    row.version += 1
    db.add(row)
    await db.flush()
    audit.record(db, kind, actor=actor.tag, subject=row.id)
    due_at = max(rules.check_due_at(row.starts_at, ahead=ahead()), clock.now())
    await schedule(db, kind=JOB, subject=str(row.id), due_at=due_at)
    await event_changed(db, row.id)


async def remind(database: Database, job: Job) -> datetime | None:
    """Whoever is responsible is told, in words that say no more, when an event should have been looked over."""
    async with database.writing() as db:
        row = await db.get(AssociationEvent, UUID(job.subject))
        if row is None:
            return None
        due_at, now = rules.check_due_at(row.starts_at, ahead=ahead()), clock.now()
        done = rules.is_checked(row.ticked, checks=check_ids())
        if row.called_off_at is not None or done or row.starts_at <= now:
            return None
        if due_at > now:
            return due_at
        await notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=db.keys.person_tag(row.responsible_id))
    return None


async def alarms(db: Session) -> list[Alarm]:
    """Events that should have been looked over by now: one alarm for all of them, on the day of the first."""
    now = clock.now()
    query = select(AssociationEvent).where(
        col(AssociationEvent.starts_at) > now,
        col(AssociationEvent.starts_at) <= now + ahead(),
        col(AssociationEvent.called_off_at).is_(None),
    )
    late = [
        row.starts_at for row in (await db.exec(query)).all() if not rules.is_checked(row.ticked, checks=check_ids())
    ]
    return [Alarm(AlarmKind.EVENT_NOT_CHECKED, on=local_date(min(late)))] if late else []
