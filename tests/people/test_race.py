"""Two of the last officers leave at the same moment: the second to come must be refused."""

import anyio
import httpx
import pytest

from app.access.rules import Office
from app.core.database import Database
from app.people import service as people
from tests.support.actors import Actors
from tests.support.factories import a_term, days_ago, today

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("founded")]

TRIES = 20


@pytest.mark.policy("ORG-02")
@pytest.mark.parametrize("office", [Office.SECURITY_OFFICER, Office.CHAIR])
async def test_parallel_endings_never_leave_an_office_vacant(
    database: Database, as_actor: Actors, office: Office
) -> None:
    administrator = await as_actor(Office.ADMINISTRATOR)
    async with database.writing() as db:
        last_two = [await a_term(db, office, rank=rank) for rank in (1, 2)]
    answers: list[httpx.Response] = []

    async def end(number: int) -> None:
        address = f"/api/v1/terms/{last_two[number % 2].id}/end"
        answers.append(await administrator.post(address, json={"ends_on": days_ago(1).isoformat()}))

    async with anyio.create_task_group() as tasks:
        for number in range(TRIES):
            tasks.start_soon(end, number)

    assert len(answers) == TRIES
    refused = [answer for answer in answers if answer.status_code != 200]
    assert {answer.json()["code"] for answer in refused} == {"successor-needed"}
    async with database.reading() as db:
        assert len(await people.holders_of(db, office, on=today())) == 1


@pytest.mark.policy("ORG-02")
async def test_parallel_retirements_never_leave_the_association_without_an_officer(
    database: Database, as_actor: Actors
) -> None:
    administrator = await as_actor(Office.ADMINISTRATOR)
    async with database.writing() as db:
        last_two = [(await a_term(db, Office.SECURITY_OFFICER)).person_id for _ in range(2)]
    statuses: list[int] = []

    async def retire(number: int) -> None:
        answer = await administrator.patch(
            f"/api/v1/people/{last_two[number % 2]}", json={"is_retired": True}, headers={"If-Match": '"1"'}
        )
        statuses.append(answer.status_code)

    async with anyio.create_task_group() as tasks:
        for number in range(TRIES):
            tasks.start_soon(retire, number)

    assert sorted(set(statuses)) == [200, 409, 412]
    assert statuses.count(200) == 1
    async with database.reading() as db:
        assert len(await people.holders_of(db, Office.SECURITY_OFFICER)) == 1
