"""An upheld dispute about a draw: a blind credential cannot be revoked, so that everything is drawn anew."""

from datetime import timedelta

import pytest
from sqlmodel import select

from app.core import clock
from app.votes.models import Vote
from app.votes.roll.models import RollEntry, SealedState
from app.votes.rules import Choice
from tests.support.voting import Assemble, Assembly

pytestmark = pytest.mark.anyio


async def stored(assembly: Assembly) -> tuple[Vote, list[RollEntry], list[SealedState]]:
    async with assembly.database.reading() as db:
        vote = (await db.exec(select(Vote))).one()
        entries = list((await db.exec(select(RollEntry))).all())
        return vote, entries, list((await db.exec(select(SealedState))).all())


async def test_new_times_void_every_draw_with_its_link_state_and_key(assemble: Assemble) -> None:
    assembly = await assemble(3)
    [first, second, _] = await assembly.until_summoned()
    await first.draw()
    wish = await second.prepare()
    assert (await assembly.lead("lock", expect=409))["code"] == "vote-transition-not-allowed"
    await assembly.set_times()
    told = await assembly.read()
    assert (told["status"], told["manifest"], told["drawn"], told["roll_size"]) == ("convened", None, None, None)
    vote, entries, states = await stored(assembly)
    assert (vote.sealed_issuing_keys, vote.sealed_receipt_key, vote.sealed_opening_key) == (None, None, None)
    assert [(each.link_hash, each.draw_fingerprint) for each in entries] == [(None, None)] * 3
    assert states == []
    assert (await first.post("draw", first.drawn_with)).status_code == 404
    assert (await second.post("draw", wish)).status_code == 404
    assert (await assembly.chair.get(f"/api/v1/votes/{assembly.vote_id}/roll")).status_code == 404


async def test_upheld_when_drawing_has_closed_it_is_drawn_cast_and_counted_anew(assemble: Assemble) -> None:
    assembly = await assemble(5)
    old = await assembly.until_summoned(held="in_a_room")
    for page in old:
        await page.draw()
    before = (await assembly.read())["manifest_hash"]
    await assembly.lead("drawing/close")
    await assembly.set_times(held="in_a_room")
    new = await assembly.summon()
    told = await assembly.read()
    assert (told["drawn"], told["is_drawing_closed"]) == (0, False)
    assert told["manifest_hash"] != before
    assert (await old[0].post("entry", {"token": old[0].token})).status_code == 404
    for page in new:
        await page.draw()
    await assembly.lead("drawing/close")
    await assembly.lead("open")
    assert (await old[0].cast(Choice.AGAINST)).json()["code"] == "credential-not-issued"
    for page in new:
        assert (await page.cast(Choice.FOR)).status_code == 200
    await assembly.lead("close")
    with clock.turned(timedelta(minutes=3)):
        assert (await assembly.lead("certification"))["result"]["for"] == 5


async def test_at_a_distance_the_old_times_close_nothing_of_the_new_draw(assemble: Assemble) -> None:
    assembly = await assemble(2)
    await assembly.until_summoned()
    with clock.turned(timedelta(hours=23)):
        await assembly.set_times()
        pages = await assembly.summon()
    with clock.turned(timedelta(hours=24, minutes=1)):
        await assembly.due()
        assert (await assembly.read())["is_drawing_closed"] is False
        await pages[0].draw()


@pytest.mark.parametrize("late", ["lock", "summons"])
async def test_what_was_announced_for_a_time_that_has_passed_is_neither_locked_nor_sent(
    assemble: Assemble, late: str
) -> None:
    assembly = await assemble(2)
    await assembly.raise_vote()
    await assembly.convene()
    if late == "summons":
        await assembly.lock()
    with clock.turned(timedelta(hours=25)):
        assert (await assembly.lead(late, expect=422))["code"] == "vote-times-out-of-order"
        await assembly.set_times()
        pages = await assembly.summon()
        await pages[0].draw()


async def test_whoever_was_summoned_still_knows_of_the_vote_while_it_is_convened_anew(assemble: Assemble) -> None:
    assembly = await assemble(2)
    await assembly.until_summoned()
    voter = await assembly.as_actor(person=assembly.voters[0])
    await assembly.set_times()
    assert (await assembly.read(voter))["status"] == "convened"
    await assembly.lead("cancellation", {"reason": "It will be asked another way"})
    assert (await assembly.read(voter))["end_reason"] == "It will be asked another way"
