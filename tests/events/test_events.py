"""The association's events: who plans them, what is looked over before each, the season, and no word of any case."""

from datetime import timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from sqlmodel import col, func, select

from app.access.rules import TASKS, Office, Task
from app.core import clock
from app.core.database import Database
from app.notifications.models import Notice
from app.people.models import Person
from app.policy.loader import in_force
from app.policy.terms import Category
from app.ports.mail import RecordedMail
from app.worker import work
from tests.support.actors import ActorClient, Actors
from tests.support.cases import staffed
from tests.support.factories import a_person, a_term, an_association, days_ago, in_days
from tests.support.http import API

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

LINES = [each.id for each in in_force().safety.checks]


@pytest.fixture
async def responsible(database: Database) -> Person:
    """A member of the council group who has the stand in the square."""
    async with database.writing() as db:
        await an_association(db)
        person = await a_person(db, name="Runa Torg", email="runa@example.org")
        await a_term(db, Office.COUNCIL_MEMBER, person=person)
    return person


@pytest.fixture
async def board(database: Database, responsible: Person, as_actor: Actors) -> ActorClient:
    async with database.writing() as db:
        person = await a_person(db, name="Eva Styrelse", email="eva@example.org")
        await a_term(db, Office.BOARD_MEMBER, person=person)
    return await as_actor(person=person.id)


def a_stand(responsible: Person, *, days: float = 10, title: str = "Torgmöte") -> dict[str, Any]:
    starts_at = clock.now().replace(microsecond=0) + timedelta(days=days)
    return {
        "title": title,
        "place": "Stora torget",
        "starts_at": starts_at.isoformat(),
        "responsible_id": str(responsible.id),
    }


async def coming(who: ActorClient) -> list[dict[str, Any]]:
    answer = await who.get(f"{API}/events")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["coming"]
    return found


async def plan(who: ActorClient, body: dict[str, Any]) -> dict[str, Any]:
    answer = await who.post(f"{API}/events", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = next(each for each in answer.json()["coming"] if each["title"] == body["title"])
    return found


def version(event: dict[str, Any]) -> dict[str, str]:
    return {"If-Match": f'"{event["version"]}"'}


@pytest.mark.policy("ASP-08", "ASM-02")
async def test_an_event_is_looked_over_line_by_line_by_whoever_is_responsible(
    board: ActorClient, responsible: Person, as_actor: Actors, app: FastAPI, mail: RecordedMail
) -> None:
    event = await plan(board, a_stand(responsible))
    runa, other = await as_actor(person=responsible.id), await as_actor(Office.COUNCIL_MEMBER)
    address = f"{API}/events/{event['id']}/check"
    assert [each["id"] for each in event["check"]["lines"]] == LINES
    half = {"ticked": LINES[:2], "note": "Mats tar med varselvästar."}
    assert (await other.put(address, json=half, headers=version(event))).status_code == 403
    (seen,) = await coming(other)
    assert (seen["title"], seen["check"]) == ("Torgmöte", None)
    done = (await runa.put(address, json=half, headers=version(event))).json()["coming"][0]
    assert (done["check"]["state"], done["check"]["checked_by"]["display_name"]) == ("ahead", "Runa Torg")
    unknown = {"ticked": ["a_dog"]}
    assert (await runa.put(address, json=unknown, headers=version(done))).json()["code"] == "invalid-input"

    async def alarming() -> bool:
        items = (await board.get(f"{API}/office-alarms?limit=100")).json()["items"]
        return "event-not-checked" in {each["kind"] for each in items}

    assert not await alarming()
    await work(app.state.database, app.state.due_work)
    mail.sent.clear()
    with clock.turned(timedelta(days=7, hours=1)):
        await work(app.state.database, app.state.due_work)
        (told,) = [one for one in mail.sent if one.to == "runa@example.org"]
        assert (told.subject, "torg" in told.text.lower()) == ("Något väntar på dig", False)
        assert await alarming()
        assert (await coming(runa))[0]["check"]["state"] == "due"
        whole = (await runa.put(address, json={"ticked": LINES}, headers=version(done))).json()["coming"][0]
        assert (whole["check"]["state"], await alarming()) == ("done", False)
        # Elsewhere it is another event: it is looked over anew.
        moved = a_stand(responsible, days=2) | {"place": "Norra torget"}
        changed = await board.put(f"{API}/events/{event['id']}", json=moved, headers=version(whole))
        assert changed.json()["coming"][0]["check"]["state"] == "due"
        (event,) = changed.json()["coming"]
        off = await board.post(f"{API}/events/{event['id']}/calling-off", headers=version(event))
        assert (off.json()["coming"][0]["check"]["state"], await alarming()) == ("called_off", False)
        again = await board.post(f"{API}/events/{event['id']}/calling-off", headers=version(off.json()["coming"][0]))
        assert again.json()["code"] == "event-over"


@pytest.mark.policy("ASP-08")
async def test_who_plans_events_and_who_reads_them(board: ActorClient, responsible: Person, as_actor: Actors) -> None:
    event = await plan(board, a_stand(responsible))
    for office in Office:
        other = await as_actor(office)
        may_read, may_keep = (office in TASKS[task] for task in (Task.READ_EVENTS, Task.KEEP_EVENTS))
        assert ((await other.get(f"{API}/events")).status_code == 200) is may_read
        for answer in (
            await other.get(f"{API}/season"),
            await other.post(f"{API}/events", json={}),
            await other.put(f"{API}/season", json={}),
            await other.put(f"{API}/events/{event['id']}", json={}, headers=version(event)),
            await other.post(f"{API}/events/{event['id']}/calling-off", headers={"If-Match": '"99"'}),
        ):
            assert (answer.status_code != 403) is may_keep, office
    wrong = a_stand(responsible) | {"responsible_id": "00000000-0000-7000-8000-000000000000"}
    assert (await board.post(f"{API}/events", json=wrong)).json()["code"] == "invalid-input"
    past = a_stand(responsible, days=-1)
    assert (await board.post(f"{API}/events", json=past)).json()["code"] == "invalid-input"


@pytest.mark.policy("SOP-05", "ASP-08", "CON-01", "ORG-04")
async def test_nothing_around_an_event_tells_that_there_is_a_case_nor_how_many(
    app: FastAPI, database: Database, board: ActorClient, responsible: Person, as_actor: Actors
) -> None:
    """Read by a member of the board, one of the council group, and the accused and an administrator of each case."""
    readers = [board, await as_actor(person=responsible.id)]
    season = {"starts_on": days_ago(0).isoformat(), "ends_on": in_days(60).isoformat()}
    assert (await board.put(f"{API}/season", json=season)).status_code == 200

    async def read(*paths: str) -> list[str]:
        await work(app.state.database, app.state.due_work)
        return [(await reader.get(f"{API}{path}")).text for reader in readers for path in paths]

    await plan(board, a_stand(responsible))
    without_any = await read("/events")
    cases = [await staffed(database, as_actor, category=Category.PARTY) for _ in range(3)]
    assert await read("/events") == without_any
    readers += [case.clients[who] for case in cases for who in ("accused", "administrator")]
    everywhere = ("/events", "/season", "/office-alarms?limit=100", "/now", "/on-call")
    unassessed = await read(*everywhere)
    for case in cases:
        assessed = {"text": "Det är oroligt.", "valid_until": in_days(90).isoformat()}
        assert (await case.officer.post(f"{case.path}/safety/assessments", json=assessed)).status_code == 204
    assert await read(*everywhere) == unassessed, "to the letter, and to the version"

    # The one who plans the next gets the answer that they would get without any case, and nobody else hears of it.
    async with database.reading() as db:
        before = (await db.exec(select(func.count(col(Notice.id))))).one()
    second = await plan(board, a_stand(responsible, title="Dörrknackning"))
    assert second.keys() == (await coming(board))[0].keys()
    async with database.reading() as db:
        assert (await db.exec(select(func.count(col(Notice.id))))).one() == before
    found = "".join(await read(*everywhere))
    assert not any(str(case.case_id) in found for case in cases)
    for case in cases:  # the control: each case itself is asked about both
        steps = (await case.officer.get(f"{case.path}/steps")).json()["groups"]
        asked = [each for group in steps for each in group["steps"] if each["code"] == "SOP-05c"]
        assert len(asked) == 2


@pytest.mark.policy("ASP-08", "ORG-05", "ORG-06")
async def test_the_season_shows_week_by_week_what_is_missing(
    database: Database, board: ActorClient, responsible: Person, as_actor: Actors
) -> None:
    empty = (await board.get(f"{API}/season")).json()
    assert (empty["starts_on"], empty["weeks"]) == (None, [])
    wrong = {"starts_on": in_days(2).isoformat(), "ends_on": in_days(1).isoformat()}
    assert (await board.put(f"{API}/season", json=wrong)).json()["code"] == "invalid-input"
    await plan(board, a_stand(responsible, days=10))
    await plan(board, a_stand(responsible, days=100, title="Efter valet"))
    async with database.writing() as db:
        officer = await a_person(db, name="Ylva Jour", telephone="+46701740605")
        await a_term(db, Office.SECURITY_OFFICER, person=officer)
    shift = {
        "person_id": str(officer.id),
        "first_day": in_days(0).isoformat(),
        "begins": "00:00",
        "last_day": in_days(20).isoformat(),
        "ends": "00:00",
    }
    assert (await (await as_actor(person=officer.id)).post(f"{API}/on-call/shifts", json=shift)).status_code == 201
    season = {"starts_on": in_days(0).isoformat(), "ends_on": in_days(30).isoformat()}
    found = (await board.put(f"{API}/season", json=season)).json()
    assert found == (await board.get(f"{API}/season")).json()
    assert [each["title"] for week in found["weeks"] for each in week["events"]] == ["Torgmöte"]
    assert found["is_rota_kept"] is True
    bare = [gap for week in found["weeks"] for gap in week["gaps"]]
    assert bare, "the rota ends before the season does"
    assert min(gap["since"] for gap in bare)[:10] in {in_days(19).isoformat(), in_days(20).isoformat()}
    assert all(gap["since"] < gap["until"] for gap in bare)
    assert {each["kind"] for each in found["contacts"]} >= {"contact-not-verified", "contact-card-empty"}
    assert (found["members_told_on"], found["members_due_on"]) == (None, in_days(0).isoformat())
