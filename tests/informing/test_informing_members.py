"""Telling members whom to turn to, over HTTP: the text, the log, what falls due and who is told of it."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI

from app.access.rules import TASKS, Office, Task
from app.core import clock
from app.core.database import Database
from app.people.models import Person
from app.ports.mail import RecordedMail
from app.worker import work
from tests.support.actors import ActorClient, Actors
from tests.support.factories import a_person, a_term, an_association, days_ago, in_days
from tests.support.http import API

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

HERE = f"{API}/members-information"
NUMBERS = ["+46701740605", "+46701740606"]


@pytest.fixture
async def officers(database: Database) -> list[Person]:
    """Two with numbers that are published, in their order of rank."""
    async with database.writing() as db:
        await an_association(db)
        people = [
            await a_person(
                db,
                name=f"Officer {rank}",
                telephone=NUMBERS[rank],
                is_on_contact_card=True,
                email=f"officer{rank}@example.org",
                verified_on=days_ago(1),
            )
            for rank in range(2)
        ]
        for rank, person in enumerate(people):
            await a_term(db, Office.SECURITY_OFFICER, person=person, rank=rank + 1)
    return people


@pytest.fixture
async def chair(database: Database, officers: list[Person], as_actor: Actors) -> ActorClient:
    async with database.writing() as db:
        person = await a_person(db, name="Alva Ordförande", telephone="+46701740607", email="chair@example.org")
        await a_term(db, Office.CHAIR, person=person)
    return await as_actor(person=person.id)


async def read(who: ActorClient) -> dict[str, Any]:
    answer = await who.get(HERE)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def told(who: ActorClient, digest: str | None, *, day: int = 0, audience: str = "everyone") -> dict[str, Any]:
    wanted = {"informed_on": days_ago(day).isoformat(), "channel": "mail", "audience": audience, "digest": digest}
    answer = await who.post(f"{HERE}/tellings", json=wanted)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def alarming(who: ActorClient) -> set[str]:
    items = (await who.get(f"{API}/office-alarms?limit=100")).json()["items"]
    return {each["kind"] for each in items} & {"members-not-informed", "new-member-not-informed"}


@pytest.mark.policy("ORG-05", "ORG-06")
async def test_the_text_says_whom_to_call_with_the_numbers_that_their_holders_published(chair: ActorClient) -> None:
    swedish, english = (await read(chair))["sheets"]
    assert [swedish["language"], english["language"]] == ["sv", "en"]
    for sheet in (swedish, english):
        first, second, led = sheet["contacts"]
        assert "Officer 0, 070-174 06 05" in first
        assert "Officer 1, 070-174 06 06" in second
        # The chair's number is in the register and published nowhere.
        assert led.endswith("Alva Ordförande")
        assert "070-174 06 07" not in sheet["text"]
        assert all(each in sheet["text"] for each in ("112", "114 14", "/anmal", "/kontakt"))
        assert "{" not in sheet["text"]


@pytest.mark.policy("ORG-05")
async def test_what_was_sent_is_logged_and_a_change_of_office_since_then_shows(
    chair: ActorClient, database: Database
) -> None:
    before = await read(chair)
    assert (before["told"], before["has_changed_since"]) == ([], False)
    after = await told(chair, before["digest"], day=2)
    await told(chair, before["digest"], day=2)  # sent twice it stands once
    (row,) = (await read(chair))["told"]
    assert (row["channel"], row["recorded_by"], row["is_this_text"]) == ("mail", "Alva Ordförande", True)
    assert after["due_on"] == (days_ago(2) + timedelta(days=90)).isoformat()
    async with database.writing() as db:
        new = await a_person(db, name="Cleo Ny", telephone="+46701740608", is_on_contact_card=True)
        await a_term(db, Office.SECURITY_OFFICER, person=new, rank=3)
    changed = await read(chair)
    assert changed["has_changed_since"] is True
    assert changed["told"][0]["is_this_text"] is False
    assert [(each["doubt"], each["display_name"]) for each in changed["doubts"] if each["person_id"]] == [
        ("never-verified", "Cleo Ny")
    ]
    # The text that was read is no longer the one that there is: what went out was an older one, or the new one.
    wanted = {"informed_on": days_ago(0).isoformat(), "channel": "paper", "audience": "everyone"}
    refused = await chair.post(f"{HERE}/tellings", json=wanted | {"digest": before["digest"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "information-changed")
    assert (await told(chair, None))["has_changed_since"] is True
    assert (await told(chair, changed["digest"]))["has_changed_since"] is False
    tomorrow = wanted | {"informed_on": in_days(1).isoformat(), "digest": None}
    assert (await chair.post(f"{HERE}/tellings", json=tomorrow)).json()["code"] == "invalid-input"


@pytest.mark.policy("ORG-05", "PRN-04")
async def test_what_is_late_is_an_alarm_and_a_mail_in_neutral_words_to_those_whose_duty_it_is(
    chair: ActorClient, app: FastAPI, mail: RecordedMail
) -> None:
    assert await alarming(chair) == {"members-not-informed"}
    await told(chair, (await read(chair))["digest"])
    assert await alarming(chair) == set()
    mail.sent.clear()
    with clock.turned(timedelta(days=89)):
        await work(app.state.database, app.state.due_work)
        assert (await alarming(chair), mail.sent) == (set(), [])
    with clock.turned(timedelta(days=92)):
        await work(app.state.database, app.state.due_work)
        assert await alarming(chair) == {"members-not-informed"}
        reminded = {one.to for one in mail.sent}
        assert reminded == {"officer0@example.org", "officer1@example.org", "chair@example.org"}
        assert {one.subject for one in mail.sent} == {"Något väntar på dig"}
        assert "medlem" not in "".join(one.text.lower() for one in mail.sent)
        mail.sent.clear()
        await work(app.state.database, app.state.due_work)
        assert mail.sent == []
    with clock.turned(timedelta(days=100)):
        await work(app.state.database, app.state.due_work)
        assert {one.to for one in mail.sent} == reminded


@pytest.mark.policy("ORG-05")
async def test_somebody_new_is_told_within_the_policys_days_and_not_forgotten(
    chair: ActorClient, app: FastAPI, mail: RecordedMail
) -> None:
    digest = (await read(chair))["digest"]
    await told(chair, digest)
    noted = await chair.post(f"{HERE}/joinings", json={"joined_on": days_ago(3).isoformat()})
    assert noted.json()["new_due_on"] == in_days(4).isoformat()
    # Whoever is added to the register has joined too; a contact outside the association has not.
    await chair.post(f"{API}/people", json={"display_name": "Dag Ny"})
    await chair.post(f"{API}/people", json={"display_name": "Förbundet", "is_external": True})
    assert await alarming(chair) == set()
    mail.sent.clear()
    with clock.turned(timedelta(days=5)):
        await work(app.state.database, app.state.due_work)
        assert await alarming(chair) == {"new-member-not-informed"}
        assert len(mail.sent) == 3
    # What went out the day before somebody joined did not reach them.
    half = await told(chair, digest, day=1, audience="new")
    assert half["new_since"] == days_ago(0).isoformat()
    assert (await told(chair, digest, audience="new"))["new_since"] is None
    # Telling the new is not telling everyone.
    assert (await read(chair))["due_on"] == in_days(90).isoformat()


@pytest.mark.policy("ORG-05")
@pytest.mark.parametrize("office", [office for office in Office if office not in TASKS[Task.INFORM_MEMBERS]])
async def test_nobody_else_reads_or_writes_the_log(officers: list[Person], as_actor: Actors, office: Office) -> None:
    other = await as_actor(office)
    assert (await other.get(HERE)).status_code == 403
    for path in ("tellings", "joinings"):
        assert (await other.post(f"{HERE}/{path}", json={})).status_code == 403
