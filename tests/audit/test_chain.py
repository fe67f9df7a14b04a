from datetime import timedelta

import anyio
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlmodel import select

from app.audit import service as audit
from app.audit.models import AuditBatch
from app.core import clock
from app.core.database import Database
from app.core.due_work import DueJob
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


@pytest.fixture
async def three_links(app: FastAPI, database: Database) -> Database:
    """Three links of two events each."""
    jobs = app.state.due_work
    for number in range(3):
        async with database.writing() as db:
            audit.record(db, f"kind-{number}", actor="system", subject="a", why="b")
            audit.record(db, f"kind-{number}", actor="system", subject="c", why="d")
        await work(database, jobs)
    return database


async def broken_after(database: Database, statement: str) -> list[int]:
    async with database.writing() as db:
        await (await db.connection()).execute(text(statement))
    async with database.reading() as db:
        return await audit.broken_links(db)


@pytest.mark.parametrize(
    ("forgery", "broken"),
    [
        ("UPDATE audit_event SET kind = 'kind-9' WHERE kind = 'kind-1' AND subject = 'a'", [2]),
        ("UPDATE audit_event SET subject = 'e' WHERE kind = 'kind-0' AND subject = 'c'", [1]),
        ("""UPDATE audit_event SET codes = '{"why": "e"}' WHERE kind = 'kind-2' AND subject = 'a'""", [3]),
        ("DELETE FROM audit_event WHERE kind = 'kind-1' AND subject = 'a'", [2]),
        ("UPDATE audit_event SET batch = 3 WHERE kind = 'kind-1' AND subject = 'a'", [2, 3]),
        ("DELETE FROM audit_batch WHERE number = 2", [3]),
        ("UPDATE audit_batch SET hash = previous_hash WHERE number = 1", [1, 2]),
    ],
)
async def test_a_forgery_shows_at_its_link(three_links: Database, forgery: str, broken: list[int]) -> None:
    assert await broken_after(three_links, "SELECT 1") == []
    assert await broken_after(three_links, forgery) == broken


async def test_an_expired_link_keeps_its_hash_and_the_chain_stays_whole(three_links: Database) -> None:
    await broken_after(three_links, "UPDATE audit_batch SET expired_at = last_at WHERE number = 1")
    assert await broken_after(three_links, "DELETE FROM audit_event WHERE batch = 1") == []


async def test_an_event_stands_if_and_only_if_what_it_tells_of_does(database: Database) -> None:
    async def record_and_fall() -> None:
        async with database.writing() as db:
            audit.record(db, "export-made", actor="system")
            await db.flush()
            raise LookupError

    with pytest.raises(LookupError):
        await record_and_fall()
    async with database.reading() as db:
        assert await audit.oldest_unchained(db) is None


async def test_a_minute_without_chaining_is_an_alarm(app: FastAPI, database: Database) -> None:
    async with database.writing() as db:
        audit.record(db, "export-made", actor="system")
    async with database.reading() as db:
        assert not (await audit.head(db)).is_alarming
        with clock.turned(timedelta(seconds=61)):
            assert (await audit.head(db)).is_alarming
    await work(database, app.state.due_work)
    async with database.reading() as db:
        with clock.turned(timedelta(seconds=61)):
            assert not (await audit.head(db)).is_alarming


async def test_events_that_come_while_others_are_chained_are_all_taken_up(app: FastAPI, database: Database) -> None:
    jobs = app.state.due_work

    async def write(number: int) -> None:
        async with database.writing() as db:
            audit.record(db, "opened", actor="system", subject=str(number))

    async with anyio.create_task_group() as tasks:
        for number in range(30):
            tasks.start_soon(write, number)
            if number % 7 == 0:
                tasks.start_soon(work, database, jobs)
    await work(database, jobs)
    async with database.reading() as db:
        assert await audit.oldest_unchained(db) is None
        assert await audit.broken_links(db) == []
        links = (await db.exec(select(AuditBatch))).all()
        assert sum(link.events for link in links) == 30


async def test_an_idle_association_writes_no_job(app: FastAPI, database: Database) -> None:
    await work(database, app.state.due_work)
    async with database.reading() as db:
        assert (await db.exec(select(DueJob))).all() == []
