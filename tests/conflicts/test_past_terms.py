"""Whoever leaves an office leaves its cases too, once somebody in office can take them."""

from datetime import timedelta

import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import Office
from app.cases.models import Case, Grant
from app.conflicts import past_terms
from app.core import clock
from app.core.database import Database
from app.core.due_work import schedule
from app.people.models import Term
from app.policy.terms import Stage
from app.vault import service as vault
from app.worker import work
from tests.support.actors import Actors
from tests.support.cases import a_member, as_member
from tests.support.factories import an_association, days_ago
from tests.support.matters import Matter, a_matter

pytestmark = pytest.mark.anyio


async def the_day_after(app: FastAPI, database: Database) -> None:
    async with database.writing() as db:
        await schedule(db, kind=past_terms.JOB, due_at=clock.now())
    with clock.turned(timedelta(days=1)):
        await work(database, app.state.due_work)


async def leaves_office(database: Database, matter: Matter, who: str) -> None:
    async with database.writing() as db:
        terms = await db.exec(select(Term).where(Term.person_id == matter.members[who].person_id))
        for term in terms.all():
            term.ends_on = days_ago(1)
            db.add(term)


@pytest.mark.policy("ORG-01", "CON-02")
async def test_the_former_officer_is_out_when_the_other_has_every_key(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    async with database.writing() as db:
        await an_association(db)
    matter = await a_matter(database, as_actor)
    async with database.writing() as db:
        for grant in (await db.exec(select(Grant))).all():
            grant.compartments = sorted({*grant.compartments} & {"report", "decisions", "submission", "support"})
            db.add(grant)
    await leaves_office(database, matter, "officer")
    assert await matter.finds("officer"), "control: until somebody has looked"
    await the_day_after(app, database)
    assert not await matter.finds("officer")
    assert await matter.finds("second_officer")
    async with database.reading() as db:
        left = await vault.names_wrapped_to(db, case_id=matter.case_id, holder_id=matter.members["officer"].holder.id)
    assert left == set()


@pytest.mark.policy("ORG-01", "CON-02")
async def test_a_former_chair_stays_until_a_successor_was_let_in(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    async with database.writing() as db:
        await an_association(db)
    matter = await a_matter(database, as_actor, without=("vice_chair",))
    await leaves_office(database, matter, "chair")
    async with database.writing() as db:
        new = await a_member(db, Office.CHAIR)
    await the_day_after(app, database)
    assert await matter.finds("chair"), "an office alone opens no case, and a case is not left without a chair"
    client = await as_member(as_actor, new)
    assert (await client.get(matter.path)).status_code == 404
    let_in = await matter.clients["officer"].post(
        f"{matter.path}/people",
        json={
            "person_id": str(new.person_id),
            "role": "accountable",
            "compartments": ["report", "decisions", "media_plan"],
        },
    )
    assert let_in.json()["awaits_key"] is False
    await the_day_after(app, database)
    assert not await matter.finds("chair")
    assert (await client.get(matter.path)).json()["my_roles"] == ["accountable"]


@pytest.mark.policy("ORG-01", "CON-02")
@pytest.mark.one_database
async def test_a_former_officer_is_out_of_a_closed_case_as_well(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    async with database.writing() as db:
        await an_association(db)
    matter = await a_matter(database, as_actor)
    await leaves_office(database, matter, "officer")
    async with database.writing() as db:
        for grant in (await db.exec(select(Grant))).all():
            grant.compartments = sorted({*grant.compartments} & {"report", "decisions", "submission", "support"})
            db.add(grant)
        case = (await db.exec(select(Case).where(Case.id == matter.case_id))).one()
        case.stage, case.closed_at = Stage.CLOSED, clock.now()
        db.add(case)
    await the_day_after(app, database)
    assert not await matter.finds("officer")
    assert await matter.finds("second_officer")
    async with database.reading() as db:
        case = (await db.exec(select(Case).where(Case.id == matter.case_id))).one()
    assert case.stage is Stage.CLOSED


@pytest.mark.policy("CON-02")
async def test_a_member_elected_in_place_of_a_barred_chair_stays(
    app: FastAPI, database: Database, as_actor: Actors
) -> None:
    async with database.writing() as db:
        await an_association(db)
    matter = await a_matter(database, as_actor, without=("vice_chair",))
    await matter.name("chair")
    elected = {
        "person_id": str(matter.members["board_member"].person_id),
        "role": "accountable",
        "compartments": ["report", "decisions"],
    }
    assert (await matter.clients["officer"].post(f"{matter.path}/people", json=elected)).status_code == 201
    await the_day_after(app, database)
    assert await matter.finds("board_member")
