"""An invitation reaches the person themselves, and who could have got at it is noticed."""

from uuid import UUID

import pytest
from fastapi import FastAPI

from app.access.rules import CONFIRMED_OFFICES, Office
from app.core.database import Database
from app.ports.mail import RecordedMail
from app.worker import work
from tests.support.actors import ActorClient, Actors
from tests.support.factories import a_person, a_term, an_association, in_days, today
from tests.support.http import API, refusal, version
from tests.support.sign_in import PASSWORD, a_browser, an_account, link_in

pytestmark = pytest.mark.anyio

CHAIR = "chair@example.org"
OFFICER = "officer@example.org"
NEW = "new@example.org"


@pytest.fixture(autouse=True)
async def _someone_to_tell(database: Database) -> None:
    async with database.writing() as db:
        await an_association(db)
        for office, email in ((Office.CHAIR, CHAIR), (Office.SECURITY_OFFICER, OFFICER)):
            await a_term(db, office, person=await a_person(db, email=email))


async def someone_new(database: Database, *offices: Office, email: str = NEW) -> UUID:
    async with database.writing() as db:
        person = await a_person(db, email=email)
        for office in offices:
            await a_term(db, office, person=person)
        return person.id


async def proposed(administrator: ActorClient, person_id: UUID, office: Office) -> str:
    wanted = {"person_id": str(person_id), "office": office.value, "starts_on": str(today())}
    answer = await administrator.post(f"{API}/terms", json=wanted, headers={"Idempotency-Key": "proposed-once"})
    assert answer.status_code == 201, answer.text
    return f"{API}/terms/{answer.json()['id']}"


async def change_of(client: ActorClient, person_id: UUID, **changed: str) -> None:
    address = f"{API}/people/{person_id}"
    answer = await client.patch(address, json=changed, headers=version(await client.get(address)))
    assert answer.status_code == 200, answer.text


async def subjects_to(app: FastAPI, mail: RecordedMail, email: str) -> list[str]:
    await work(app.state.database, app.state.due_work)
    return [each.subject for each in mail.to(email)]


@pytest.mark.parametrize("offices", [(), (Office.COUNCIL_MEMBER,), (Office.SECURITY_OFFICER,)])
async def test_whoever_invites_never_sees_the_link(
    app: FastAPI, database: Database, as_actor: Actors, mail: RecordedMail, offices: tuple[Office, ...]
) -> None:
    """Without an office as well: one may be given to them tomorrow, and the link would still be at hand."""
    administrator = await as_actor(Office.ADMINISTRATOR)
    person_id = await someone_new(database, *offices)
    answer = await administrator.post(f"{API}/people/{person_id}/invitation")
    assert (answer.status_code, answer.content) == (204, b"")
    await work(database, app.state.due_work)
    async with a_browser(app) as browser:
        accepted = {"token": link_in(mail, NEW), "password": PASSWORD}
        assert (await browser.post(f"{API}/auth/invitations/accept", json=accepted)).status_code == 204


async def test_officers_are_told_when_someone_in_an_office_of_trust_gets_an_account(
    app: FastAPI, mail: RecordedMail
) -> None:
    await an_account(app, email="affected@example.org")
    await an_account(app, Office.COUNCIL_MEMBER, email="voter@example.org")
    assert await subjects_to(app, mail, CHAIR) == []
    await an_account(app, Office.BOARD_MEMBER, email=NEW)
    for email in (CHAIR, OFFICER):
        assert await subjects_to(app, mail, email) == ["Ett nytt konto"]


async def test_officers_are_told_when_someone_proposed_for_an_office_of_trust_gets_an_account(
    app: FastAPI, database: Database, as_actor: Actors, mail: RecordedMail
) -> None:
    administrator = await as_actor(Office.ADMINISTRATOR)
    person_id = await someone_new(database)
    await proposed(administrator, person_id, Office.SECURITY_OFFICER)
    before = await subjects_to(app, mail, CHAIR)
    await administrator.post(f"{API}/people/{person_id}/invitation")
    await work(database, app.state.due_work)
    async with a_browser(app) as browser:
        accepted = {"token": link_in(mail, NEW), "password": PASSWORD}
        assert (await browser.post(f"{API}/auth/invitations/accept", json=accepted)).status_code == 204
    assert await subjects_to(app, mail, CHAIR) == [*before, "Ett nytt konto"]


@pytest.mark.parametrize("changed", [{"email": "elsewhere@example.org"}, {"display_name": "Someone Else"}])
async def test_officers_are_told_when_another_changes_who_someone_in_an_office_of_trust_is(
    app: FastAPI, database: Database, as_actor: Actors, mail: RecordedMail, changed: dict[str, str]
) -> None:
    administrator = await as_actor(Office.ADMINISTRATOR)
    trusted = await someone_new(database, Office.VICE_CHAIR, email="vice@example.org")
    ordinary = await someone_new(database, Office.COUNCIL_MEMBER)
    await change_of(administrator, ordinary, **changed)
    await change_of(administrator, administrator.person_id, display_name="Myself Myselfsson")
    await change_of(administrator, trusted, language="en")
    assert await subjects_to(app, mail, CHAIR) == []
    if "email" in changed:
        await change_of(administrator, ordinary, email=NEW)
    await change_of(administrator, trusted, **changed)
    for email in (CHAIR, OFFICER):
        assert await subjects_to(app, mail, email) == ["Någons uppgifter har ändrats"]


@pytest.mark.policy("ORG-02")
@pytest.mark.parametrize("changed", [{"email": "elsewhere@example.org"}, {"display_name": "Someone Else"}])
async def test_a_yes_is_to_the_person_who_was_proposed(
    database: Database, as_actor: Actors, changed: dict[str, str]
) -> None:
    administrator, chair = await as_actor(Office.ADMINISTRATOR), await as_actor(Office.CHAIR)
    person_id = await someone_new(database)
    term = await proposed(administrator, person_id, Office.SECURITY_OFFICER)
    read = await chair.get(term)
    await change_of(administrator, person_id, **changed)
    stale = await chair.post(f"{term}/confirmation", headers=version(read))
    assert refusal(stale)[:2] == (412, "version-mismatch")
    anew = await chair.get(term)
    assert anew.json()["version"] == read.json()["version"] + 1
    assert (await chair.post(f"{term}/confirmation", headers=version(anew))).status_code == 200


@pytest.mark.policy("ORG-02")
async def test_who_changes_the_person_proposed_does_not_confirm_it(database: Database, as_actor: Actors) -> None:
    administrator, chair = await as_actor(Office.ADMINISTRATOR), await as_actor(Office.CHAIR)
    officer = await as_actor(Office.SECURITY_OFFICER)
    person_id = await someone_new(database)
    term = await proposed(administrator, person_id, Office.SECURITY_OFFICER)
    await change_of(chair, person_id, email="mine@example.org")
    read = await chair.get(term)
    refused = await chair.post(f"{term}/confirmation", headers=version(read))
    assert refusal(refused) == (403, "second-person-needed", "is-proposer")
    assert (await officer.post(f"{term}/confirmation", headers=version(read))).status_code == 200


async def test_who_may_confirm_sees_where_the_invitation_would_go_and_others_do_not(
    database: Database, as_actor: Actors
) -> None:
    administrator, board_member = await as_actor(Office.ADMINISTRATOR), await as_actor(Office.BOARD_MEMBER)
    voter = await as_actor(Office.COUNCIL_MEMBER)
    person_id = await someone_new(database)
    term = await proposed(administrator, person_id, Office.SECURITY_OFFICER)

    async def told(client: ActorClient) -> tuple[str | None, str | None]:
        (listed,) = (await client.get(f"{API}/terms?person_id={person_id}")).json()["items"]
        return (await client.get(term)).json()["email"], listed["email"]

    assert await told(board_member) == await told(administrator) == (NEW, NEW)
    assert await told(voter) == (None, None)
    read = await board_member.get(term)
    assert (await board_member.post(f"{term}/confirmation", headers=version(read))).status_code == 200
    assert await told(board_member) == (None, None)


@pytest.mark.policy("ORG-02")
@pytest.mark.parametrize("office", sorted(CONFIRMED_OFFICES))
async def test_officers_are_told_when_an_office_that_needs_two_changes_hands(
    app: FastAPI, database: Database, as_actor: Actors, mail: RecordedMail, office: Office
) -> None:
    administrator, chair = await as_actor(Office.ADMINISTRATOR), await as_actor(Office.CHAIR)
    term = await proposed(administrator, await someone_new(database), office)
    assert await subjects_to(app, mail, OFFICER) == ["Ett uppdrag har ändrats"]
    assert (await chair.post(f"{term}/confirmation", headers=version(await chair.get(term)))).status_code == 200
    assert await subjects_to(app, mail, OFFICER) == ["Ett uppdrag har ändrats"] * 2
    ended = await chair.post(f"{term}/end", json={"ends_on": str(in_days(1))})
    assert ended.status_code == 200, ended.text
    assert await subjects_to(app, mail, OFFICER) == ["Ett uppdrag har ändrats"] * 3
    assert await subjects_to(app, mail, CHAIR) == ["Ett uppdrag har ändrats"] * 3
