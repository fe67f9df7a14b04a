"""Recording that members were told, that somebody has joined, and telling those whose duty it is."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete
from sqlmodel import col, func, select

from app.access.actor import Actor
from app.access.rules import Office
from app.audit import service as audit
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job, schedule
from app.core.errors import Forbidden, InvalidInput
from app.informing import rules
from app.informing.errors import InformationChanged
from app.informing.models import MemberJoined, MembersInformed
from app.informing.rules import Audience
from app.informing.schemas import MembersInformedCreate
from app.notifications.rules import NoticeKind
from app.notifications.service import notify
from app.oncall.rules import next_morning
from app.people import service as people
from app.people.alarms import Alarm, AlarmKind
from app.people.hooks import PersonAdded
from app.people.reading import today
from app.people.rules import at_local
from app.policy.loader import in_force
from app.policy.steps import Step
from app.policy.terms import Act, Plan, Trigger

JOB = "look-at-members-informed"
LONGEST_AGO = timedelta(days=366)


@dataclass(frozen=True)
class Standing:
    """How the duty stands: local days, None where nothing is due."""

    due_on: date | None
    new_since: date | None
    new_due_on: date | None

    @property
    def next_on(self) -> date | None:
        return min((day for day in (self.due_on, self.new_due_on) if day is not None), default=None)


async def standing(db: Session) -> Standing:
    last = await _newest(db, Audience.EVERYONE)
    oldest = (await db.exec(select(func.min(MemberJoined.joined_on)))).first()
    every, within = _rhythm()
    return Standing(
        due_on=rules.due_on(last.informed_on if last else None, every=every, today=today()),
        new_since=oldest,
        new_due_on=rules.due_for_new(oldest, within=within),
    )


def _rhythm() -> tuple[timedelta | None, timedelta | None]:
    """How often everyone is told, and how soon whoever is new, as the policy in force has it."""
    steps: list[Step] = [step for step in in_force().plans[Plan.ORGANISATION] if step.act is Act.INFORM_MEMBERS]
    every = [step.recurrence.every for step in steps if step.recurrence and step.recurrence.every]
    within = [
        step.due.within
        for step in steps
        if step.due and step.recurrence and step.recurrence.whenever is Trigger.MEMBER_JOINED
    ]
    return min(every, default=None), min(within, default=None)


async def _newest(db: Session, audience: Audience) -> MembersInformed | None:
    query = (
        select(MembersInformed)
        .where(MembersInformed.audience == audience)
        .order_by(col(MembersInformed.informed_on).desc(), col(MembersInformed.recorded_at).desc())
        .limit(1)
    )
    return (await db.exec(query)).first()


async def last_told(db: Session) -> MembersInformed | None:
    """When everyone was last told, and which text."""
    return await _newest(db, Audience.EVERYONE)


async def record(db: Session, wanted: MembersInformedCreate, *, current: str, actor: Actor) -> None:
    """Members were told. Sent twice it stands once. Raises InvalidInput, and InformationChanged for an older hash."""
    if actor.person_id is None:
        raise Forbidden
    _require_past(wanted.informed_on, field="body.informed_on")
    if wanted.digest not in {None, current}:
        raise InformationChanged
    same = select(MembersInformed.id).where(
        MembersInformed.informed_on == wanted.informed_on,
        MembersInformed.channel == wanted.channel,
        MembersInformed.audience == wanted.audience,
        col(MembersInformed.text_digest).is_not_distinct_from(wanted.digest),
    )
    if (await db.exec(same)).first() is not None:
        return
    row = MembersInformed(
        informed_on=wanted.informed_on,
        channel=wanted.channel,
        audience=wanted.audience,
        text_digest=wanted.digest,
        recorded_by=actor.person_id,
        recorded_at=clock.now(),
    )
    db.add(row)
    # Whoever joined on that day or before it has been told: either everyone was, or whoever is new.
    await db.exec(delete(MemberJoined).where(col(MemberJoined.joined_on) <= wanted.informed_on))
    await db.flush()
    audit.record(db, "members-informed", actor=actor.tag, subject=row.id)
    await look_again(db)


async def somebody_joined(db: Session, joined_on: date, *, actor: Actor) -> None:
    """Raises InvalidInput for a day that has not been, or long ago."""
    _require_past(joined_on, field="body.joined_on")
    db.add(MemberJoined(joined_on=joined_on))
    await db.flush()
    audit.record(db, "member-joined", actor=actor.tag)
    await look_again(db)


def _require_past(day: date, *, field: str) -> None:
    if not today() - LONGEST_AGO <= day <= today():
        raise InvalidInput(fields=[(field, "not-a-past-day")])


async def person_was_added(db: Session, added: PersonAdded) -> None:
    """Somebody new stands in the register: they are told too. Who is outside the association is no member."""
    if not added.is_external:
        db.add(MemberJoined(joined_on=today()))
        await look_again(db)


async def look_again(db: Session) -> None:
    """In the morning of the day that something is due, or the next one."""
    await schedule(db, kind=JOB, due_at=next_morning(clock.now()))


async def alarms(db: Session) -> list[Alarm]:
    """What should have been done by today."""
    now, day = await standing(db), today()
    found = []
    if now.due_on is not None and now.due_on <= day:
        found.append(Alarm(AlarmKind.MEMBERS_NOT_INFORMED, on=now.due_on))
    if now.new_due_on is not None and now.new_due_on <= day:
        found.append(Alarm(AlarmKind.NEW_MEMBER_NOT_INFORMED, on=now.new_due_on))
    return found


async def look(database: Database, _job: Job) -> datetime | None:
    """The leased job: those whose duty it is are told that something waits, in words that say no more."""
    now = clock.now()
    async with database.writing() as db:
        if not await alarms(db):
            return _morning_of((await standing(db)).next_on)
        officers = await people.holders_of(db, Office.SECURITY_OFFICER)
        leaders = await people.holders_of(db, Office.CHAIR)
        for person_id in dict.fromkeys([*officers, *leaders]):
            await notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=db.keys.person_tag(person_id))
    return next_morning(now + in_force().deadlines.inform_members_again)


def _morning_of(day: date | None) -> datetime | None:
    """The next one where that day has begun already."""
    if day is None:
        return None
    return next_morning(max(clock.now(), at_local(day, time())))
