"""What is amiss with the rota: on the overview of the duties, and in a mail each morning for as long as it is so."""

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col

from app.access.rules import Office
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job
from app.notifications.rules import NoticeKind
from app.notifications.service import notify
from app.oncall import rules, trying
from app.oncall.models import Shift
from app.oncall.service import read_rota, watched_ahead
from app.people import service as people
from app.people.alarms import Alarm, AlarmKind
from app.people.hooks import OfficeAlarmsAsked
from app.people.rules import local_date
from app.policy.loader import in_force


async def tell_of_rota(db: Session, asked: OfficeAlarmsAsked) -> None:
    """The alarms of this room, and how old a contact detail may be: the people's own room knows no policy."""
    asked.contact_grows_old = in_force().deadlines.verify_contacts
    asked.found += await alarms(db)


async def alarms(db: Session) -> list[Alarm]:
    now = clock.now()
    rota = await read_rota(db, at=now)
    found = [
        Alarm(AlarmKind.ON_CALL_GAP, office=Office.SECURITY_OFFICER, on=local_date(gap.since))
        for gap in rota.gaps(at=now, ahead=watched_ahead())[:1]
    ]
    due_on = await trying.due_on(db, rota)
    if due_on is not None and due_on <= local_date(now):
        found.append(Alarm(AlarmKind.TEST_ALARM_DUE, office=Office.SECURITY_OFFICER, on=due_on))
    return found


async def look(database: Database, _job: Job) -> datetime | None:
    """The leased job of each morning. A rota that nobody has kept for long is no rota any more."""
    now = clock.now()
    async with database.writing() as db:
        await db.exec(delete(Shift).where(col(Shift.ends_at) <= now - rules.REMEMBERED))
        rota = await read_rota(db, at=now)
        if not rota.is_kept(at=now):
            return None
        if await alarms(db):
            leaders = await people.holders_of(db, Office.CHAIR)
            for person_id in dict.fromkeys([*rota.officers(at=now), *leaders]):
                await notify(db, NoticeKind.NEEDS_YOU_NOW, to=db.keys.person_tag(person_id))
    return rules.next_morning(now)
