"""The list of cases: each once and in order, however many bars lie beside it."""

import httpx
import pytest
from fastapi import FastAPI

from app.access.rules import CaseRole, Compartment, Office
from app.cases.models import Case, Grant
from app.core import clock
from app.policy.terms import Stage
from tests.support.actors import Actors
from tests.support.held_cases import Keyholder, OpenedCase, a_case, a_keyholder

pytestmark = pytest.mark.anyio

LIST = "/api/v1/cases"


async def pages(client: httpx.AsyncClient, *, limit: int) -> list[list[str]]:
    """The ids on each page, to the last."""
    found, after = [], ""
    while after is not None:
        told = (await client.get(LIST, params={"limit": limit} | ({"after": after} if after else {}))).json()
        found.append([line["id"] for line in told["items"]])
        after = told["next"]
    return found


async def barring_two_others(app: FastAPI, as_actor: Actors, officer: Keyholder, *more: Keyholder) -> OpenedCase:
    others = [await a_keyholder(app, as_actor) for _ in range(2)]
    return await a_case(app, as_actor, officer=officer, barred=[each.person_id for each in (*others, *more)])


async def test_each_case_is_listed_once_and_newest_first_whatever_lies_beside_it(
    app: FastAPI, as_actor: Actors
) -> None:
    officer = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    cases = [await barring_two_others(app, as_actor, officer) for _ in range(3)]
    newest_first = [str(case.id) for case in reversed(cases)]
    assert await pages(officer.client, limit=50) == [newest_first]
    assert await pages(officer.client, limit=2) == [newest_first[:2], newest_first[2:]]
    assert await pages(officer.client, limit=1) == [[each] for each in newest_first]


@pytest.mark.policy("CON-01")
async def test_a_case_that_bars_oneself_is_left_out_and_the_next_page_is_found(app: FastAPI, as_actor: Actors) -> None:
    officer = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    chair = await a_keyholder(app, as_actor, Office.CHAIR)
    first, barring, last = [await barring_two_others(app, as_actor, officer, *more) for more in ((), (chair,), ())]
    async with app.state.database.writing() as db:
        for case in (first, barring, last):
            db.add(
                Grant(
                    case_id=case.id,
                    holder=chair.tag,
                    role=CaseRole.ACCOUNTABLE,
                    compartments=[Compartment.REPORT.value],
                    why="left behind",
                    given_by="test",
                    given_at=clock.now(),
                )
            )
    assert await pages(chair.client, limit=1) == [[str(last.id)], [], [str(first.id)]]
    assert str(barring.id) in (await officer.client.get(LIST)).text


async def test_open_and_closed_ones_are_told_apart_and_together_they_are_all(app: FastAPI, as_actor: Actors) -> None:
    officer = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    cases = {stage: await a_case(app, as_actor, officer=officer) for stage in (Stage.REPORTED, Stage.CLOSED)}
    async with app.state.database.writing() as db:
        closed = await db.get_one(Case, cases[Stage.CLOSED].id)
        closed.stage = Stage.CLOSED

    async def listed(**asked: str) -> list[str]:
        return [line["stage"] for line in (await officer.client.get(LIST, params=asked)).json()["items"]]

    assert await listed(is_open="true") == ["reported"]
    assert await listed(is_open="false") == ["closed"]
    assert await listed() == ["closed", "reported"]


@pytest.mark.parametrize("after", ["WyJub3doZW4iLCJub2JvZHkiXQ", "WyJ4Il0"], ids=["no time", "too few"])
async def test_a_cursor_that_names_no_row_is_refused(app: FastAPI, as_actor: Actors, after: str) -> None:
    officer = await a_keyholder(app, as_actor, Office.SECURITY_OFFICER)
    answer = await officer.client.get(LIST, params={"after": after})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-input")
