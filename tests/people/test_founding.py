import httpx
import pytest
from sqlmodel import select

from app.access.actor import SYSTEM
from app.access.rules import Office
from app.audit.models import AuditEvent
from app.core.database import Database, Session
from app.core.errors import InvalidInput
from app.people import service as people
from app.people.errors import AlreadyFounded
from app.people.hooks import ChangeKind
from app.people.rules import Language
from app.people.schemas import PersonCreate
from app.people.service import Founded
from tests.people.conftest import RecordedChanges

pytestmark = pytest.mark.anyio

ANNA = PersonCreate(display_name="Anna Ek", email="anna@example.org")
BO = PersonCreate(display_name="Bo Ås", email="bo@example.org")
SIV = PersonCreate(display_name="Siv Ljung", email="siv@example.org", telephone="+46701740605", is_on_contact_card=True)


async def found(
    db: Session, *, administrator: PersonCreate = ANNA, chair: PersonCreate = BO, security_officer: PersonCreate = SIV
) -> Founded:
    return await people.found_association(
        db,
        neutral_name="The green house",
        name="The party in Exampletown",
        language=Language.SWEDISH,
        administrator=administrator,
        chair=chair,
        security_officer=security_officer,
    )


@pytest.mark.policy("ORG-01", "ORG-02")
async def test_a_new_association_has_chair_officer_and_administrator(
    database: Database, changes: RecordedChanges
) -> None:
    async with database.writing() as db:
        made = await found(db)
    async with database.reading() as db:
        assert await people.holders_of(db, Office.CHAIR) == [made.chair_id]
        assert await people.holders_of(db, Office.SECURITY_OFFICER) == [made.security_officer_id]
        assert await people.offices_of(db, made.administrator_id) == {Office.ADMINISTRATOR}
        events = (await db.exec(select(AuditEvent))).all()
    assert {event.actor for event in events} == {SYSTEM.tag}
    assert sorted(event.kind for event in events) == [
        "association-founded", *["person-added"] * 3, *["term-confirmed"] * 3
    ]  # fmt: skip
    assert [change.kind for change in changes.heard] == [ChangeKind.APPOINTED] * 3


async def test_one_person_can_be_chair_and_administrator(database: Database) -> None:
    async with database.writing() as db:
        made = await found(db, administrator=BO)
        assert made.chair_id == made.administrator_id
        assert await people.offices_of(db, made.chair_id) == {Office.CHAIR, Office.ADMINISTRATOR}


async def test_one_person_alone_cannot_found_because_nobody_could_confirm(database: Database) -> None:
    with pytest.raises(InvalidInput):
        async with database.writing() as db:
            await found(db, administrator=BO, security_officer=BO)


async def test_an_association_is_founded_once(database: Database, client: httpx.AsyncClient) -> None:
    before = await client.get("/api/v1/association")
    assert (before.status_code, before.json()["code"]) == (409, "not-founded")
    async with database.writing() as db:
        await found(db)
    with pytest.raises(AlreadyFounded):
        async with database.writing() as db:
            await found(db)
    assert (await client.get("/api/v1/association")).json()["neutral_name"] == "The green house"
