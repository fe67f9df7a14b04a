"""Test alarms: whether the alarm reaches whom it must. They know no case, and no case knows them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.actor import Actor
from app.access.rules import Office
from app.audit import service as audit
from app.core import clock
from app.core.database import Session
from app.core.errors import NotFound
from app.core.ids import new_id
from app.core.rows import insert_rows
from app.notifications.rules import NoticeKind
from app.notifications.service import notify
from app.oncall.models import TestAlarm, TestAlarmAnswer
from app.oncall.service import Rota
from app.people import service as people
from app.people.rules import local_date
from app.policy.loader import in_force

SHOWN = 5


@dataclass(frozen=True)
class Tried:
    alarm: TestAlarm
    answers: list[TestAlarmAnswer]

    @property
    def answer_by(self) -> datetime:
        """As long as a human has to answer a report."""
        return self.alarm.sent_at + in_force().deadlines.acknowledge

    def is_late(self, answer: TestAlarmAnswer, *, at: datetime) -> bool:
        return (answer.answered_at or at) > self.answer_by


async def send(db: Session, *, is_for_everyone: bool, by: UUID, rota: Rota) -> TestAlarm:
    """To oneself, or to everyone whom a report that nobody answers comes to: the officers, and whoever is chair."""
    now = clock.now()
    to = [by]
    if is_for_everyone:
        leaders = [each for office in (Office.CHAIR, Office.VICE_CHAIR) for each in await people.holders_of(db, office)]
        to = [*rota.line(at=now), *leaders]
    row = TestAlarm(id=new_id(), sent_at=now, sent_by=by, is_for_everyone=is_for_everyone)
    db.add(row)
    await db.flush()
    asked = list(dict.fromkeys(to))
    await insert_rows(
        db, TestAlarmAnswer, [{"alarm_id": row.id, "person_id": each, "answered_at": None} for each in asked]
    )
    for person_id in asked:
        await notify(db, NoticeKind.TEST_ALARM, to=db.keys.person_tag(person_id))
    audit.record(db, "test-alarm-sent", actor=db.keys.person_tag(by), subject=row.id)
    return row


async def answer(db: Session, alarm_id: UUID, *, actor: Actor) -> None:
    """The second answer changes nothing. Raises NotFound for whoever was not asked."""
    row = await db.get(TestAlarmAnswer, (alarm_id, actor.person_id))
    if row is None:
        raise NotFound
    if row.answered_at is None:
        row.answered_at = clock.now()
        audit.record(db, "test-alarm-answered", actor=actor.tag, subject=alarm_id)


async def newest(db: Session) -> list[Tried]:
    alarms = (await db.exec(select(TestAlarm).order_by(col(TestAlarm.sent_at).desc()).limit(SHOWN))).all()
    ids = [alarm.id for alarm in alarms]
    answers = (await db.exec(select(TestAlarmAnswer).where(col(TestAlarmAnswer.alarm_id).in_(ids)))).all()
    return [Tried(alarm, [each for each in answers if each.alarm_id == alarm.id]) for alarm in alarms]


async def due_on(db: Session, rota: Rota) -> date | None:
    """By when the whole line is to be tried anew; None before there is a rota, today if it never was tried."""
    now = clock.now()
    if not rota.is_kept(at=now):
        return None
    last = (
        await db.exec(
            select(TestAlarm.sent_at)
            .where(col(TestAlarm.is_for_everyone))
            .order_by(col(TestAlarm.sent_at).desc())
            .limit(1)
        )
    ).first()
    return local_date(last + in_force().deadlines.test_alarm) if last else local_date(now)
