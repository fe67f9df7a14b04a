import pytest
from sqlalchemy import text

from app.audit import service as audit
from app.core.database import Database
from app.core.settings import Settings
from app.ports.mail import RecordedMail
from app.worker import handlers, work

pytestmark = pytest.mark.anyio


async def test_events_are_taken_up_into_a_chain(database: Database, settings: Settings, mail: RecordedMail) -> None:
    async with database.writing() as db:
        for kind in ("office-ended", "export-made"):
            audit.record(db, kind, actor="system", reason="moved")
    await work(database, handlers(settings=settings, mail=mail))
    async with database.reading() as db:
        assert (await audit.head(db)).number == 1
        assert await audit.broken_links(db) == []


async def test_a_changed_event_breaks_its_link(database: Database, settings: Settings, mail: RecordedMail) -> None:
    jobs = handlers(settings=settings, mail=mail)
    for kind in ("first", "second", "third"):
        async with database.writing() as db:
            audit.record(db, kind, actor="system")
        await work(database, jobs)
    async with database.writing() as db:
        await (await db.connection()).execute(
            text("UPDATE audit_event SET actor = 'someone else' WHERE kind = 'second'")
        )
    async with database.reading() as db:
        assert await audit.broken_links(db) == [2]
