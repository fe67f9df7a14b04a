"""Statements run where they stand; what may wait, for another process or for the disk, holds nobody else up."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlmodel import select

from app.core import clock
from app.core.database import Database
from app.core.due_work import DueJob, schedule
from app.core.keys import Keys
from tests.support.databases import TEST_SECRET, SqliteDatabases

pytestmark = pytest.mark.anyio


@pytest.fixture
async def file(sqlite_databases: SqliteDatabases, tmp_path: Path) -> AsyncIterator[Path]:
    with sqlite_databases.fresh(tmp_path):
        yield tmp_path / "varna.db"


@pytest.fixture
async def database(file: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{file}", keys=Keys(TEST_SECRET))
    yield database
    await database.close()


@contextmanager
def another_process_writes(file: Path) -> Iterator[None]:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.rollback()
        other.close()


async def write(database: Database, subject: str) -> None:
    async with database.writing() as db:
        await schedule(db, kind="test", subject=subject, due_at=clock.now())


async def written(database: Database) -> list[str]:
    async with database.reading() as db:
        return list((await db.exec(select(DueJob.subject).where(DueJob.kind == "test"))).all())


async def test_who_waits_for_another_process_holds_up_nobody_who_reads(file: Path, database: Database) -> None:
    with another_process_writes(file):
        writing = asyncio.create_task(write(database, "waited"))
        for _ in range(5):
            await asyncio.sleep(0.01)
            assert await asyncio.wait_for(written(database), 2) == []
        assert not writing.done()
    await writing
    assert await written(database) == ["waited"]


async def test_who_stops_waiting_leaves_no_transaction_behind(file: Path, database: Database) -> None:
    await write(database, "before")
    with another_process_writes(file):
        writing = asyncio.create_task(write(database, "never"))
        await asyncio.sleep(0.05)
        writing.cancel()
        await asyncio.sleep(0.05)
    with pytest.raises(asyncio.CancelledError):
        await writing
    await write(database, "after")
    assert sorted(await written(database)) == ["after", "before"]


async def test_what_was_written_survives_the_connection_and_what_failed_does_not(
    file: Path, database: Database
) -> None:
    async def fail() -> None:
        async with database.writing() as db:
            await schedule(db, kind="test", subject="rolled back", due_at=clock.now())
            raise ZeroDivisionError

    await write(database, "kept")
    with pytest.raises(ZeroDivisionError):
        await fail()
    await database.close()
    with sqlite3.connect(file) as found:
        assert found.execute("SELECT subject FROM due_job WHERE kind = 'test'").fetchall() == [("kept",)]
        assert found.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    found.close()
