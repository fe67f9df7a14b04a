"""Keeping the rota, and what other rooms ask of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, select

from app.access.actor import Actor
from app.access.rules import Office
from app.audit import service as audit
from app.core import clock
from app.core.database import Session
from app.core.due_work import schedule
from app.core.errors import InvalidInput, NotFound
from app.notifications.rules import NoticeKind
from app.notifications.service import notify
from app.oncall import rules
from app.oncall.errors import ShiftOver, ShiftTaken
from app.oncall.models import Shift
from app.oncall.rules import Gap, ShiftFacts
from app.oncall.schemas import ShiftCreate
from app.people import rules as people_rules
from app.people.association import locked_association
from app.people.reading import facts_of
from app.people.rules import TermFacts, local_date
from app.policy.loader import in_force

JOB = "look-at-rota"


@dataclass(frozen=True)
class Rota:
    """The shifts that are not long over, with the officers' terms."""

    shifts: tuple[ShiftFacts, ...]
    terms: tuple[TermFacts, ...]

    def officers(self, *, at: datetime) -> list[UUID]:
        """Those in office, in their order of rank."""
        return people_rules.holders(Office.SECURITY_OFFICER, self.terms, on=local_date(at))

    def on_call(self, *, at: datetime) -> list[UUID]:
        """The one on call and their deputy, as far as they are officers; empty where nobody is."""
        return rules.on_call(self.shifts, self.terms, at=at)

    def line(self, *, at: datetime) -> list[UUID]:
        """Every officer, those on call first."""
        return rules.line(self.officers(at=at), self.shifts, self.terms, at=at)

    def is_kept(self, *, at: datetime) -> bool:
        return rules.is_kept(self.shifts, at=at)

    def gaps(self, *, at: datetime, ahead: timedelta) -> list[Gap]:
        return list(rules.gaps(self.shifts, self.terms, since=at, until=at + ahead))


async def read_shifts(db: Session, *, at: datetime) -> list[Shift]:
    """In the order they come, from those that were over within `REMEMBERED`."""
    query = select(Shift).where(col(Shift.ends_at) > at - rules.REMEMBERED).order_by(col(Shift.starts_at))
    return list((await db.exec(query)).all())


async def read_rota(db: Session, *, at: datetime | None = None) -> Rota:
    """As it stands, around a moment: now by default."""
    rows = await read_shifts(db, at=at or clock.now())
    return Rota(tuple(row.facts() for row in rows), tuple(await facts_of(db, office=Office.SECURITY_OFFICER)))


async def shifts_around(db: Session, at: datetime) -> tuple[ShiftFacts, ...]:
    """For whoever has the terms already: the shift that covers a moment, if there is one."""
    query = select(Shift).where(col(Shift.starts_at) <= at, col(Shift.ends_at) > at)
    return tuple(row.facts() for row in (await db.exec(query)).all())


def watched_ahead() -> timedelta:
    return in_force().deadlines.rota_ahead


async def add_shifts(db: Session, wanted: ShiftCreate, *, actor: Actor) -> list[Shift]:
    """All of them, or none. Raises InvalidInput and ShiftTaken."""
    await locked_association(db)
    every = timedelta(weeks=wanted.every_weeks)
    spans = rules.spans(wanted.first, wanted.last, times=wanted.times, every=every)
    now = clock.now()
    begins, ends = spans[0]
    if not timedelta() < ends - begins <= rules.LONGEST_SHIFT or ends <= now:
        raise InvalidInput(fields=[("body.last_day", "not-a-coming-time")])
    if wanted.times > 1 and ends - begins > every:
        raise InvalidInput(fields=[("body.every_weeks", "overlaps-itself")])
    terms = await facts_of(db, office=Office.SECURITY_OFFICER)
    _require_officers(wanted.person_id, wanted.deputy_id, terms, at=max(begins, now))
    taken = [(row.starts_at, row.ends_at) for row in await read_shifts(db, at=now)]
    if any(rules.share_a_moment(span, other) for span in spans for other in taken):
        raise ShiftTaken
    rows = [
        Shift(person_id=wanted.person_id, deputy_id=wanted.deputy_id, starts_at=starts_at, ends_at=ends_at)
        for starts_at, ends_at in spans
    ]
    db.add_all(rows)
    await db.flush()
    await schedule(db, kind=JOB, due_at=rules.next_morning(now))
    await _changed(db, "shifts-added", rows, actor=actor, tell={wanted.person_id} | _given(wanted.deputy_id))
    return rows


def _require_officers(person_id: UUID, deputy_id: UUID | None, terms: Collection[TermFacts], *, at: datetime) -> None:
    for each, field in ((person_id, "body.person_id"), (deputy_id, "body.deputy_id")):
        if each is not None and not rules.is_officer(each, terms, at=at):
            raise InvalidInput(fields=[(field, "not-an-officer")])
    if deputy_id == person_id:
        raise InvalidInput(fields=[("body.deputy_id", "same-person")])


def _given(person_id: UUID | None) -> set[UUID]:
    return set() if person_id is None else {person_id}


async def shift_to_change(db: Session, shift_id: UUID) -> Shift:
    """Read after queueing with every other change of the rota. Raises NotFound and ShiftOver."""
    await locked_association(db)
    row = await db.get(Shift, shift_id)
    if row is None:
        raise NotFound
    if row.ends_at <= clock.now():
        raise ShiftOver
    return row


async def take_over(db: Session, row: Shift, *, actor: Actor) -> Shift:
    """I take this shift. Whoever had it is told. Raises InvalidInput."""
    terms = await facts_of(db, office=Office.SECURITY_OFFICER)
    if actor.person_id is None or not rules.is_officer(actor.person_id, terms, at=max(row.starts_at, clock.now())):
        raise InvalidInput("Only somebody who is an officer then can be on call.")
    before = row.person_id
    if before == actor.person_id:
        return row
    if row.deputy_id == actor.person_id:
        row.deputy_id = before  # the two change places
    row.person_id = actor.person_id
    row.version += 1
    await _changed(db, "shift-taken-over", [row], actor=actor, tell={before})
    return row


async def end_shift(db: Session, row: Shift, *, actor: Actor) -> None:
    """From now on: what has been is kept for a while, what was to come is gone."""
    told = {row.person_id} | _given(row.deputy_id)
    now = clock.now()
    if row.starts_at >= now:
        await db.delete(row)
    else:
        row.ends_at = now
        row.version += 1
    await _changed(db, "shift-ended", [row], actor=actor, tell=told)


async def _changed(db: Session, event: str, rows: Sequence[Shift], *, actor: Actor, tell: set[UUID]) -> None:
    await db.flush()
    for row in rows:
        audit.record(db, event, actor=actor.tag, subject=row.id)
    for person_id in sorted(tell - _given(actor.person_id)):
        await notify(db, NoticeKind.SHIFT_CHANGED, to=db.keys.person_tag(person_id))
