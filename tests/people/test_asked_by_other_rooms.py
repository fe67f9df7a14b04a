import pytest
from sqlmodel import select

from app.access.rules import Office
from app.core.database import Database
from app.people import service as people
from app.people.models import Person
from tests.support.factories import a_person, a_term, days_ago

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("founded")]


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
