"""That somebody left is remembered without a name, for as long as the policy says, and gone when they are back."""

from datetime import timedelta
from uuid import UUID

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.core import clock
from app.core.database import Database
from app.core.due_work import do_what_is_due
from app.core.ids import new_id
from app.proceedings.hooks import Departure, DepartureReason, departure_fell, person_left
from app.reentry import marks
from app.reentry.models import DepartureMark
from tests.support.cases import a_case

pytestmark = [pytest.mark.anyio, pytest.mark.one_database, pytest.mark.policy("PRN-05", "REE-06")]

SOMEBODY, SOMEBODY_ELSE = new_id(), new_id()


async def left(database: Database, person_id: UUID = SOMEBODY, *, case_id: UUID | None = None) -> Departure:
    departure = Departure(person_id, case_id, DepartureReason.TOLD_TO_LEAVE)
    async with database.writing() as db:
        await person_left(db, departure)
    return departure


async def count_of(database: Database, person_id: UUID) -> int:
    async with database.reading() as db:
        return len(marks.of_person(db.keys, await marks.marks(db), person_id))


async def test_a_mark_names_nobody_and_no_two_of_one_person_are_alike(app: FastAPI, database: Database) -> None:
    async with database.writing() as db:
        case = await a_case(db)
    await left(database)
    await left(database, case_id=case.id)
    await left(database, SOMEBODY_ELSE)
    async with database.reading() as db:
        rows = (await db.exec(select(DepartureMark))).all()
    assert len({row.mark for row in rows}) == 3
    assert (await count_of(database, SOMEBODY), await count_of(database, SOMEBODY_ELSE)) == (2, 1)
    assert not any(str(SOMEBODY) in str(row) or SOMEBODY.hex in str(row) for row in rows)


async def test_the_same_departure_is_marked_once_and_one_that_fell_leaves_the_others(
    app: FastAPI, database: Database
) -> None:
    async with database.writing() as db:
        case = await a_case(db)
    await left(database)
    departure = await left(database, case_id=case.id)
    await left(database, case_id=case.id)
    assert await count_of(database, SOMEBODY) == 2
    async with database.writing() as db:
        await departure_fell(db, departure)
    assert await count_of(database, SOMEBODY) == 1


async def test_back_again_nothing_is_left_of_any_mark(app: FastAPI, database: Database) -> None:
    await left(database)
    await left(database, SOMEBODY_ELSE)
    async with database.writing() as db:
        await marks.mark_returned(db, SOMEBODY)
        assert len((await db.exec(select(DepartureMark))).all()) == 1
    assert await count_of(database, SOMEBODY_ELSE) == 1


async def test_nobody_is_marked_for_ever(app: FastAPI, database: Database) -> None:
    await left(database)
    with clock.turned(timedelta(days=600)):
        assert await do_what_is_due(database, {marks.JOB: marks.forget}) == 0
        assert await count_of(database, SOMEBODY) == 1
    with clock.turned(timedelta(days=740)):
        assert await count_of(database, SOMEBODY) == 0
        await do_what_is_due(database, {marks.JOB: marks.forget})
    async with database.reading() as db:
        assert (await db.exec(select(DepartureMark))).all() == []
