"""What is sent again because its answer was lost: one objection stays one, and a link made anew comes by another mail."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from app.core import clock
from app.core.idempotency import IdempotencyRecord
from app.notifications.models import Notice
from app.ports.handing_over import AboutTo, nobody_asks
from app.ports.mail import Mail, RecordedMail
from app.votes.models import Objection
from app.votes.rules import Choice
from tests.support.voting import LINK, Assemble, Assembly, VoterPage

pytestmark = pytest.mark.anyio

TRIED_AGAIN = timedelta(minutes=2)
SAID = "Jag hittar inte mitt kvitto."


class LosesAnswers(RecordedMail):
    """A mail server that takes a mail, and whose line breaks before it has said so."""

    is_lost = True

    async def send(self, mail: Mail, *, about_to: AboutTo = nobody_asks) -> None:
        await super().send(mail, about_to=about_to)
        if self.is_lost:
            raise ConnectionResetError


@pytest.fixture
def mail() -> LosesAnswers:
    return LosesAnswers()


async def stored(assembly: Assembly, table: Any) -> list[Any]:
    async with assembly.database.reading() as db:
        return list((await db.exec(select(table))).all())


@pytest.mark.policy("CGR-05")
async def test_a_link_made_anew_comes_in_a_mail_that_nobody_takes_for_the_one_before(
    assemble: Assemble, mail: LosesAnswers
) -> None:
    assembly = await assemble(1)
    [lost] = await assembly.until_summoned()
    mail.is_lost = False
    with clock.turned(TRIED_AGAIN):
        [page] = await assembly.mailed_links()
    first, second = (each for each in mail.sent if LINK.search(each.text))
    assert first.to == second.to
    assert (await lost.post("entry", {"token": lost.token})).status_code == 404, "the first link is void"
    await page.draw()
    # A mailbox keeps one of two mails of the same Message-ID, most often the first.
    assert first.key != second.key


async def test_what_carries_no_link_is_one_mail_however_often_it_is_sent(
    assemble: Assemble, mail: LosesAnswers
) -> None:
    assembly = await assemble(1)
    mail.is_lost = False
    [page] = await assembly.until_summoned()
    await page.draw()
    mail.is_lost = True
    await assembly.lead("drawing/close")
    before = len(mail.sent)
    await assembly.due()
    mail.is_lost = False
    with clock.turned(TRIED_AGAIN):
        await assembly.due()
    first, second = mail.sent[before:]
    assert (first.key, first.to, first.text) == (second.key, second.to, second.text)
    assert await stored(assembly, Notice) == []


@pytest.mark.policy("CGR-03")
async def test_an_objection_sent_again_is_one_and_says_no_time(assemble: Assemble, mail: LosesAnswers) -> None:
    mail.is_lost = False
    assembly = await assemble(3)
    pages = await assembly.until_open()
    for page in pages:
        await page.cast(Choice.FOR)
    await assembly.lead("close")

    async def object_to(page: VoterPage, text: str, key: str | None, *, expect: int = 204) -> int:
        answer = await page.client.post(
            f"/api/v1/ballots/{page.vote_id}/objection",
            json={"token": page.token, "text": text},
            headers={"Idempotency-Key": key} if key else {},
        )
        assert answer.status_code == expect, answer.text
        return len(await stored(assembly, Objection))

    first, other, _ = pages
    assert await object_to(first, SAID, "a key of the page's") == 1
    assert await object_to(first, SAID, "a key of the page's") == 1
    assert await object_to(first, f"{SAID} Inte jag heller.", "a key of the page's", expect=422) == 1
    assert await object_to(other, SAID, "another page's key") == 2
    assert await object_to(other, SAID, None) == 3
    assert await stored(assembly, IdempotencyRecord) == []
