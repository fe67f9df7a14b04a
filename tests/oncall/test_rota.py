"""The rota over HTTP: who keeps it, what the contact card and the overview make of it, and test alarms."""

from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.access.rules import Office
from app.core import clock
from app.core.database import Database
from app.ports.mail import RecordedMail
from app.worker import work
from tests.support.actors import ActorClient, Actors
from tests.support.factories import a_person, a_term, an_association, days_ago, in_days
from tests.support.http import API

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]

NUMBERS = ["+46701740605", "+46701740606", "+46701740607"]


@pytest.fixture
async def officers(as_actor: Actors, database: Database) -> list[ActorClient]:
    """Three, in their order of rank, each with a published number and an address."""
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
            for rank in range(3)
        ]
        for rank, person in enumerate(people):
            await a_term(db, Office.SECURITY_OFFICER, person=person, rank=rank + 1)
    return [await as_actor(person=person.id) for person in people]


def a_shift(
    person: ActorClient, *, deputy: ActorClient | None = None, first: int = -1, last: int = 1, **more: Any
) -> dict[str, Any]:
    return {
        "person_id": str(person.person_id),
        "deputy_id": str(deputy.person_id) if deputy else None,
        "first_day": in_days(first).isoformat(),
        "begins": "17:00",
        "last_day": in_days(last).isoformat(),
        "ends": "17:00",
        **more,
    }


async def keep(who: ActorClient, shift: dict[str, Any]) -> dict[str, Any]:
    answer = await who.post(f"{API}/on-call/shifts", json=shift)
    assert answer.status_code == 201, answer.text
    kept: dict[str, Any] = answer.json()
    return kept


async def on_card(client: httpx.AsyncClient) -> list[str]:
    return [each["display_name"] for each in (await client.get(f"{API}/contact-card")).json()["officers"]]


@pytest.mark.policy("ORG-06")
async def test_whoever_is_on_call_stands_first_on_the_contact_card_then_the_deputy(
    officers: list[ActorClient], client: httpx.AsyncClient
) -> None:
    first, second, third = officers
    assert await on_card(client) == ["Officer 0", "Officer 1", "Officer 2"]
    kept = await keep(second, a_shift(third, deputy=second))
    assert await on_card(client) == ["Officer 2", "Officer 1", "Officer 0"]
    assert [each["display_name"] for each in kept["on_call"]] == ["Officer 2", "Officer 1"]
    (shift,) = kept["shifts"]
    # "I take this shift": the deputy changes place with whoever had it; the version that was read counts once.
    seen = {"If-Match": f'"{shift["version"]}"'}
    address = f"{API}/on-call/shifts/{shift['id']}"
    taken = await second.post(f"{address}/takeover", headers=seen)
    assert [each["display_name"] for each in taken.json()["on_call"]] == ["Officer 1", "Officer 2"]
    assert (await first.post(f"{address}/takeover", headers=seen)).status_code == 412
    ended = await first.post(f"{address}/end", headers={"If-Match": f'"{taken.json()["shifts"][0]["version"]}"'})
    assert (ended.json()["shifts"], ended.json()["is_kept"]) == ([], True)
    assert (await first.post(f"{address}/end", headers=seen)).json()["code"] == "shift-over"


@pytest.mark.policy("ORG-06", "ORG-02")
async def test_a_coming_hour_without_anybody_is_an_alarm_and_told_of_each_morning(
    officers: list[ActorClient], app: FastAPI, as_actor: Actors, mail: RecordedMail
) -> None:
    first, *_ = officers
    chair = await as_actor(Office.CHAIR)

    async def alarming() -> set[str]:
        found = (await chair.get(f"{API}/office-alarms")).json()["items"]
        return {each["kind"] for each in found} & {"on-call-gap", "test-alarm-due"}

    assert await alarming() == set()
    kept = await keep(first, a_shift(first, last=2))
    assert kept["gaps"][0]["until"] is None
    assert await alarming() == {"on-call-gap", "test-alarm-due"}
    await keep(first, a_shift(officers[1], first=2, last=9, times=2))
    assert await alarming() == {"test-alarm-due"}
    await first.post(f"{API}/on-call/test-alarms", json={"is_for_everyone": True})
    assert await alarming() == set()
    mail.sent.clear()
    with clock.turned(timedelta(days=15)):  # the last shift ends in a day
        await work(app.state.database, app.state.due_work)
        told = [one for one in mail.sent if one.subject == "Något väntar på dig"]
        assert {one.to for one in told} == {f"officer{rank}@example.org" for rank in range(3)}
        assert "jour" not in "".join(one.text.lower() for one in told)
        assert await alarming() == {"on-call-gap"}


@pytest.mark.policy("ORG-06")
async def test_a_test_alarm_says_so_and_shows_who_answered_in_time(
    officers: list[ActorClient], app: FastAPI, as_actor: Actors, mail: RecordedMail
) -> None:
    first, second, third = officers
    chair = await as_actor(Office.CHAIR)
    sent = (await second.post(f"{API}/on-call/test-alarms", json={"is_for_everyone": True})).json()
    (alarm,) = sent["test_alarms"]
    assert {each["person"]["person_id"] for each in alarm["answers"]} == {
        str(each.person_id) for each in (first, second, third, chair)
    }
    await work(app.state.database, app.state.due_work)
    assert {one.subject for one in mail.sent} == {"Ett prov: svara att du har sett det"}
    address = f"{API}/on-call/test-alarms/{alarm['id']}/answer"
    assert (await first.post(address)).status_code == 204
    outsider = await as_actor(Office.BOARD_MEMBER)
    assert (await outsider.post(address)).status_code == 404
    with clock.turned(timedelta(minutes=16)):
        assert (await chair.post(address)).status_code == 204
        found = (await third.get(f"{API}/on-call")).json()
    (shown,) = found["test_alarms"]
    late = {
        each["person"]["person_id"]: (each["is_late"], each["answered_at"] is not None) for each in shown["answers"]
    }
    assert late[str(first.person_id)] == (False, True)
    assert late[str(chair.person_id)] == (True, True)
    assert late[str(third.person_id)] == (True, False)
    assert found["awaits_my_answer"] == alarm["id"]
    # It is no report: nobody has anything to acknowledge.
    assert (await first.get(f"{API}/now")).json()["to_acknowledge"] == []
    alone = (await second.post(f"{API}/on-call/test-alarms", json={"is_for_everyone": False})).json()["test_alarms"][0]
    assert [each["person"]["person_id"] for each in alone["answers"]] == [str(second.person_id)]


@pytest.mark.policy("ORG-06")
async def test_who_reads_and_who_keeps_the_rota(officers: list[ActorClient], as_actor: Actors) -> None:
    first, second, _ = officers
    member, board, chair = [
        await as_actor(office) for office in (Office.COUNCIL_MEMBER, Office.BOARD_MEMBER, Office.CHAIR)
    ]
    assert (await as_actor.anonymous().get(f"{API}/on-call")).status_code == 401
    assert (await member.get(f"{API}/on-call")).status_code == 403
    assert (await board.get(f"{API}/on-call")).status_code == 200
    for other in (member, board):
        assert (await other.post(f"{API}/on-call/shifts", json=a_shift(first))).status_code == 403
        assert (await other.post(f"{API}/on-call/test-alarms", json={"is_for_everyone": True})).status_code == 403
    shift = (await keep(chair, a_shift(first)))["shifts"][0]
    taken = await chair.post(f"{API}/on-call/shifts/{shift['id']}/takeover", headers={"If-Match": '"1"'})
    assert taken.status_code == 403
    assert (await second.post(f"{API}/on-call/shifts/{shift['id']}/end")).status_code == 428


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"last": -1}, "not-a-coming-time"),
        ({"first": 1, "last": 40}, "not-a-coming-time"),
        ({"last": 8, "times": 2}, "overlaps-itself"),
    ],
)
async def test_what_no_shift_can_be(officers: list[ActorClient], changes: dict[str, Any], refused: str) -> None:
    first, *_ = officers
    answer = await first.post(f"{API}/on-call/shifts", json=a_shift(first, **changes))
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, refused)


async def test_only_officers_are_on_call_and_one_at_a_time(officers: list[ActorClient], as_actor: Actors) -> None:
    first, second, _ = officers
    chair = await as_actor(Office.CHAIR)
    answer = await first.post(f"{API}/on-call/shifts", json=a_shift(chair))
    assert answer.json()["errors"] == [{"field": "body.person_id", "code": "not-an-officer"}]
    answer = await first.post(f"{API}/on-call/shifts", json=a_shift(first, deputy=first))
    assert answer.json()["errors"] == [{"field": "body.deputy_id", "code": "same-person"}]
    await keep(first, a_shift(first))
    taken = await first.post(f"{API}/on-call/shifts", json=a_shift(second, first=0))
    assert (taken.status_code, taken.json()["code"]) == (409, "shift-taken")
    await keep(first, a_shift(second, first=1, last=3))
