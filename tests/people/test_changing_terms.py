from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlmodel import select

from app.access.rules import Office
from app.audit.models import AuditEvent
from app.core.database import Database
from app.people import service as people
from app.people.hooks import ChangeKind
from app.people.models import Term
from app.people.rules import TermStatus
from tests.people.conftest import RecordedChanges
from tests.support.actors import ActorClient, Actors
from tests.support.factories import a_person, a_term, days_ago, in_days, today
from tests.support.http import API, everything, refusal

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("founded")]


async def end(client: ActorClient, term: Term, ends_on: object, **more: Any) -> httpx.Response:
    return await client.post(f"{API}/terms/{term.id}/end", json={"ends_on": str(ends_on)} | more)


@pytest.mark.policy("ORG-02")
async def test_what_was_confirmed_cannot_be_prolonged_or_moved(database: Database, as_actor: Actors) -> None:
    chair = await as_actor(Office.CHAIR)
    async with database.writing() as db:
        officer = await a_term(db, Office.SECURITY_OFFICER, ends_on=in_days(100))
        member = await a_term(db, Office.BOARD_MEMBER, ends_on=in_days(100))
    for patch in ({"ends_on": str(in_days(101))}, {"ends_on": None}, {"starts_on": str(days_ago(400))}):
        address, seen = f"{API}/terms/{officer.id}", {"If-Match": '"1"'}
        assert refusal(await chair.patch(address, json=patch, headers=seen))[:2] == (409, "new-term-needed"), patch
    longer = await chair.patch(f"{API}/terms/{member.id}", json={"ends_on": None}, headers={"If-Match": '"1"'})
    assert (longer.status_code, longer.json()["ends_on"]) == (200, None)


@pytest.mark.policy("ORG-02")
async def test_the_last_officers_term_cannot_be_shortened(database: Database, as_actor: Actors) -> None:
    chair = await as_actor(Office.CHAIR)
    async with database.writing() as db:
        officer = await a_term(db, Office.SECURITY_OFFICER)
    address, new = f"{API}/terms/{officer.id}", {"ends_on": str(in_days(30))}
    assert refusal(await chair.patch(address, json=new, headers={"If-Match": '"1"'}))[1] == "successor-needed"
    async with database.writing() as db:
        await a_term(db, Office.SECURITY_OFFICER, rank=2)
    shortened = await chair.patch(address, json=new, headers={"If-Match": '"1"'})
    assert (shortened.status_code, shortened.json()["ends_on"]) == (200, new["ends_on"])


async def test_order_within_an_office_follows_rank(
    database: Database, as_actor: Actors, changes: RecordedChanges
) -> None:
    chair = await as_actor(Office.CHAIR)
    async with database.writing() as db:
        first, deputy = [await a_term(db, Office.SECURITY_OFFICER, rank=rank) for rank in (1, 2)]
    await chair.patch(f"{API}/terms/{first.id}", json={"rank": 3}, headers={"If-Match": '"1"'})
    async with database.reading() as db:
        assert await people.holders_of(db, Office.SECURITY_OFFICER) == [deputy.person_id, first.person_id]
    assert [change.kind for change in changes.heard] == [ChangeKind.CHANGED]


async def test_a_declined_term_stays_as_it_was(database: Database, as_actor: Actors) -> None:
    async with database.writing() as db:
        declined = await a_term(db, Office.CHAIR, status=TermStatus.DECLINED)
    chair = await as_actor(Office.CHAIR)
    patched = await chair.patch(f"{API}/terms/{declined.id}", json={"rank": 2}, headers={"If-Match": '"1"'})
    for answer in (patched, await end(chair, declined, today())):
        assert refusal(answer)[:2] == (409, "term-not-confirmed")


# --- ending ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("office", [Office.CHAIR, Office.SECURITY_OFFICER, Office.ADMINISTRATOR])
@pytest.mark.policy("ORG-01", "ORG-02")
async def test_the_last_one_cannot_be_ended_without_a_successor(
    database: Database, as_actor: Actors, changes: RecordedChanges, office: Office
) -> None:
    async with database.writing() as db:
        boss = await a_person(db)
        await a_term(db, Office.CHAIR if office is Office.ADMINISTRATOR else Office.ADMINISTRATOR, person=boss)
        last = await a_term(db, office)
        late = await a_term(db, office, starts_on=in_days(12))
        proposed = await a_term(db, office, starts_on=in_days(5), status=TermStatus.PROPOSED)
    client = await as_actor(person=boss.id)
    for more in ({}, *({"successor_term_id": str(other.id)} for other in (late, proposed))):
        answer = await end(client, last, in_days(10), **more)
        assert refusal(answer)[:2] == (409, "successor-needed"), more
    assert changes.heard == []
    ended = await end(client, last, in_days(11), successor_term_id=str(late.id))
    assert (ended.status_code, ended.json()["ends_on"]) == (200, str(in_days(11)))
    assert [(change.kind, change.person_id) for change in changes.heard] == [(ChangeKind.ENDED, last.person_id)]
    async with database.reading() as db:
        assert await people.holders_of(db, office, on=in_days(11)) == [last.person_id]
        assert await people.holders_of(db, office, on=in_days(12)) == [late.person_id]
        event = (await db.exec(select(AuditEvent).where(AuditEvent.kind == "term-ended"))).one()
    assert event.codes["successor"] == str(late.id)


async def test_a_successor_in_another_office_is_none(database: Database, as_actor: Actors) -> None:
    chair = await as_actor(Office.CHAIR)
    async with database.writing() as db:
        last = await a_term(db, Office.SECURITY_OFFICER)
        other = await a_term(db, Office.VICE_CHAIR)
    for wrong in (other.id, last.id, uuid4()):
        answer = await end(chair, last, today(), successor_term_id=str(wrong))
        assert answer.json()["errors"] == [{"field": "body.successor_term_id", "code": "no-such-term-in-this-office"}]


async def test_other_offices_may_stand_empty(database: Database, as_actor: Actors) -> None:
    chair = await as_actor(Office.CHAIR)
    async with database.writing() as db:
        only = await a_term(db, Office.GROUP_LEADER)
    assert not (await end(chair, only, days_ago(1))).json()["is_in_force"]
    async with database.reading() as db:
        assert await people.offices_of(db, only.person_id) == frozenset()


async def test_an_ending_is_never_later_than_the_elected_end_nor_before_the_start(
    database: Database, as_actor: Actors
) -> None:
    chair = await as_actor(Office.CHAIR)
    async with database.writing() as db:
        term = await a_term(db, Office.VICE_CHAIR, starts_on=in_days(5), ends_on=in_days(50))
    for ends_on, code in ((in_days(51), "after-elected-end"), (in_days(3), "before-start")):
        assert (await end(chair, term, ends_on)).json()["errors"] == [{"field": "body.ends_on", "code": code}]
    withdrawn = await end(chair, term, in_days(4))
    assert withdrawn.status_code == 200
    async with database.reading() as db:
        assert await people.holders_of(db, Office.VICE_CHAIR, on=in_days(5)) == []


# --- the municipality ------------------------------------------------------------------------------------------


@pytest.mark.policy("ORG-02")
async def test_reporting_the_officer_to_the_municipality_quiets_the_alarm(database: Database, as_actor: Actors) -> None:
    chair = await as_actor(Office.CHAIR)
    async with database.writing() as db:
        officer = await a_term(db, Office.SECURITY_OFFICER)

    async def unreported() -> list[str]:
        rows = await everything(chair, "/office-alarms", limit=1)
        names = {row["id"]: row["display_name"] for row in await everything(chair, "/people", limit=50)}
        assert [row["display_name"] for row in rows] == [names.get(row["person_id"]) for row in rows]
        return [row["term_id"] for row in rows if row["kind"] == "officer-not-reported"]

    assert await unreported() == [str(officer.id)]
    address = f"{API}/terms/{officer.id}/municipality-report"
    early = await chair.post(address, json={"reported_on": str(in_days(1)), "receipt": "KS 2026/1"})
    assert early.json()["errors"] == [{"field": "body.reported_on", "code": "in-the-future"}]
    assert (await chair.post(address, json={"reported_on": str(today()), "receipt": " "})).status_code == 422
    report = {"reported_on": str(days_ago(1)), "receipt": "KS 2026/1"}
    assert (await (await as_actor(Office.BOARD_MEMBER)).post(address, json=report)).status_code == 403
    reported = (await chair.post(address, json=report)).json()
    assert (reported["reported_to_municipality_on"], reported["municipality_receipt"]) == tuple(report.values())
    assert await unreported() == []


async def test_only_security_officers_in_office_are_reported(database: Database, as_actor: Actors) -> None:
    chair = await as_actor(Office.CHAIR)
    async with database.writing() as db:
        member = await a_term(db, Office.BOARD_MEMBER)
        proposed = await a_term(db, Office.SECURITY_OFFICER, status=TermStatus.PROPOSED)
    report = {"reported_on": str(today()), "receipt": "KS 2026/1"}
    for term, code in ((member, "not-reportable"), (proposed, "term-not-confirmed")):
        answer = await chair.post(f"{API}/terms/{term.id}/municipality-report", json=report)
        assert refusal(answer)[:2] == (409, code)


# --- lists -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("limit", [1, 3, 100])
async def test_every_term_is_on_one_page_exactly_the_latest_first(
    database: Database, as_actor: Actors, limit: int
) -> None:
    reader = await as_actor(Office.BOARD_MEMBER)
    async with database.writing() as db:
        for days in (5, 3, 3, 3, 9):
            await a_term(db, Office.COUNCIL_MEMBER, starts_on=days_ago(days))
    rows = await everything(reader, "/terms", limit=limit)
    assert len({row["id"] for row in rows}) == len(rows) == 6
    starts = [row["starts_on"] for row in rows]
    assert starts == sorted(starts, reverse=True)


async def test_terms_are_found_by_office_person_and_status(database: Database, as_actor: Actors) -> None:
    reader = await as_actor(Office.BOARD_MEMBER)
    async with database.writing() as db:
        waiting = await a_term(db, Office.CHAIR, status=TermStatus.PROPOSED)
        held = await a_term(db, Office.CHAIR)

    async def found(**query: str) -> set[str]:
        return {row["id"] for row in (await reader.get(f"{API}/terms", params=query)).json()["items"]}

    assert await found(office="chair") == {str(waiting.id), str(held.id)}
    assert await found(status="proposed") == {str(waiting.id)}
    assert await found(person_id=str(held.person_id)) == {str(held.id)}


@pytest.mark.parametrize("limit", [1, 2, 100])
async def test_every_alarm_is_on_one_page_exactly(database: Database, as_actor: Actors, limit: int) -> None:
    reader = await as_actor(Office.VICE_CHAIR)
    rows = await everything(reader, "/office-alarms", limit=limit)
    kinds = [(row["kind"], row["office"]) for row in rows]
    assert kinds == [
        ("contact-card-empty", "security_officer"),
        ("contact-missing", None),
        ("members-not-informed", None),
        ("office-vacant", "administrator"),
        ("office-vacant", "chair"),
        ("office-vacant", "security_officer"),
    ]


async def test_an_unknown_term_is_not_there(as_actor: Actors) -> None:
    chair = await as_actor(Office.CHAIR)
    address = f"{API}/terms/{uuid4()}"
    assert (await chair.get(address)).status_code == 404
    assert (await chair.post(f"{address}/end", json={"ends_on": "2026-01-01"})).status_code == 404
    assert (await chair.post(f"{address}/refusal")).status_code == 404
