"""Drawn, not cast: a loss after casting opened decides nothing that it could not have decided, and tells on nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from app.core import clock
from app.proceedings.exclusion.models import ExclusionCase
from app.votes.bulletin import Body, Bulletin
from app.votes.rules import Choice
from app.votes.verification import verify_bulletin
from tests.support.pdf import read_pdf
from tests.support.tellers import count
from tests.support.telling import CHECKED, TellerPage, three_tellers, until_confirmed
from tests.support.voting import Assemble, Assembly, VoterPage

pytestmark = pytest.mark.anyio

AGAINST, FOR = Choice.AGAINST, Choice.FOR


async def report(page: VoterPage, *, expect: str = "") -> None:
    answer = await page.post("loss", {"token": page.token})
    assert (answer.status_code, answer.json()["code"] if answer.content else "") == (409 if expect else 204, expect)


async def is_lost(page: VoterPage) -> bool:
    return bool((await page.post("entry", {"token": page.token})).json()["is_lost"])


async def cast(pages: list[VoterPage], *choices: Choice) -> None:
    for page, choice in zip(pages, choices, strict=False):
        assert (await page.cast(choice)).status_code == 200


async def bulletin_of(assembly: Assembly) -> Bulletin:
    answer = await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/bulletin")
    assert verify_bulletin(answer.content).problems == ()
    return Bulletin.from_bytes(answer.content)


@pytest.mark.policy("CGR-04")
async def test_a_lost_ballot_that_could_have_decided_leaves_the_question_open(assemble: Assemble) -> None:
    assembly = await assemble(7)
    pages = await assembly.until_open()
    await cast(pages, *[AGAINST] * 4, FOR, FOR)
    await report(pages[6])
    result = await assembly.close_and_count()
    assert (result["outcome"], result["lost"], result["against"]) == ("undecided_by_loss", 1, 4)
    assert (await bulletin_of(assembly)).body.counts.lost == 1
    async with assembly.database.reading() as db:
        assert (await db.exec(select(ExclusionCase))).all() == []
    await assembly.raise_vote()
    assert (await assembly.read())["status"] == "raised", "a new vote may be held"


@pytest.mark.policy("CGR-04", "KNO-09")
async def test_a_lost_ballot_that_could_not_have_decided_stops_nothing(assemble: Assemble) -> None:
    assembly = await assemble(7)
    pages = await assembly.until_open()
    await cast(pages, *[AGAINST] * 5, FOR)
    await report(pages[6])
    result = await assembly.close_and_count()
    assert (result["outcome"], result["lost"]) == ("no_confidence", 1)
    async with assembly.database.reading() as db:
        assert len((await db.exec(select(ExclusionCase))).all()) == 1


@pytest.mark.policy("CGR-04")
async def test_whoever_cast_makes_no_loss_by_saying_so(assemble: Assemble) -> None:
    assembly = await assemble(6)
    pages = await assembly.until_open()
    await cast(pages, *[AGAINST] * 4, FOR, FOR)
    for page in pages:
        await report(page)
    result = await assembly.close_and_count()
    assert (result["outcome"], result["lost"]) == ("no_confidence", 0)


async def test_whoever_finds_their_receipt_listed_has_lost_nothing(assemble: Assemble) -> None:
    """Found again in time, while another who drew simply did not vote."""
    assembly = await assemble(7)
    pages = await assembly.until_open()
    await report(pages[0])
    await cast(pages, *[AGAINST] * 4, FOR, FOR)
    with clock.turned(timedelta(hours=49)):
        await assembly.due()
        assert (await pages[0].post("confirm", {"token": pages[0].token})).status_code == 204
    result = await assembly.close_and_count()
    assert (result["outcome"], result["lost"]) == ("no_confidence", 0)


async def test_a_loss_is_told_from_the_opening_of_casting_to_the_end_of_the_check_window(assemble: Assemble) -> None:
    assembly = await assemble(2)
    drew, did_not = await assembly.until_summoned()
    await drew.draw()
    await report(drew, expect="vote-has-moved-on")
    await assembly.open_box()
    assert (await is_lost(drew)) is False
    await report(did_not, expect="not-drawn")
    for _ in range(2):
        await report(drew)
    assert ((await is_lost(drew)), (await is_lost(did_not))) == (True, False)
    with clock.turned(timedelta(hours=49)):
        await assembly.due()
        await report(drew)
        await report(did_not, expect="not-drawn")
    with clock.turned(timedelta(hours=49 + 24, seconds=1)):
        await report(drew, expect="vote-has-moved-on")
        await assembly.due()
        await report(drew, expect="vote-has-moved-on")


@pytest.mark.policy("CGR-03")
async def test_nobody_is_told_who_lost_a_ballot_nor_before_the_result_how_many(assemble: Assemble) -> None:
    assembly = await assemble(7)
    pages = await assembly.until_open()
    await cast(pages, *[AGAINST] * 6)
    member = await assembly.as_actor(person=assembly.voters[0])

    async def told() -> list[object]:
        paths = [f"/api/v1/votes/{assembly.vote_id}{path}" for path in ("", "/roll", "/tellers")]
        return [(await client.get(path)).json() for client in (assembly.chair, member) for path in paths]

    before = await told()
    await report(pages[6])
    assert await told() == before
    with clock.turned(timedelta(hours=49)):
        await assembly.due()
        closed = await told()
        await report(pages[5])
        assert await told() == closed


async def counted_without_losses(teller: TellerPage) -> Body:
    box, (opening_set, packages) = await teller.box(), await teller.received()
    attendance = replace(box.attendance, lost=0)
    return count(
        box.manifest, box.casts, attendance=attendance, keys=teller.keys, opening_set=opening_set, packages=packages
    )


@pytest.mark.policy("CGR-04")
async def test_tellers_count_the_lost_ballots_that_the_server_has_and_no_others(assemble: Assemble) -> None:
    assembly = await assemble(7)
    tellers = await three_tellers(assembly)
    pages = await until_confirmed(assembly, tellers)
    for page in pages:
        await page.draw()
    await assembly.open_box()
    await cast(pages, *[AGAINST] * 4, FOR, FOR)
    await report(pages[6])
    for hours in (timedelta(hours=49), CHECKED):
        with clock.turned(hours):
            await assembly.due()
    with clock.turned(CHECKED):
        assert (await tellers[0].box()).attendance.lost == 1
        for teller in tellers[:2]:
            await teller.send()
        for teller in tellers[:2]:
            without = await counted_without_losses(teller)
            assert without.outcome == "no_confidence"
            assert (await teller.sign(without))["counts_differ"], "sound in itself, and not what the server has"
        assert not (await tellers[0].sign())["is_certified"]
        assert (await tellers[1].sign())["is_certified"]
    assert (await bulletin_of(assembly)).body.outcome == "undecided_by_loss"


async def test_the_minutes_tell_how_many_were_lost_and_that_nothing_is_decided(assemble: Assemble) -> None:
    assembly = await assemble(7)
    pages = await assembly.until_open()
    await cast(pages, *[AGAINST] * 4, FOR, FOR)
    await report(pages[6])
    await assembly.close_and_count()
    text = read_pdf((await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/minutes.pdf")).content).text
    assert "Hämtade men lade inget kuvert 1" in text
    assert "Förlorade rösträtter 1" in text
    assert "De förlorade röstsedlarna kunde ha avgjort: inget är avgjort." in text
    assert "uteslutningsärende" not in text
