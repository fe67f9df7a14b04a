"""An outbox whose mail server and gateway do as a test says, at an hour that it says."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from fastapi import FastAPI
from sqlmodel import select

from app.core import clock
from app.core.database import Database
from app.core.settings import Settings
from app.main import furnish
from app.notifications.models import Notice
from app.people.rules import TIMEZONE
from app.ports.handing_over import AboutTo, nobody_asks
from app.ports.mail import Mail, RecordedMail
from app.ports.sms import RecordedSms
from app.worker import work


@dataclass
class Faulty(RecordedMail):
    """Fails as `before` and `after` say: before a mail leaves, or once it has."""

    before: Exception | None = None
    after: Exception | None = None
    tried: int = 0

    async def send(self, mail: Mail, *, about_to: AboutTo = nobody_asks) -> None:
        self.tried += 1
        if self.before is not None:
            raise self.before
        await super().send(mail, about_to=about_to)
        if self.after is not None:
            raise self.after


@dataclass
class Outbox:
    app: FastAPI
    mail: Faulty = field(default_factory=Faulty)
    sms: RecordedSms = field(default_factory=RecordedSms)

    @property
    def database(self) -> Database:
        database: Database = self.app.state.database
        return database

    async def work(self) -> None:
        await work(self.database, self.app.state.due_work)

    async def rows(self) -> list[Notice]:
        async with self.database.reading() as db:
            return list((await db.exec(select(Notice))).all())


def an_outbox(app: FastAPI, settings: Settings, *, quiet_hours: str = "21:00-07:00") -> Outbox:
    made = Outbox(app)
    changed = settings.model_copy(update={"quiet_hours": quiet_hours})
    furnish(app, changed, mail=made.mail, sms=made.sms, database=app.state.database)
    return made


@contextmanager
def clock_at(wall: time, *, days: int = 1) -> Iterator[datetime]:
    """The clock on the wall in Sweden shows `wall`, on a day to come."""
    now = clock.now()
    day = (now + timedelta(days=days)).astimezone(TIMEZONE).date()
    wanted = datetime.combine(day, wall, tzinfo=TIMEZONE)
    with clock.turned(wanted - now):
        yield clock.now()
