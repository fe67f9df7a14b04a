"""Events and the season as they are shown. What is here is the same whatever cases there are."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlmodel import col, select

from app.access.actor import Actor
from app.access.rules import Task, may
from app.core import clock
from app.core.database import Session
from app.events import rules
from app.events.models import AssociationEvent, Season
from app.events.rules import EventFacts
from app.events.schemas import (
    EventCheckLine,
    EventCheckRead,
    EventList,
    EventRead,
    SeasonRead,
    SeasonWeek,
)
from app.informing import service as informing
from app.informing.writing import Written
from app.oncall.reading import Names, names
from app.oncall.rules import Gap, gaps
from app.oncall.schemas import GapRead
from app.oncall.service import read_rota
from app.people.alarms import AlarmKind
from app.people.reading import alarms_as_read, office_alarms
from app.people.rules import at_local
from app.policy.loader import in_force
from app.policy.schemas import PolicyTextRead

SHOWN_PAST = timedelta(days=60)
SHOWN_AT_MOST = 200
ABOUT_CONTACTS = frozenset({AlarmKind.CONTACT_MISSING, AlarmKind.CONTACT_NOT_VERIFIED, AlarmKind.CONTACT_CARD_EMPTY})


def ahead() -> timedelta:
    """How long before an event it is to have been looked over."""
    return in_force().deadlines.before_event


def check_ids() -> list[str]:
    return [each.id for each in in_force().safety.checks]


async def event_facts(db: Session, event_id: UUID) -> EventFacts | None:
    row = await db.get(AssociationEvent, event_id)
    return row.facts() if row else None


async def coming(db: Session) -> list[EventFacts]:
    """What is still to happen, the soonest first."""
    query = (
        select(AssociationEvent)
        .where(col(AssociationEvent.starts_at) > clock.now(), col(AssociationEvent.called_off_at).is_(None))
        .order_by(col(AssociationEvent.starts_at))
    )
    return [row.facts() for row in (await db.exec(query)).all()]


async def events(db: Session, actor: Actor) -> EventList:
    now = clock.now()
    query = (
        select(AssociationEvent)
        .where(col(AssociationEvent.starts_at) > now - SHOWN_PAST)
        .order_by(col(AssociationEvent.starts_at), col(AssociationEvent.id))
        .limit(SHOWN_AT_MOST)
    )
    rows = (await db.exec(query)).all()
    known = await names(db)
    shown = [(row.starts_at > now, as_read(row, known, actor=actor)) for row in rows]
    return EventList(
        coming=[one for is_coming, one in shown if is_coming],
        past=[one for is_coming, one in reversed(shown) if not is_coming],
    )


def as_read(row: AssociationEvent, known: Names, *, actor: Actor) -> EventRead:
    sees_check = may(Task.KEEP_EVENTS, offices=actor.offices) or actor.person_id == row.responsible_id
    return EventRead(
        id=row.id,
        title=row.title,
        place=row.place,
        starts_at=row.starts_at,
        responsible=known.of(row.responsible_id),
        is_called_off=row.called_off_at is not None,
        check=_check(row, known) if sees_check else None,
        version=row.version,
    )


def _check(row: AssociationEvent, known: Names) -> EventCheckRead:
    done = rules.is_checked(row.ticked, checks=check_ids())
    return EventCheckRead(
        state=rules.check_state(row.facts(), is_checked=done, ahead=ahead(), now=clock.now()),
        due_at=rules.check_due_at(row.starts_at, ahead=ahead()),
        lines=[
            EventCheckLine(
                id=each.id,
                title=PolicyTextRead(sv=each.title.sv, en=each.title.en),
                do=PolicyTextRead(sv=each.do.sv, en=each.do.en),
                is_ticked=each.id in row.ticked,
            )
            for each in in_force().safety.checks
        ],
        note=row.note,
        checked_by=known.of(row.checked_by) if row.checked_by else None,
        checked_at=row.checked_at,
    )


async def season(db: Session, text: Written, *, actor: Actor) -> SeasonRead:
    """One page of what a board looks at before an election: its weeks, and what is missing in them."""
    row = (await db.exec(select(Season).order_by(col(Season.set_at).desc()).limit(1))).first()
    standing = await informing.standing(db)
    told = await informing.last_told(db)
    found = await office_alarms(db, sees_audit=False)
    rota = await read_rota(db)
    return SeasonRead(
        starts_on=row.starts_on if row else None,
        ends_on=row.ends_on if row else None,
        weeks=await _weeks(db, row.starts_on, row.ends_on, actor=actor) if row else [],
        is_rota_kept=rota.is_kept(at=clock.now()),
        contacts=await alarms_as_read(db, [alarm for alarm in found if alarm.kind in ABOUT_CONTACTS]),
        members_told_on=told.informed_on if told else None,
        members_due_on=standing.due_on,
        is_text_changed=told is not None and told.text_digest != text.digest,
    )


async def _weeks(db: Session, first: date, last: date, *, actor: Actor) -> list[SeasonWeek]:
    since, until = at_local(first, time()), at_local(last + timedelta(days=1), time())
    query = (
        select(AssociationEvent)
        .where(col(AssociationEvent.starts_at) >= since, col(AssociationEvent.starts_at) < until)
        .order_by(col(AssociationEvent.starts_at), col(AssociationEvent.id))
    )
    rows: Sequence[AssociationEvent] = (await db.exec(query)).all()
    known, now = await names(db), clock.now()
    rota = await read_rota(db)
    bare = list(gaps(rota.shifts, rota.terms, since=max(since, now), until=until)) if until > now else []
    found = []
    for monday in rules.weeks(first, last):
        begins, ends = at_local(monday, time()), at_local(monday + rules.WEEK, time())
        found.append(
            SeasonWeek(
                monday=monday,
                events=[as_read(row, known, actor=actor) for row in rows if begins <= row.starts_at < ends],
                gaps=[
                    GapRead(since=max(gap.since, begins), until=min(gap.until or until, ends))
                    for gap in bare
                    if _touches(gap, begins, ends)
                ],
            )
        )
    return found


def _touches(gap: Gap, begins: datetime, ends: datetime) -> bool:
    return gap.since < ends and (gap.until is None or begins < gap.until)
