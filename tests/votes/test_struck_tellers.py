"""A teller who turns out to be part of the matter once the vote is open: the others count it, or nobody does."""

import pytest
from sqlmodel import select

from app.core import clock
from app.votes import conflicts
from app.votes.access import load
from app.votes.models import Vote
from app.votes.rules import Choice
from app.votes.tellers.models import VoteShares, VoteTellerCount
from tests.support.telling import CHECKED, TellerPage, three_tellers, until_checked
from tests.support.voting import Assemble, Assembly

pytestmark = [pytest.mark.anyio, pytest.mark.policy("CON-01")]

CHOICES = [Choice.AGAINST] * 4 + [Choice.FOR]


async def checked(assemble: Assemble) -> tuple[Assembly, list[TellerPage]]:
    assembly = await assemble(5)
    pages = await three_tellers(assembly)
    await until_checked(assembly, pages, CHOICES)
    return assembly, pages


async def strike(assembly: Assembly, page: TellerPage) -> None:
    async with assembly.database.writing() as db:
        vote = await load(db, (await db.exec(select(Vote.id))).one(), to_change=True)
        await conflicts.keep_away(db, vote, page.client.person_id, is_off_roll=False, by="test")


async def assert_is_a_stranger(page: TellerPage) -> None:
    for answer in (
        await page.get("box"),
        await page.get("shares"),
        await page.put("shares", {"packages": []}),
        await page.put("count", {"body": "{}", "signature": "A" * 86}),
        await page.client.post(f"/api/v1/votes/{page.vote_id}/tellers/opening-set", json={"without": 0}),
    ):
        assert answer.status_code == 404


async def test_the_others_open_it_while_they_are_enough(assemble: Assemble) -> None:
    assembly, pages = await checked(assemble)
    await strike(assembly, pages[1])
    with clock.turned(CHECKED):
        await assert_is_a_stranger(pages[1])
        for page in (pages[0], pages[2]):
            await page.send()
        async with assembly.database.reading() as db:
            rows = (await db.exec(select(VoteShares.from_number, VoteShares.to_number))).all()
        assert sorted(rows) == [(0, 2), (2, 0)], "nothing is kept for who was struck"
        assert [(await page.sign())["is_certified"] for page in (pages[0], pages[2])] == [False, True]


async def test_one_who_had_sent_and_signed_is_out_of_the_set_and_their_signature_is_void(assemble: Assemble) -> None:
    assembly, pages = await checked(assemble)
    with clock.turned(CHECKED):
        for page in pages:
            await page.send()
        await pages[1].sign()
        await strike(assembly, pages[1])
        await assert_is_a_stranger(pages[1])
        told = await pages[0].told()
        assert (told["opening_set"], [line["has_signed"] for line in told["tellers"]]) == ([0, 2], [False] * 3)
        async with assembly.database.reading() as db:
            assert (await db.exec(select(VoteTellerCount))).all() == []
        assert [(await page.sign())["is_certified"] for page in (pages[0], pages[2])] == [False, True]


async def test_a_result_that_stands_is_not_undone_by_it(assemble: Assemble) -> None:
    assembly, pages = await checked(assemble)
    with clock.turned(CHECKED):
        await pages[0].send()
        await pages[1].send()
        await pages[2].sign()
        await pages[0].sign()
    await strike(assembly, pages[2])
    async with assembly.database.reading() as db:
        [vote] = (await db.exec(select(Vote))).all()
    assert (vote.status, vote.opening_set) == ("certified", "0,1")
    told = await pages[0].told()
    assert [line["has_signed"] for line in told["tellers"]] == [True, False, False]


async def test_the_set_waits_for_the_third_when_one_of_it_is_struck(assemble: Assemble) -> None:
    assembly, pages = await checked(assemble)
    with clock.turned(CHECKED):
        await pages[0].send()
        await pages[1].send()
        await pages[0].sign()
        await strike(assembly, pages[1])
        assert (await pages[0].told())["opening_set"] == []
        refused = await pages[0].put("count", {"body": "{}", "signature": "A" * 86})
        assert refused.json()["code"] == "vote-record-malformed"
        await pages[2].send()
        assert (await pages[0].told())["opening_set"] == [0, 2]
        assert [(await page.sign())["is_certified"] for page in (pages[0], pages[2])] == [False, True]


async def test_when_too_few_are_left_nothing_opens_it_and_it_is_voided(assemble: Assemble) -> None:
    assembly, pages = await checked(assemble)
    with clock.turned(CHECKED):
        for page in pages:
            await page.send()
        await strike(assembly, pages[0])
        await strike(assembly, pages[2])
        told = await pages[1].told()
        assert [line["is_struck"] for line in told["tellers"]] == [True, False, True]
        assert (told["opening_set"], told["threshold"]) == ([], 2)
        assert (await pages[1].received()) == ([], [])
        voided = await assembly.lead("voiding", {"reason": "Too few tellers are left"})
    assert voided["status"] == "void"
    async with assembly.database.reading() as db:
        assert (await db.exec(select(VoteShares))).all() == []
