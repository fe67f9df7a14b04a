import pytest
from fastapi import FastAPI
from sqlalchemy import text

from app.audit import service as audit
from app.core.database import Database
from app.worker import work

pytestmark = pytest.mark.anyio


async def test_events_are_taken_up_into_a_chain(app: FastAPI, database: Database) -> None:
    async with database.writing() as db:
        for kind in ("office-ended", "export-made"):
            audit.record(db, kind, actor="system", reason="moved")
    await work(database, app.state.due_work)
    async with database.reading() as db:
        assert (await audit.head(db)).number == 1
        assert await audit.broken_links(db) == []


async def test_a_changed_event_breaks_its_link(app: FastAPI, database: Database) -> None:
    jobs = app.state.due_work
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
