"""The same creation sent twice makes one thing."""

from datetime import timedelta
from uuid import uuid4

import anyio
import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.core import clock
from app.core.database import Database
from app.core.idempotency import IdempotencyRecord
from app.worker import work
from tests.support import things

pytestmark = pytest.mark.anyio

THINGS = "/api/v1/things"


def once(key: str) -> dict[str, str]:
    return {"Idempotency-Key": key}


async def test_twenty_twins_at_once_make_one_thing(with_things: httpx.AsyncClient, database: Database) -> None:
    key, answers = str(uuid4()), list[httpx.Response]()

    async def send() -> None:
        answers.append(await with_things.post(THINGS, json={"name": "one"}, headers=once(key)))

    async with anyio.create_task_group() as tasks:
        for _ in range(20):
            tasks.start_soon(send)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await things.names_in(database) == ["one"]


async def test_another_body_under_the_same_key_is_refused(with_things: httpx.AsyncClient, database: Database) -> None:
    key = str(uuid4())
    await with_things.post(THINGS, json={"name": "one"}, headers=once(key))
    answer = await with_things.post(THINGS, json={"name": "two"}, headers=once(key))
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency-key-reused")
    assert await things.names_in(database) == ["one"]


async def test_a_failed_creation_does_not_spend_its_key(with_things: httpx.AsyncClient, database: Database) -> None:
    key = str(uuid4())
    nobody = str(uuid4())
    failed = await with_things.post(THINGS, json={"name": "one", "owner_id": nobody}, headers=once(key))
    assert failed.status_code == 500  # the commit failed
    answer = await with_things.post(THINGS, json={"name": "one"}, headers=once(key))
    assert answer.status_code == 201
    assert await things.names_in(database) == ["one"]


async def test_the_record_holds_neither_key_nor_body(with_things: httpx.AsyncClient, database: Database) -> None:
    key = "kanariefågel-nyckel".encode().hex()
    await with_things.post(THINGS, json={"name": "kanariefågel"}, headers=once(key))
    async with database.reading() as db:
        (record,) = (await db.exec(select(IdempotencyRecord))).all()
    values = repr(record.model_dump())
    assert key not in values
    assert "kanariefågel" not in values


async def test_keys_are_forgotten_after_a_day(with_things: httpx.AsyncClient, app: FastAPI, database: Database) -> None:
    with clock.turned(timedelta(hours=-25)):
        await with_things.post(THINGS, json={"name": "old"}, headers=once("yesterdays"))
    await with_things.post(THINGS, json={"name": "new"}, headers=once("todays-key"))
    await work(database, app.state.due_work)
    async with database.reading() as db:
        assert len((await db.exec(select(IdempotencyRecord))).all()) == 1
    again = await with_things.post(THINGS, json={"name": "new"}, headers=once("todays-key"))
    assert again.status_code == 201
    assert await things.names_in(database) == ["new", "old"]
