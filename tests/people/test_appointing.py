from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from app.access.rules import CONFIRMED_OFFICES, Office
from app.core.database import Database
from app.people import service as people
from app.people.hooks import ChangeKind
from app.people.models import Person
from tests.people.conftest import RecordedChanges
from tests.support.actors import ActorClient, Actors
from tests.support.factories import a_person, a_term, in_days, today
from tests.support.http import API, refusal, version

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("founded")]


async def someone(database: Database, *, is_external: bool = False) -> Person:
    async with database.writing() as db:
        return await a_person(db, is_external=is_external)


async def propose(client: ActorClient, office: Office, person_id: UUID, **more: Any) -> httpx.Response:
    body = {"person_id": str(person_id), "office": office.value, "starts_on": today().isoformat()} | more
    return await client.post(f"{API}/terms", json=body)


async def confirm(client: ActorClient, proposed: httpx.Response) -> httpx.Response:
    return await client.post(f"{API}/terms/{proposed.json()['id']}/confirmation", headers=version(proposed))


@pytest.mark.parametrize("office", sorted(CONFIRMED_OFFICES))
@pytest.mark.policy("ORG-01", "ORG-02")
async def test_a_key_officer_is_in_office_only_when_a_second_person_has_confirmed(
    database: Database, as_actor: Actors, changes: RecordedChanges, office: Office
) -> None:
    administrator, member = await as_actor(Office.ADMINISTRATOR), await as_actor(Office.BOARD_MEMBER)
    anna = await someone(database)
    proposed = await propose(administrator, office, anna.id)
    assert (proposed.status_code, proposed.json()["status"], proposed.json()["is_in_force"]) == (201, "proposed", False)
    async with database.reading() as db:
        assert await people.offices_of(db, anna.id) == frozenset()
    confirmed = await confirm(member, proposed)
    assert confirmed.json()["is_in_force"]
    assert confirmed.json()["confirmed_by"] == str(member.person_id)
    async with database.reading() as db:
        assert await people.offices_of(db, anna.id) == {office}
    assert [(change.kind, change.office, change.by) for change in changes.heard] == [
        (ChangeKind.PROPOSED, office, administrator.tag),
        (ChangeKind.APPOINTED, office, member.tag),
    ]


@pytest.mark.policy("ORG-02")
async def test_neither_administrator_nor_proposer_nor_appointee_confirms(database: Database, as_actor: Actors) -> None:
    chair = await as_actor(Office.CHAIR)
    appointee = await as_actor(Office.VICE_CHAIR)
    both = await as_actor(Office.BOARD_MEMBER, Office.ADMINISTRATOR)
    proposed = await propose(chair, Office.SECURITY_OFFICER, appointee.person_id)
    assert refusal(await confirm(chair, proposed)) == (403, "second-person-needed", "is-proposer")
    assert refusal(await confirm(appointee, proposed)) == (403, "second-person-needed", "is-appointee")
    assert refusal(await confirm(both, proposed)) == (403, "second-person-needed", "is-administrator")
    for office in (Office.ADMINISTRATOR, Office.COUNCIL_MEMBER, Office.GROUP_LEADER):
        assert (await confirm(await as_actor(office), proposed)).status_code == 403, office
    async with database.reading() as db:
        assert await people.holders_of(db, Office.SECURITY_OFFICER) == []


@pytest.mark.policy("ORG-02")
async def test_an_administrator_cannot_make_the_one_who_confirms(database: Database, as_actor: Actors) -> None:
    administrator = await as_actor(Office.ADMINISTRATOR)
    shadow = await someone(database)
    assert (await propose(administrator, Office.BOARD_MEMBER, shadow.id)).json()["status"] == "confirmed"
    proposed = await propose(administrator, Office.SECURITY_OFFICER, administrator.person_id)
    answer = await confirm(await as_actor(person=shadow.id), proposed)
    assert refusal(answer) == (403, "second-person-needed", "owes-office-to-proposer")
    assert (await confirm(await as_actor(Office.BOARD_MEMBER), proposed)).status_code == 200


@pytest.mark.policy("ORG-02")
async def test_what_is_confirmed_is_what_was_read(database: Database, as_actor: Actors) -> None:
    administrator, chair = await as_actor(Office.ADMINISTRATOR), await as_actor(Office.CHAIR)
    anna = await someone(database)
    proposed = await propose(administrator, Office.SECURITY_OFFICER, anna.id)
    address = f"{API}/terms/{proposed.json()['id']}"
    changed = await chair.patch(address, json={"rank": 7}, headers=version(proposed))
    stale = await confirm(await as_actor(Office.VICE_CHAIR), proposed)
    assert stale.status_code == 412
    assert (await chair.post(f"{address}/confirmation")).status_code == 428
    # Whoever changed the proposal has made it their own.
    assert refusal(await confirm(chair, changed))[2] == "is-proposer"
    assert (await confirm(await as_actor(Office.VICE_CHAIR), changed)).status_code == 200


async def test_an_appointment_is_decided_once(database: Database, as_actor: Actors) -> None:
    administrator, member = await as_actor(Office.ADMINISTRATOR), await as_actor(Office.BOARD_MEMBER)
    proposed = await propose(administrator, Office.CHAIR, (await someone(database)).id)
    confirmed = await confirm(member, proposed)
    assert refusal(await confirm(member, confirmed))[:2] == (409, "term-not-proposed")
    assert (await member.post(f"{API}/terms/{proposed.json()['id']}/refusal")).status_code == 409


@pytest.mark.parametrize("who", ["appointee", "proposer", "second person"])
async def test_a_proposal_can_be_refused(database: Database, as_actor: Actors, who: str) -> None:
    administrator, appointee = await as_actor(Office.ADMINISTRATOR), await as_actor()
    proposed = await propose(administrator, Office.CHAIR, appointee.person_id)
    address = f"{API}/terms/{proposed.json()['id']}/refusal"
    assert (await (await as_actor(Office.COUNCIL_MEMBER)).post(address)).status_code == 403
    refusing = {
        "appointee": appointee,
        "proposer": administrator,
        "second person": await as_actor(Office.SECURITY_OFFICER),
    }[who]
    declined = await refusing.post(address)
    assert (declined.status_code, declined.json()["status"]) == (200, "declined")
    again = await propose(administrator, Office.CHAIR, appointee.person_id)
    assert again.status_code == 201


@pytest.mark.parametrize("office", [Office.BOARD_MEMBER, Office.COUNCIL_MEMBER, Office.GROUP_LEADER])
async def test_other_offices_take_effect_when_appointed(database: Database, as_actor: Actors, office: Office) -> None:
    chair, anna = await as_actor(Office.CHAIR), await someone(database)
    assert (await propose(chair, office, anna.id)).json()["is_in_force"]
    async with database.reading() as db:
        assert await people.offices_of(db, anna.id) == {office}


async def test_who_comes_later_stands_last_in_line(database: Database, as_actor: Actors) -> None:
    chair = await as_actor(Office.CHAIR)
    ranks = [(await propose(chair, Office.VICE_CHAIR, (await someone(database)).id)).json()["rank"] for _ in range(3)]
    assert ranks == [1, 2, 3]


async def test_the_same_seat_is_held_once_at_a_time(database: Database, as_actor: Actors) -> None:
    chair, anna = await as_actor(Office.CHAIR), await someone(database)
    assert (await propose(chair, Office.VICE_CHAIR, anna.id, ends_on=str(in_days(9)))).status_code == 201
    assert refusal(await propose(chair, Office.VICE_CHAIR, anna.id))[:2] == (409, "overlapping-term")
    assert (await propose(chair, Office.VICE_CHAIR, anna.id, starts_on=str(in_days(10)))).status_code == 201
    for committee in ("School", "Roads"):
        assert (await propose(chair, Office.COMMITTEE_CHAIR, anna.id, committee=committee)).status_code == 201
    assert (await propose(chair, Office.COMMITTEE_CHAIR, anna.id, committee="Roads")).status_code == 409


async def test_a_retired_person_is_appointed_to_nothing(database: Database, as_actor: Actors) -> None:
    administrator, anna = await as_actor(Office.ADMINISTRATOR), await someone(database)
    await administrator.patch(f"{API}/people/{anna.id}", json={"is_retired": True}, headers={"If-Match": '"1"'})
    assert refusal(await propose(administrator, Office.BOARD_MEMBER, anna.id))[:2] == (409, "person-retired")


@pytest.mark.parametrize(
    ("office", "more", "fault"),
    [
        ("chair", {"person_id": str(uuid4())}, ("body.person_id", "unknown-person")),
        ("federation", {}, ("body.office", "external-office")),
        ("committee_chair", {}, ("body.committee", "required")),
        ("chair", {"committee": "School"}, ("body.committee", "not-for-this-office")),
        ("chair", {"ends_on": "1999-12-31"}, ("body.ends_on", "before-start")),
        ("chair", {"starts_on": "9999-12-31"}, ("body.starts_on", "less-than-equal")),
        ("king", {}, ("body.office", "enum")),
        ("chair", {"rank": 0}, ("body.rank", "greater-than-equal")),
    ],
)
async def test_an_impossible_appointment_names_its_field(
    database: Database, as_actor: Actors, office: str, more: dict[str, object], fault: tuple[str, str]
) -> None:
    body = {"person_id": str((await someone(database)).id), "office": office, "starts_on": "2026-01-01"} | more
    answer = await (await as_actor(Office.CHAIR)).post(f"{API}/terms", json=body)
    assert answer.status_code == 422
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [fault]


async def test_outsiders_hold_outside_offices_only(database: Database, as_actor: Actors) -> None:
    chair, outsider = await as_actor(Office.CHAIR), await someone(database, is_external=True)
    assert (await propose(chair, Office.MUNICIPAL_SECURITY_OFFICER, outsider.id)).status_code == 201
    assert (await propose(chair, Office.BOARD_MEMBER, outsider.id)).status_code == 422


async def test_the_same_appointment_sent_twice_with_one_key_is_one_term(database: Database, as_actor: Actors) -> None:
    chair, anna = await as_actor(Office.CHAIR), await someone(database)
    body = {"person_id": str(anna.id), "office": "board_member", "starts_on": "2026-01-01"}
    answers = [
        await chair.post(f"{API}/terms", json=body, headers={"Idempotency-Key": "a-key-of-mine"}) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


async def test_who_may_not_appoint_changes_no_office(database: Database, as_actor: Actors) -> None:
    async with database.writing() as db:
        term = await a_term(db, Office.VICE_CHAIR)
    for office in (Office.BOARD_MEMBER, Office.SECURITY_OFFICER, Office.GROUP_LEADER):
        client = await as_actor(office)
        assert (await propose(client, Office.BOARD_MEMBER, client.person_id)).status_code == 403
        assert (await client.post(f"{API}/terms/{term.id}/end", json={"ends_on": str(today())})).status_code == 403
        patch = await client.patch(f"{API}/terms/{term.id}", json={"rank": 2}, headers={"If-Match": '"1"'})
        assert patch.status_code == 403
