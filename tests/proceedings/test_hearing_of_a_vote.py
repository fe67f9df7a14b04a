"""What whoever a vote concerns is told of it on their own page, and not a word before."""

from typing import Any

import pytest
from sqlmodel import select

from app.access.rules import CaseRole, Compartment
from app.cases.models import Grant
from app.core import clock
from app.core.database import Database
from tests.support.confidence import PAST_CHECK, Open, until_certified

pytestmark = [pytest.mark.anyio, pytest.mark.one_database]


@pytest.mark.policy("CGR-01", "KNO-09", "PRN-05")
async def test_they_see_their_time_to_be_heard_and_then_the_result_in_numbers(
    open_matter: Open, database: Database
) -> None:
    matter = await open_matter()
    accused = matter.assembly.accused
    await matter.name(accused.person_id)
    async with database.writing() as db:
        db.add(
            Grant(
                case_id=matter.id,
                holder=matter.officer.tag,
                role=CaseRole.INVESTIGATOR,
                compartments=[Compartment.HEARING],
                why="test",
                given_by="test",
                given_at=clock.now(),
            )
        )
    body = {
        "person_id": str(accused.person_id),
        "told": {"allegations": "Det som p\u00e5st\u00e5s", "contact": "chair"},
        "names_confirmed": True,
    }
    made = await matter.officer.post(f"{matter.path}/hearings/releases", json=body)
    assert made.status_code == 201, made.text
    telling = {"release_id": made.json()["release_id"], "way": "letter", "told_at": clock.now().isoformat()}
    page = f"/api/v1/hearings/{made.json()['hearing_id']}"
    told = await matter.officer.post(f"{matter.path}/hearings/{made.json()['hearing_id']}/telling", json=telling)
    assert told.status_code == 204, told.text
    async with database.writing() as db:
        # As if an account of theirs had been let in: nothing here is sealed, so no key is asked for.
        (grant,) = (await db.exec(select(Grant).where(Grant.role == CaseRole.ACCUSED))).all()
        grant.awaits_key = False

    async def questions() -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (await accused.get(page)).json()["questions"]
        return found

    assert await questions() == []
    assert (await matter.ask()).status_code == 201
    matter.assembly.vote_id = (await matter.assembly.chair.get("/api/v1/votes")).json()["items"][0]["id"]
    (asked,) = await questions()
    assert (asked["is_over"], asked["outcome"], asked["heard"]) == (False, None, None)
    assert asked["heard_by"] > asked["asked_at"]
    assert matter.assembly.vote_id not in (await accused.get(page)).text

    await until_certified(matter.assembly, against=5)
    with clock.turned(PAST_CHECK):
        (result,) = await questions()
        assert (result["outcome"], result["against"], result["in_favour"]) == ("no_confidence", 5, 1)
        assert [each["status"] for each in (await accused.get(page)).json()["exclusion_cases"]] == ["opened"]
