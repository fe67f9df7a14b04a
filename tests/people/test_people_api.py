from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlmodel import select

from app.access.rules import Office, Scope
from app.audit.models import AuditEvent
from app.core.database import Database
from app.people import service as people
from app.people.models import Person
from tests.people.conftest import RecordedChanges
from tests.support.actors import ActorClient, Actors
from tests.support.factories import a_person, a_term, days_ago, in_days, today

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("founded")]

API = "/api/v1"
NUMBER = "+46701740605"


def version(answer: httpx.Response) -> dict[str, str]:
    """The header that says: I change what I have just read."""
    return {"If-Match": answer.headers["ETag"]}


async def everything(client: ActorClient, path: str, *, limit: int) -> list[dict[str, Any]]:
    """All rows of a list, page by page."""
    rows: list[dict[str, Any]] = []
    after: str | None = None
    while True:
        query = {"limit": str(limit)} | ({"after": after} if after else {})
        page = (await client.get(f"{API}{path}", params=query)).json()
        assert len(page["items"]) <= limit
        rows += page["items"]
        after = page["next"]
        if after is None:
            return rows


# --- the public pages ------------------------------------------------------------------------------------------


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
    assert stranger == {"neutral_name": "The green house", "language": "sv", "name": None, "municipality": None}
    member = (await (await as_actor()).get(f"{API}/association")).json()
    assert member["name"] == "The party in Exampletown"


async def test_the_administrator_changes_the_association_of_the_version_they_saw(as_actor: Actors) -> None:
    administrator = await as_actor(Office.ADMINISTRATOR)
    seen = await administrator.get(f"{API}/association")
    new = {"municipality": "Exampletown", "language": "en"}
    changed = await administrator.patch(f"{API}/association", json=new, headers=version(seen))
    assert changed.status_code == 200
    assert changed.json() == {"neutral_name": "The green house", "name": "The party in Exampletown"} | new
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


READS = ("/people", f"/people/{uuid4()}", "/terms", f"/terms/{uuid4()}", "/offices", "/office-alarms")


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


# --- people ----------------------------------------------------------------------------------------------------


async def test_the_same_person_added_twice_with_one_key_is_one_person(as_actor: Actors) -> None:
    administrator = await as_actor(Office.ADMINISTRATOR)
    body = {"display_name": "Anna Ek", "email": "Anna@Example.org", "telephone": "070-174 06 05"}
    key = {"Idempotency-Key": "a-key-of-mine"}
    first = await administrator.post(f"{API}/people", json=body, headers=key)
    again = await administrator.post(f"{API}/people", json=body, headers=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first.json()["contact"]["email"] == "anna@example.org"
    assert first.json()["contact"]["telephone"] == NUMBER
    other = await administrator.post(f"{API}/people", json=body | {"display_name": "Bo"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "body.display_name"),
        ({"display_name": "  "}, "body.display_name"),
        ({"display_name": "Anna\nEk"}, "body.display_name"),
        ({"display_name": "A", "email": "not an address"}, "body.email"),
        ({"display_name": "A", "telephone": "call me"}, "body.telephone"),
        ({"display_name": "A", "language": "tlh"}, "body.language"),
    ],
)
async def test_bad_input_names_the_field_and_repeats_nothing(
    as_actor: Actors, body: dict[str, str], field: str
) -> None:
    answer = await (await as_actor(Office.ADMINISTRATOR)).post(f"{API}/people", json=body)
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert "not an address" not in answer.text


async def test_an_address_belongs_to_one_person(as_actor: Actors, database: Database) -> None:
    async with database.writing() as db:
        anna = await a_person(db, email="anna@example.org")
    administrator = await as_actor(Office.ADMINISTRATOR)
    body = {"display_name": "Bo Ås", "email": "ANNA@example.org"}
    taken = await administrator.post(f"{API}/people", json=body)
    assert (taken.status_code, taken.json()["code"]) == (409, "email-taken")
    bo = await administrator.post(f"{API}/people", json=body | {"email": None})
    moved = await administrator.patch(
        f"{API}/people/{bo.json()['id']}", json={"email": "anna@example.org"}, headers=version(bo)
    )
    assert moved.status_code == 409
    async with database.reading() as db:
        assert await people.email_belongs_to(db, "anna@example.org") == anna.id


async def test_only_what_is_sent_changes(as_actor: Actors, database: Database) -> None:
    async with database.writing() as db:
        anna = await a_person(db, name="Anna Ek", email="anna@example.org", telephone=NUMBER, verified_on=days_ago(3))
    chair = await as_actor(Office.CHAIR)
    seen = await chair.get(f"{API}/people/{anna.id}")
    changed = await chair.patch(f"{API}/people/{anna.id}", json={"telephone": None}, headers=version(seen))
    expected = seen.json()
    expected["contact"] |= {"telephone": None, "telephone_verified_on": None}
    assert changed.json() == expected
    null = await chair.patch(f"{API}/people/{anna.id}", json={"display_name": None}, headers=version(changed))
    assert null.status_code == 422
    stale = await chair.patch(f"{API}/people/{anna.id}", json={"display_name": "Eva"}, headers=version(seen))
    assert stale.status_code == 412


@pytest.mark.policy("ORG-06")
async def test_a_detail_is_verified_by_its_owner_until_it_changes(as_actor: Actors, database: Database) -> None:
    async with database.writing() as db:
        anna = await a_person(db, email="anna@example.org")
    herself, stranger = await as_actor(person=anna.id), await as_actor(Office.BOARD_MEMBER)
    address = f"{API}/people/{anna.id}/contact-verification"
    assert (await stranger.post(address, json={"details": ["email"]})).status_code == 403
    missing = await herself.post(address, json={"details": ["telephone"]})
    assert missing.json()["errors"] == [{"field": "body.details", "code": "no-telephone"}]
    verified = await herself.post(address, json={"details": ["email"]})
    assert verified.json()["contact"]["email_verified_on"] == today().isoformat()
    changed = await (await as_actor(Office.ADMINISTRATOR)).patch(
        f"{API}/people/{anna.id}", json={"email": "anna.ek@example.org"}, headers=version(verified)
    )
    assert changed.json()["contact"]["email_verified_on"] is None


async def test_retiring_someone_takes_them_out_of_every_office_at_once(
    as_actor: Actors, database: Database, changes: RecordedChanges
) -> None:
    async with database.writing() as db:
        anna = await a_person(db, telephone=NUMBER, is_on_contact_card=True)
        await a_term(db, Office.VICE_CHAIR, person=anna)
        await a_term(db, Office.COUNCIL_MEMBER, person=anna, starts_on=today())
        await a_term(db, Office.COUNCIL_SUBSTITUTE, person=anna, starts_on=in_days(40))
        await a_term(db, Office.BOARD_MEMBER, person=anna, ends_on=days_ago(100))
    administrator = await as_actor(Office.ADMINISTRATOR)
    seen = await administrator.get(f"{API}/people/{anna.id}")
    retired = await administrator.patch(f"{API}/people/{anna.id}", json={"is_retired": True}, headers=version(seen))
    assert (retired.json()["is_retired"], retired.json()["offices"]) == (True, [])
    assert {change.office for change in changes.heard} == {
        Office.VICE_CHAIR, Office.COUNCIL_MEMBER, Office.COUNCIL_SUBSTITUTE
    }  # fmt: skip
    async with database.reading() as db:
        for on in (today(), in_days(50)):
            assert await people.offices_of(db, anna.id, on=on) == frozenset()
    listed = {row["id"] for row in await everything(administrator, "/people", limit=100)}
    assert str(anna.id) not in listed
    back = await administrator.patch(f"{API}/people/{anna.id}", json={"is_retired": False}, headers=version(retired))
    assert (back.json()["is_retired"], back.json()["offices"]) == (False, [])


@pytest.mark.policy("ORG-02")
async def test_the_last_officer_cannot_be_retired(as_actor: Actors, database: Database) -> None:
    async with database.writing() as db:
        officer = await a_term(db, Office.SECURITY_OFFICER)
    administrator = await as_actor(Office.ADMINISTRATOR)
    for person_id in (officer.person_id, administrator.person_id):
        answer = await administrator.patch(
            f"{API}/people/{person_id}", json={"is_retired": True}, headers={"If-Match": '"1"'}
        )
        assert (answer.status_code, answer.json()["code"]) == (409, "successor-needed")
    async with database.reading() as db:
        assert await people.holders_of(db, Office.SECURITY_OFFICER) == [officer.person_id]


@pytest.mark.parametrize("limit", [1, 2, 7])
async def test_every_person_is_on_one_page_exactly(as_actor: Actors, database: Database, limit: int) -> None:
    async with database.writing() as db:
        for name in ("Åsa", "anna", "Anna", "Anna", "Östen", "-", "Zoë"):
            await a_person(db, name=name)
    reader = await as_actor(Office.BOARD_MEMBER)
    ids = [row["id"] for row in await everything(reader, "/people", limit=limit)]
    assert len(ids) == len(set(ids)) == 8


@pytest.mark.parametrize("after", ["nonsense", "WyJhIl0", "WyJhIiwgImIiXQ"])
async def test_a_cursor_of_ones_own_making_is_refused(as_actor: Actors, after: str) -> None:
    reader = await as_actor(Office.BOARD_MEMBER)
    for path in ("/people", "/terms"):
        assert (await reader.get(f"{API}{path}", params={"after": after})).status_code == 400


async def test_the_audit_log_names_nobody(as_actor: Actors, database: Database) -> None:
    administrator = await as_actor(Office.ADMINISTRATOR)
    made = await administrator.post(f"{API}/people", json={"display_name": "Anna Ek", "email": "anna@example.org"})
    await administrator.patch(
        f"{API}/people/{made.json()['id']}", json={"display_name": "Eva Ek"}, headers=version(made)
    )
    async with database.reading() as db:
        events = (await db.exec(select(AuditEvent))).all()
        tag = next(tag for tag, named in (await people.names_by_tag(db)).items() if named.display_name == "Eva Ek")
    assert [(event.kind, event.actor, event.subject) for event in events] == [
        ("person-added", administrator.tag, tag),
        ("person-changed", administrator.tag, tag),
    ]
    written = " ".join(f"{event.subject} {event.codes}" for event in events)
    for word in ("Anna", "Eva", "example.org", made.json()["id"]):
        assert word not in written


# --- what other rooms ask --------------------------------------------------------------------------------------


@pytest.mark.policy("CON-03")
async def test_free_text_is_matched_to_names_and_to_holders_of_titled_offices(database: Database) -> None:
    titles = {Office.CHAIR: ["ordförande"], Office.VICE_CHAIR: ["vice ordförande"]}
    async with database.writing() as db:
        anna = await a_person(db, name="Anna Ek")
        chair = await a_term(db, Office.CHAIR)
        former = await a_term(db, Office.CHAIR, ends_on=days_ago(1))
    async with database.reading() as db:
        assert await people.match_names(db, "det var annas fel", titles=titles) == {anna.id}
        assert await people.match_names(db, "ordföranden hotade mig", titles=titles) == {chair.person_id}
        assert await people.match_names(db, "någon annan hotade mig", titles=titles) == set()
    assert former.person_id != chair.person_id


@pytest.mark.policy("CON-02", "CGR-05")
async def test_other_rooms_find_the_line_and_the_group(database: Database) -> None:
    async with database.writing() as db:
        chair = await a_term(db, Office.CHAIR)
        vice = await a_term(db, Office.VICE_CHAIR)
        member = await a_term(db, Office.COUNCIL_MEMBER)
        substitute = await a_term(db, Office.COUNCIL_SUBSTITUTE, person=chair.person_id)
    async with database.reading() as db:
        found = await people.next_in_line(db, Office.CHAIR, barred=[chair.person_id])
        assert found.person_id == vice.person_id
        group = await people.council_group(db)
        assert group.everyone == (member.person_id, substitute.person_id)
        known = await people.person(db, chair.person_id)
        assert known.tag == db.keys.person_tag(chair.person_id)
        row = (await db.exec(select(Person).where(Person.id == chair.person_id))).one()
        assert known.display_name == row.display_name
