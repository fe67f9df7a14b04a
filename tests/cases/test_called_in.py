"""What a member of the board may do in a case that they were only called in to: every changing route, by its name."""

import pytest
from fastapi import FastAPI

from app.access.rules import CaseRole, Compartment, Office
from app.cases.models import Grant
from app.core import clock
from app.core.database import Database
from tests.support.actors import ActorClient, Actors
from tests.support.board import before_the_board
from tests.support.cases import a_member, as_member
from tests.support.factories import an_association
from tests.support.walking import ask, filled, routes

pytestmark = pytest.mark.anyio

CASE = "/api/v1/cases/{case_id}"

READS = {
    "POST /compartments/{compartment}/opening",
    "POST /parties/opening",
    "POST /measures/opening",
    "POST /support/opening",
    "POST /media-plan/opening",
    "POST /safety/opening",
    "POST /meetings/{meeting_id}/opening",
    "POST /meetings/{meeting_id}/minutes.pdf",
    "POST /hearings/{hearing_id}/opening",
    "POST /exclusion-cases/{exclusion_id}/opening",
    "POST /files/opening",
    "POST /files/{file_id}/content",
    "POST /files/{file_id}/picture",
    "POST /files/{file_id}/copy",
    "POST /files/{file_id}/words",
    "POST /files/{file_id}/verification",
}
"""Opening changes nothing but the log: it gives what lies in the compartments that they hold."""

CALLED_IN_DANGER = READS | {"POST /conflict-declaration"}

OF_STEPS = {
    "POST /steps/{step_id}/completion",
    "POST /steps/{step_id}/assessment",
    "POST /steps/{step_id}/not-applicable",
    "POST /steps/{step_id}/sign-off",
    "POST /steps/{step_id}/delegation",
    "POST /steps/{step_id}/reopening",
    "PUT /facts/{condition}",
}
"""Of steps that were given to them, and of nobody else's."""

IN_A_COMPARTMENT_THEY_LACK = {
    "POST /media-plan/answers",
    "POST /media-plan/texts",
    "POST /support/care",
    "POST /support/care/{measure_id}",
    "POST /support/returns/{measure_id}",
}

CALLED_TO_A_MEETING = (
    CALLED_IN_DANGER
    | {"POST /meetings/{meeting_id}/approval", "POST /compartments/{compartment}/texts"}
    | OF_STEPS
    | IN_A_COMPARTMENT_THEY_LACK
)


async def _allowed(app: FastAPI, client: ActorClient, case_id: object) -> set[str]:
    """The changing routes that do not answer that they may not, whatever else is wrong with an empty body."""
    found = set()
    for method, path in routes(app):
        if method == "GET" or not path.startswith(CASE):
            continue
        told = await ask(app, client, method, filled(path, case_id=case_id))
        assert told.status != 401
        if told.status != 403 or b'"compartment-not-open"' in told.content:
            found.add(f"{method} {path.removeprefix(CASE)}")
    return found


@pytest.mark.policy("KNO-07", "KNO-08", "CON-05")
@pytest.mark.one_database
async def test_a_member_who_is_only_called_in_raises_and_leads_nothing(
    app: FastAPI, as_actor: Actors, database: Database
) -> None:
    async with database.writing() as db:
        await an_association(db)
    board = await before_the_board(database, as_actor)
    await board.call()
    async with database.writing() as db:
        in_danger = await a_member(db, Office.BOARD_MEMBER)
        db.add(
            Grant(
                case_id=board.case_id,
                holder=in_danger.tag,
                role=CaseRole.CALLED_IN,
                compartments=[Compartment.REPORT.value, Compartment.DECISIONS.value],
                why="test",
                given_by="test",
                given_at=clock.now(),
            )
        )
    eva, called_in = board.clients["eva"], await as_member(as_actor, in_danger)
    assert await _allowed(app, called_in, board.case_id) == CALLED_IN_DANGER
    assert await _allowed(app, eva, board.case_id) == CALLED_TO_A_MEETING
    asked = {"concerns": str(board.id("accused"))}
    for client in (eva, called_in):
        case = (await client.get(board.path)).json()
        assert not {"raise_vote", "lead_exclusion", "call_meeting"} & {*case["my_actions"]}, "no button is refused"
        for path, body in (("votes", asked | {"names_affected": False}), ("exclusion-cases", asked)):
            assert (await client.post(f"{board.path}/{path}", json=body)).status_code == 403
        steps = (await client.get(f"{board.path}/steps")).json()["groups"]
        assert [step["code"] for group in steps for step in group["steps"] if step["my_actions"]] == []
    made = await board.clients["chair"].post(f"{board.path}/exclusion-cases", json=asked)
    assert made.status_code == 201, "the control: whoever leads for the board does"
