"""One request, one transaction, committed before the answer."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import anyio
import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.core.database import Database
from app.core.errors import Busy
from app.core.keys import Keys
from app.core.settings import Settings
from tests.support import things

pytestmark = pytest.mark.anyio

THINGS = "/api/v1/things"


async def test_a_commit_that_fails_is_never_answered_with_created(
    with_things: httpx.AsyncClient, database: Database
) -> None:
    answer = await with_things.post(THINGS, json={"name": "orphan", "owner_id": str(uuid4())})
    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected")
    assert await things.names_in(database) == []


async def test_what_is_answered_as_created_is_there(with_things: httpx.AsyncClient, database: Database) -> None:
    assert (await with_things.post(THINGS, json={"name": "kept"})).status_code == 201
    assert await things.names_in(database) == ["kept"]


async def test_a_refusal_undoes_what_was_written_before_it(with_things: httpx.AsyncClient, database: Database) -> None:
    assert (await with_things.post(f"{THINGS}/refused", json={"name": "a"})).status_code == 409
    assert await things.names_in(database) == []


async def test_a_transaction_that_raises_leaves_nothing(with_things: httpx.AsyncClient, database: Database) -> None:
    async def write_and_fall() -> None:
        async with database.writing() as db:
            db.add(things.Thing(name="a"))
            await db.flush()
            raise LookupError

    with pytest.raises(LookupError):
        await write_and_fall()
    assert await things.names_in(database) == []


async def test_a_reading_session_cannot_write(with_things: httpx.AsyncClient, database: Database) -> None:
    with pytest.raises(DBAPIError):
        async with database.reading() as db:
            await (await db.connection()).execute(text("DELETE FROM test_thing"))


async def test_a_question_cannot_write_either(with_things: httpx.AsyncClient, database: Database) -> None:
    await with_things.post(THINGS, json={"name": "kept"})
    with pytest.raises(DBAPIError):
        await database.ask(text("DELETE FROM test_thing"), {})
    assert await things.names_in(database) == ["kept"]


async def test_a_question_sees_what_was_committed_and_nothing_that_was_not(
    with_things: httpx.AsyncClient, database: Database
) -> None:
    async def names() -> list[str]:
        asked = text("SELECT name FROM test_thing WHERE name <> :but ORDER BY name")
        return [row.name for row in await database.ask(asked, {"but": "b"})]

    async with database.writing() as db:
        db.add_all([things.Thing(name=name) for name in ("a", "b", "c")])
        await db.flush()
        assert await names() == []
    assert await names() == ["a", "c"]


async def test_a_question_is_answered_while_whoever_asks_holds_every_connection(
    with_things: httpx.AsyncClient, narrow: Database
) -> None:
    async with narrow.writing():
        assert await narrow.ask(text("SELECT count(*) AS number FROM test_thing"), {}) == [(0,)]


async def test_a_failed_statement_does_not_tell_its_values(with_things: httpx.AsyncClient, database: Database) -> None:
    same = uuid4()

    async def add(name: str) -> None:
        async with database.writing() as db:
            db.add(things.Thing(id=same, name=name))

    await add("first")
    with pytest.raises(DBAPIError) as caught:
        await add("kanariefågel")
    assert "kanariefågel" not in str(caught.value)


@pytest.fixture
async def narrow(app: FastAPI, settings: Settings, keys: Keys) -> AsyncIterator[Database]:
    """One connection, and hardly any patience."""
    wide = app.state.database
    app.state.database = Database(settings.resolved_database_url, keys=keys, pool_size=1, pool_timeout_seconds=0.05)
    yield app.state.database
    await app.state.database.close()
    app.state.database = wide


async def test_when_every_connection_is_taken_the_answer_is_busy(
    with_things: httpx.AsyncClient, app: FastAPI, narrow: Database
) -> None:
    async with narrow.writing():
        answer = await with_things.post(THINGS, json={"name": "a"})
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert int(answer.headers["retry-after"]) > 0
    assert (await with_things.post(THINGS, json={"name": "a"})).status_code == 201


async def test_a_database_that_is_away_is_busy_not_broken(
    client: httpx.AsyncClient, app: FastAPI, database: Database, database_kind: str, keys: Keys
) -> None:
    nowhere = {
        "sqlite": "sqlite+aiosqlite:////nowhere/at/all/varna.db",
        "postgresql": "postgresql+asyncpg://varna@/varna?host=/nowhere/at/all",
    }
    away = app.state.database = Database(nowhere[database_kind], keys=keys)
    answer = await client.get("/readyz")
    app.state.database = database
    with pytest.raises(Busy):
        await away.ask(text("SELECT 1"), {})
    await away.close()
    assert (answer.status_code, answer.json()["code"]) == (503, "busy")
    assert (await client.get("/readyz")).status_code == 200


async def test_an_unmigrated_database_is_not_ready(client: httpx.AsyncClient, database: Database) -> None:
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'older'"))
    answer = await client.get("/readyz")
    assert (answer.status_code, answer.json()["code"]) == (503, "not-ready")


async def test_writers_of_a_second_process_wait_for_each_other(
    with_things: httpx.AsyncClient, database: Database, settings: Settings, keys: Keys
) -> None:
    other = Database(settings.resolved_database_url, keys=keys)

    async def write(through: Database, number: int) -> None:
        async with through.writing() as db:
            db.add(things.Thing(name=f"{number:02}"))

    async with anyio.create_task_group() as tasks:
        for number in range(20):
            tasks.start_soon(write, database if number % 2 else other, number)
    await other.close()
    assert await things.how_many_in(database) == 20


async def test_busy_says_when_to_come_back(narrow: Database, app: FastAPI) -> None:
    async with narrow.writing():
        with pytest.raises(Busy) as refused:
            async with narrow.writing():
                pass
    assert refused.value.retry_after_seconds


@pytest.fixture
async def of_two_processes(
    tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[tuple[Database, Database]]:
    """One SQLite file, and little patience with its lock."""
    monkeypatch.setattr("app.core.database.BUSY_TIMEOUT_MS", 300)
    url = f"sqlite+aiosqlite:///{tmp_path / 'shared.db'}"
    both = Database(url, keys=keys, pool_timeout_seconds=1), Database(url, keys=keys, pool_timeout_seconds=1)
    for each in both:
        async with each.writing():
            pass
    yield both
    for each in both:
        await each.close()


async def test_a_writer_that_waits_in_vain_for_another_process_is_busy_and_can_try_again(
    of_two_processes: tuple[Database, Database],
) -> None:
    one, other = of_two_processes
    async with one.writing():
        with pytest.raises(Busy):
            async with other.writing():
                pass
    async with other.writing():
        pass


async def test_a_writer_that_is_cut_off_as_it_waits_keeps_no_lock(of_two_processes: tuple[Database, Database]) -> None:
    one, other = of_two_processes

    async def write() -> None:
        async with other.writing():
            pytest.fail("it began while another process was writing")

    async with one.writing(), anyio.create_task_group() as tasks:
        tasks.start_soon(write)
        await anyio.sleep(0.1)
        tasks.cancel_scope.cancel()
    await anyio.sleep(0.3)
    async with one.writing():
        pass
