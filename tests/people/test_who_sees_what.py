from uuid import UUID

import httpx
import pytest

from app.access.rules import Office, Scope
from app.core.database import Database
from tests.support.actors import ActorClient, Actors
from tests.support.factories import a_person, a_term, days_ago, in_days
from tests.support.http import API, everything, version

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("founded")]

NUMBER = "+46701740605"


@pytest.mark.policy("ORG-06")
async def test_anyone_sees_whom_to_call_in_rank_order_without_signing_in(
    client: httpx.AsyncClient, database: Database
) -> None:
    async with database.writing() as db:
        for rank, name in ((2, "Deputy"), (1, "First")):
            person = await a_person(db, name=name, telephone=NUMBER, is_on_contact_card=True, verified_on=days_ago(9))
            await a_term(db, Office.SECURITY_OFFICER, person=person, rank=rank)
        private = await a_person(db, name="Private", telephone=NUMBER)
        await a_term(db, Office.SECURITY_OFFICER, person=private)
        former = await a_person(db, name="Former", telephone=NUMBER, is_on_contact_card=True)
        await a_term(db, Office.SECURITY_OFFICER, person=former, ends_on=days_ago(1))
        await a_person(db, name="Member", telephone=NUMBER, is_on_contact_card=True)
    card = (await client.get(f"{API}/contact-card")).json()
    assert card == {
        "officers": [
            {"display_name": name, "telephone": NUMBER, "last_verified_on": days_ago(9).isoformat()}
            for name in ("First", "Deputy")
        ],
        "emergency": "112",
        "police": "114 14",
    }


async def test_a_stranger_learns_the_neutral_name_and_nothing_else(client: httpx.AsyncClient, as_actor: Actors) -> None:
    stranger = (await client.get(f"{API}/association")).json()
    assert stranger == {
        "neutral_name": "The green house",
        "language": "sv",
        "name": None,
        "municipality": None,
        "is_demo": False,
    }
    member = (await (await as_actor()).get(f"{API}/association")).json()
    assert member["name"] == "The party in Exampletown"


async def test_the_administrator_changes_the_association_of_the_version_they_saw(as_actor: Actors) -> None:
    administrator = await as_actor(Office.ADMINISTRATOR)
    seen = await administrator.get(f"{API}/association")
    new = {"municipality": "Exampletown", "language": "en"}
    changed = await administrator.patch(f"{API}/association", json=new, headers=version(seen))
    assert changed.status_code == 200
    kept = {"neutral_name": "The green house", "name": "The party in Exampletown", "is_demo": False}
    assert changed.json() == kept | new
    late = await administrator.patch(f"{API}/association", json=new, headers=version(seen))
    assert (late.status_code, late.json()["code"]) == (412, "version-mismatch")
    blind = await administrator.patch(f"{API}/association", json=new)
    assert blind.status_code == 428
    chair = await as_actor(Office.CHAIR)
    assert (await chair.patch(f"{API}/association", json=new, headers=version(changed))).status_code == 403


# --- who sees what ---------------------------------------------------------------------------------------------


async def test_contact_details_are_for_those_who_manage_people_and_for_oneself(
    database: Database, as_actor: Actors
) -> None:
    async with database.writing() as db:
        anna = await a_person(db, name="Anna Ek", email="anna@example.org", telephone=NUMBER)
        await a_term(db, Office.COUNCIL_MEMBER, person=anna)

    async def contact_seen_by(client: ActorClient) -> list[object]:
        one = (await client.get(f"{API}/people/{anna.id}")).json()
        rows = await everything(client, "/people", limit=100)
        (listed,) = [row for row in rows if row["id"] == str(anna.id)]
        assert (one["display_name"], one["offices"]) == ("Anna Ek", ["council_member"])
        assert one == listed
        return [one["contact"]]

    for office in (Office.ADMINISTRATOR, Office.CHAIR):
        (contact,) = await contact_seen_by(await as_actor(office))
        assert isinstance(contact, dict)
        assert (contact["email"], contact["telephone"]) == ("anna@example.org", NUMBER)
    assert await contact_seen_by(await as_actor(person=anna.id)) != [None]
    for reader in (await as_actor(Office.BOARD_MEMBER), await as_actor(Office.SECURITY_OFFICER)):
        assert await contact_seen_by(reader) == [None]
    assert await contact_seen_by(as_actor.system(Scope.PEOPLE_READ)) == [None]


async def test_an_account_without_office_sees_itself_and_the_key_positions_only(as_actor: Actors) -> None:
    outsider, other = await as_actor(), await as_actor()
    assert (await outsider.get(f"{API}/people/{outsider.person_id}")).status_code == 200
    assert (await outsider.get(f"{API}/people/{other.person_id}")).status_code == 403
    for path in ("/people", "/terms", "/office-alarms"):
        assert (await outsider.get(f"{API}{path}")).status_code == 403, path
    assert (await outsider.get(f"{API}/offices")).status_code == 200


NOBODY = UUID("5c7a2d1e-0000-4000-8000-000000000000")
READS = ("/people", f"/people/{NOBODY}", "/terms", f"/terms/{NOBODY}", "/offices", "/office-alarms")


@pytest.mark.parametrize("path", READS)
async def test_nobody_reads_people_without_a_sign_in(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(f"{API}{path}")).status_code == 401


async def test_another_system_reads_people_with_its_scope_and_changes_nothing(as_actor: Actors) -> None:
    reader, other = as_actor.system(Scope.PEOPLE_READ), as_actor.system(Scope.POLICY_READ)
    for path in ("/people", "/terms", "/offices"):
        assert (await reader.get(f"{API}{path}")).status_code == 200, path
        assert (await other.get(f"{API}{path}")).status_code == 403, path
    assert (await reader.post(f"{API}/people", json={"display_name": "Bo Ås"})).status_code == 403


@pytest.mark.policy("ORG-06")
async def test_everyone_with_an_account_sees_who_holds_the_key_positions(database: Database, as_actor: Actors) -> None:
    async with database.writing() as db:
        deputy = await a_term(db, Office.VICE_CHAIR, rank=2)
        first = await a_term(db, Office.VICE_CHAIR, rank=1)
        await a_term(db, Office.VICE_CHAIR, starts_on=in_days(1))
    rows = (await (await as_actor()).get(f"{API}/offices")).json()["items"]
    assert [row["office"] for row in rows] == [office.value for office in Office]
    by_office = {row["office"]: row for row in rows}
    holders = [holder["person_id"] for holder in by_office["vice_chair"]["holders"]]
    assert holders == [str(first.person_id), str(deputy.person_id)]
    assert by_office["chair"]["is_vacant"]
    assert not by_office["vice_chair"]["is_vacant"]
