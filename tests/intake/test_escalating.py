"""A report that nobody answers goes on: to the deputy, the other officers, the chair. Never to whom it keeps out."""

from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlmodel import select

from app.access.rules import Office
from app.core import clock
from app.oncall.models import Shift
from app.people.models import Person
from app.ports.mail import RecordedMail
from app.worker import work
from tests.intake.test_reports import URL, a_report
from tests.support.actors import Actors
from tests.support.factories import an_association
from tests.support.held_cases import Keyholder, a_keyholder

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

NEEDS_YOU, CALL_THEM = "Något väntar på dig", "Någon behöver ringas"
TURNS = [timedelta(minutes=minutes) for minutes in (0, 16, 32, 48, 64)]


@pytest.fixture
async def people(app: FastAPI, as_actor: Actors) -> dict[str, Keyholder]:
    """Three officers, of whom the third is on call and the second is their deputy, and a chair."""
    made = {
        name: await a_keyholder(app, as_actor, Office.CHAIR if name == "chair" else Office.SECURITY_OFFICER, name=name)
        for name in ("Ylva", "Bertil", "Cilla", "chair")
    }
    async with app.state.database.writing() as db:
        await an_association(db)
        for person in (await db.exec(select(Person))).all():
            person.email = f"{person.display_name.lower()}@example.org"
        now = clock.now()
        db.add(
            Shift(
                person_id=made["Cilla"].person_id,
                deputy_id=made["Bertil"].person_id,
                starts_at=now - timedelta(hours=1),
                ends_at=now + timedelta(hours=1),
            )
        )
    return made


async def told(app: FastAPI, mail: RecordedMail) -> list[set[tuple[str, str]]]:
    """Who was told what, a quarter of an hour at a time."""
    found = []
    for later in TURNS:
        mail.sent.clear()
        with clock.turned(later):
            await work(app.state.database, app.state.due_work)
        found.append({(one.to.partition("@")[0], one.subject) for one in mail.sent})
    return found


@pytest.mark.policy("ORG-06", "CON-02")
async def test_a_report_goes_from_the_one_on_call_to_the_deputy_the_others_and_the_chair(
    people: dict[str, Keyholder], app: FastAPI, client: httpx.AsyncClient, mail: RecordedMail
) -> None:
    received = (await client.post(URL, json=a_report())).json()
    assert received["caller"] == "Cilla"
    # The chair knows nothing of an internal case yet: whom to call, and no word of what for.
    assert await told(app, mail) == [
        {("cilla", NEEDS_YOU)},
        {("bertil", NEEDS_YOU)},
        {("ylva", NEEDS_YOU)},
        {("chair", CALL_THEM)},
        set(),
    ]
    assert (await people["chair"].client.get("/api/v1/cases")).json()["items"] == []


@pytest.mark.policy("ORG-06", "CON-01", "CON-03")
@pytest.mark.usefixtures("people")
async def test_whoever_the_report_keeps_out_is_passed_by_and_an_answer_ends_it(
    people: dict[str, Keyholder], app: FastAPI, client: httpx.AsyncClient, mail: RecordedMail
) -> None:
    received = (await client.post(URL, json=a_report(about_names="Cilla", must_not_know="ordföranden"))).json()
    assert received["caller"] == "Bertil"
    assert await told(app, mail) == [{("bertil", NEEDS_YOU)}, {("ylva", NEEDS_YOU)}, set(), set(), set()]

    again = a_report(receipt_code="8" + a_report()["receipt_code"][1:])
    assert (await client.post(URL, json=again)).status_code == 201
    answering = people["Cilla"].client
    (line,) = (await answering.get("/api/v1/cases")).json()["items"]
    await answering.post(f"/api/v1/cases/{line['id']}/acknowledgement")
    assert await told(app, mail) == [{("cilla", NEEDS_YOU)}, set(), set(), set(), set()]
