"""Who leads a vote when its chair cannot: the next in line who is no part of it, down to any board member."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from app.access.rules import Office
from app.votes import conflicts
from app.votes.access import load
from tests.support.actors import ActorClient
from tests.support.voting import Assemble, Assembly

pytestmark = [pytest.mark.anyio, pytest.mark.policy("CON-02")]


async def raised(client: ActorClient, concerns: UUID) -> httpx.Response:
    return await client.post("/api/v1/votes", json={"concerns": str(concerns)})


async def answers(assembly: Assembly, client: ActorClient) -> Any:
    """404, or whether they lead it."""
    answer = await client.get(f"/api/v1/votes/{assembly.vote_id}")
    listed = (await client.get("/api/v1/votes")).json()["items"]
    assert bool(listed) == (answer.status_code == 200), "list and address agree"
    if answer.status_code != httpx.codes.OK:
        return answer.status_code
    assert [line["leads"] for line in listed] == [answer.json()["leads"]]
    return answer.json()["leads"]


async def keep_away(assembly: Assembly, client: ActorClient) -> None:
    async with assembly.database.writing() as db:
        vote = await load(db, UUID(assembly.vote_id), to_change=True)
        await conflicts.keep_away(db, vote, client.person_id, is_off_roll=False, by="test")


async def test_about_a_chair_without_a_vice_chair_any_board_member_raises_and_leads_it(assemble: Assemble) -> None:
    assembly = await assemble(3)
    about, colleague = assembly.chair, await assembly.as_actor(Office.BOARD_MEMBER)
    assembly.chair = await assembly.as_actor(Office.BOARD_MEMBER)
    made = await raised(assembly.chair, about.person_id)
    assert (made.status_code, made.json()["origin"]) == (201, "board")
    assembly.vote_id = made.json()["id"]
    assert [await answers(assembly, each) for each in (colleague, about)] == [True, 404]
    await assembly.convene()
    pages = await assembly.summon()
    assert len(pages) == 4, "three voters, and the member whom the other questions concern"


async def test_a_motion_about_the_chair_is_led_by_the_board(assemble: Assemble) -> None:
    assembly = await assemble(3)
    board_member = await assembly.as_actor(Office.BOARD_MEMBER)
    mover = await assembly.as_actor(person=assembly.voters[0])
    assembly.vote_id = (await raised(mover, assembly.chair.person_id)).json()["id"]
    assert [await answers(assembly, each) for each in (board_member, mover, assembly.chair)] == [True, False, 404]


async def test_while_a_vice_chair_can_lead_it_the_board_does_not(assemble: Assemble) -> None:
    assembly = await assemble(3)
    board_member = await assembly.as_actor(Office.BOARD_MEMBER)
    vice_chair = await assembly.as_actor(Office.VICE_CHAIR)
    assert (await raised(board_member, assembly.chair.person_id)).json()["code"] == "forbidden"
    assembly.vote_id = (await raised(vice_chair, assembly.chair.person_id)).json()["id"]
    assert [await answers(assembly, each) for each in (board_member, vice_chair)] == [404, True]


async def test_a_vice_chair_who_is_part_of_it_makes_way_and_a_board_member_who_is_does_not_step_in(
    assemble: Assemble,
) -> None:
    assembly = await assemble(3)
    free, part_of_it = [await assembly.as_actor(Office.BOARD_MEMBER) for _ in range(2)]
    vice_chair = await assembly.as_actor(Office.VICE_CHAIR)
    assembly.vote_id = (await raised(vice_chair, assembly.chair.person_id)).json()["id"]
    await keep_away(assembly, part_of_it)
    assert [await answers(assembly, each) for each in (free, part_of_it)] == [404, 404]
    await keep_away(assembly, vice_chair)
    assert [await answers(assembly, each) for each in (free, part_of_it, vice_chair)] == [True, 404, 404]


async def test_a_board_member_raises_nothing_for_the_board_about_anyone_whom_the_chair_can_ask_about(
    assemble: Assemble,
) -> None:
    assembly = await assemble(3)
    board_member = await assembly.as_actor(Office.BOARD_MEMBER)
    assert (await raised(board_member, assembly.accused.person_id)).json()["code"] == "forbidden"
