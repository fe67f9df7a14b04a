import pytest
from sqlmodel import select

from app.access.rules import Office
from app.audit.models import AuditEvent
from app.core.database import Database
from app.people import service as people
from tests.people.conftest import RecordedChanges
from tests.support.actors import Actors
from tests.support.factories import a_person, a_term, days_ago, in_days, today
from tests.support.http import API, everything, version

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("founded")]

NUMBER = "+46701740605"


async def test_the_same_person_added_twice_with_one_key_is_one_person(as_actor: Actors) -> None:
    administrator = await as_actor(Office.ADMINISTRATOR)
    body = {"display_name": "Anna Ek", "email": "Anna@Example.org", "telephone": "070 174 06 05"}
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
