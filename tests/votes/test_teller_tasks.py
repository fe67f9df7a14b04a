"""The list of votes tells each teller what a vote waits for from them, and nobody else."""

from datetime import timedelta

import pytest

from app.core import clock
from app.votes.rules import Choice
from tests.support.actors import ActorClient
from tests.support.telling import CHECKED, three_tellers, until_checked
from tests.support.voting import Assemble

pytestmark = pytest.mark.anyio


async def task(client: ActorClient) -> str | None:
    (line,) = (await client.get("/api/v1/votes")).json()["items"]
    told: str | None = line["teller_task"]
    return told


@pytest.mark.policy("CGR-04")
async def test_a_teller_sees_what_waits_for_them_from_the_keys_to_the_signature(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await three_tellers(assembly)
    first, second = (page.client for page in pages[:2])
    assert await task(first) is None
    await assembly.lock()
    assert await task(first) == "confirmation"
    await pages[0].confirm()
    assert [await task(first), await task(second)] == [None, "confirmation"]
    assert await task(assembly.chair) is None


async def test_keys_are_waited_for_before_lock(assemble: Assemble) -> None:
    assembly = await assemble(5)
    (page, *_) = await three_tellers(assembly)
    other = await assembly.as_actor()
    people = [page.client.person_id, other.person_id]
    answer = await assembly.chair.put(
        f"/api/v1/votes/{assembly.vote_id}/tellers",
        json={"person_ids": [str(each) for each in people], "threshold": 2},
        headers={"If-Match": f'"{assembly.version}"'},
    )
    assert answer.status_code == 200, answer.text
    assert [await task(page.client), await task(other)] == [None, "keys"]


async def test_the_opening_waits_for_who_has_not_sent_and_then_for_who_has_not_signed(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await three_tellers(assembly)
    first, second, third = (page.client for page in pages)
    await until_checked(assembly, pages, [Choice.AGAINST] * 5)
    with clock.turned(CHECKED - timedelta(hours=1)):
        assert await task(first) is None, "the check window is not over"
    with clock.turned(CHECKED):
        assert await task(first) == "opening"
        await pages[0].send()
        assert [await task(first), await task(second)] == [None, "opening"]
        await pages[1].send()
        await pages[0].sign()
        assert [await task(each) for each in (first, second, third)] == [None, "opening", "opening"]
        await pages[1].sign()
        assert [await task(each) for each in (first, second, third)] == [None, None, None]
