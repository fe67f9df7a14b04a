"""What is told while a vote runs, and what becomes of a box that someone reached into."""

from datetime import timedelta

import pytest
from sqlmodel import select

from app.core import clock
from app.votes.ballot_box.models import Envelope
from app.votes.rules import Choice
from tests.support.voting import Assemble

pytestmark = pytest.mark.anyio


@pytest.mark.policy("CGR-03")
@pytest.mark.parametrize("what", ["altered", "added"])
async def test_a_box_that_was_reached_into_is_void_and_counts_nothing(assemble: Assemble, what: str) -> None:
    assembly = await assemble(5)
    pages = await assembly.until_open()
    for page in pages[:4] if what == "added" else pages:
        await page.cast(Choice.AGAINST)
    if what == "added":
        with clock.turned(timedelta(hours=49)):
            await assembly.due()
    else:
        await assembly.lead("close")
    async with assembly.database.writing() as db:
        first = (await db.exec(select(Envelope).limit(1))).one()
        if what == "altered":
            first.cast = first.cast[:-1] + bytes([first.cast[-1] ^ 1])
        else:
            db.add(Envelope(vote_id=first.vote_id, row_key=b"x" * 32, counter=1, envelope_hash=b"y", cast=first.cast))
    with clock.turned(timedelta(hours=80)):
        told = await assembly.lead("certification")
    assert (told["status"], told["result"]) == ("void", None)
    assert told["end_reason"]
    async with assembly.database.reading() as db:
        assert (await db.exec(select(Envelope))).all() == []


async def test_who_drew_is_told_when_the_box_opens_and_everyone_when_there_is_a_result(assemble: Assemble) -> None:
    assembly = await assemble(5)
    pages = await assembly.until_summoned()
    for page in pages[:3]:
        await page.draw()
    told = len(assembly.mail.sent)
    with clock.turned(timedelta(hours=24, minutes=1)):
        for _ in range(2):  # drawing ends and casting opens; then the mail
            await assembly.due()
        opened = [mail for mail in assembly.mail.sent[told:] if mail.subject == "Nu kan du använda din länk igen"]
        told = len(assembly.mail.sent)
        assert len({mail.to for mail in opened}) == 3
        for page in pages[:3]:
            await page.cast(Choice.AGAINST)
        await assembly.lead("close")
    with clock.turned(timedelta(hours=49)):
        await assembly.lead("certification")
        await assembly.due()
    counted = assembly.mail.sent[told:]
    assert len({mail.to for mail in counted}) == 5
    for mail in [*opened, *counted]:
        for word in ("Kanarie", "röst", "vote", "förtroende", assembly.vote_id):
            assert word not in mail.subject + mail.text
