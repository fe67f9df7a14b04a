"""The contact card and the rota as they are shown."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from app.access.actor import Actor
from app.core import clock
from app.core.database import Session
from app.core.errors import Forbidden
from app.oncall import rules, trying
from app.oncall.models import Shift
from app.oncall.schemas import (
    ContactCard,
    GapRead,
    OfficerRead,
    OnCallRead,
    ShiftRead,
    TestAlarmAnswerRead,
    TestAlarmRead,
)
from app.oncall.service import Rota, read_rota, read_shifts, watched_ahead
from app.oncall.trying import Tried
from app.people import service as people
from app.people.contact import EMERGENCY, POLICE
from app.people.reading import published
from app.policy.loader import in_force


async def contact_card(db: Session) -> ContactCard:
    """What anyone may see without signing in: those on call first, then the other officers whose number is published.

    One whom nobody reaches is followed by the next: a card without a network must do for the whole night.
    """
    now = clock.now()
    rota = await read_rota(db, at=now)
    return ContactCard(officers=await published(db, rota.line(at=now)), emergency=EMERGENCY, police=POLICE)


class Names:
    """Everyone in the register by their name."""

    def __init__(self, by_id: Mapping[UUID, str]) -> None:
        self._by_id = by_id

    def of(self, person_id: UUID) -> OfficerRead:
        return OfficerRead(person_id=person_id, display_name=self._by_id.get(person_id, ""))


async def names(db: Session) -> Names:
    return Names({each.person_id: each.display_name for each in (await people.names_by_tag(db)).values()})


async def on_call(db: Session, actor: Actor) -> OnCallRead:
    now = clock.now()
    rows = await read_shifts(db, at=now)
    rota = await read_rota(db, at=now)
    known = await names(db)
    tried = await trying.newest(db)
    if actor.person_id is None:
        raise Forbidden
    return OnCallRead(
        is_kept=rota.is_kept(at=now),
        on_call=[known.of(each) for each in rota.on_call(at=now)],
        answer_minutes=in_force().deadlines.acknowledge // timedelta(minutes=1),
        officers=[known.of(each) for each in rota.officers(at=now)],
        shifts=[shift_as_read(row, rota, known, at=now) for row in rows if row.ends_at > now],
        gaps=[GapRead(since=gap.since, until=gap.until) for gap in rota.gaps(at=now, ahead=watched_ahead())],
        test_alarms=[test_alarm_as_read(each, known, at=now) for each in tried],
        awaits_my_answer=next(
            (
                answer.alarm_id
                for each in tried
                for answer in each.answers
                if answer.person_id == actor.person_id and answer.answered_at is None
            ),
            None,
        ),
        test_alarm_due_on=await trying.due_on(db, rota),
    )


def shift_as_read(row: Shift, rota: Rota, known: Names, *, at: datetime) -> ShiftRead:
    begins = max(row.starts_at, at)
    alone = (row.facts(),)
    return ShiftRead(
        id=row.id,
        person=known.of(row.person_id),
        deputy=known.of(row.deputy_id) if row.deputy_id else None,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        is_now=row.starts_at <= at < row.ends_at,
        is_held=not list(rules.gaps(alone, rota.terms, since=begins, until=max(row.ends_at, begins + timedelta(1e-6)))),
        version=row.version,
    )


def test_alarm_as_read(tried: Tried, known: Names, *, at: datetime) -> TestAlarmRead:
    return TestAlarmRead(
        id=tried.alarm.id,
        sent_at=tried.alarm.sent_at,
        answer_by=tried.answer_by,
        sent_by=known.of(tried.alarm.sent_by),
        is_for_everyone=tried.alarm.is_for_everyone,
        answers=[
            TestAlarmAnswerRead(
                person=known.of(each.person_id),
                answered_at=each.answered_at,
                is_late=tried.is_late(each, at=at),
            )
            for each in tried.answers
        ],
    )
