"""Who learns of an exclusion case, and from which case it came."""

import pytest
from fastapi import FastAPI

from app.access.rules import Office
from app.core import clock
from app.core.ids import new_id
from app.proceedings.models import ExclusionCase
from app.proceedings.rules import ExclusionGround, ExclusionStatus
from tests.support.actors import Actors
from tests.support.held_cases import a_case

pytestmark = pytest.mark.anyio


@pytest.mark.policy("ORG-04", "CON-01")
async def test_an_office_shows_the_exclusion_case_and_only_a_grant_the_case_it_came_from(
    app: FastAPI, as_actor: Actors
) -> None:
    case = await a_case(app, as_actor)
    async with app.state.database.writing() as db:
        db.add(
            ExclusionCase(
                id=new_id(),
                case_id=case.id,
                ground=ExclusionGround.BY_BOARD,
                status=ExclusionStatus.OPENED,
                opened_at=clock.now(),
            )
        )
    holder, colleague = case.holders["officer"].client, await as_actor(Office.SECURITY_OFFICER)
    shown = [(await each.get("/api/v1/exclusion-cases")).json()["items"] for each in (holder, colleague)]
    assert [[each["case_id"] for each in items] for items in shown] == [[str(case.id)], [None]]
