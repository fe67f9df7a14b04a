"""The served process is killed, again and again, while reports, draws and envelopes come in: what was answered is there.

SIGKILL is what a process meets when the machine loses power or runs out of memory. The disk's own promise (a commit
that was synced) is the database's; that each answer waits for that commit is ours, and is what this holds.
"""

import asyncio
import os
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import httpx
import pytest

from app.audit.service import broken_links
from app.core.database import Database
from app.notifications.rules import NoticeKind
from app.notifications.words import words
from app.votes.rules import Choice
from tests.support.ready_made import TURNED_BY
from tests.support.stored import rows_by_table
from tests.support.story import council, founding, matter
from tests.support.story.canaries import a_quick_installation, quiet_story
from tests.support.story.cast import Cast
from tests.support.story.council import LedVote
from tests.support.story.founding import Association, address_of
from tests.support.story.installation import Installation, read_mail
from tests.support.story.telling import API, Story
from tests.support.voting import VoterPage
from tests.support.whole_cases import shapes_of_cases

pytestmark = [pytest.mark.anyio, pytest.mark.slow, pytest.mark.one_database]

KILLS_WHILE_DRAWING = 5
KILLS_WHILE_CASTING = 5
LIVES_SECONDS = (0.1, 0.7)
"""From the first request after a start until the next kill."""
REPORTERS = 4
VOTERS_AT_ONCE = 3
PAST_THE_CHECK_WINDOW = "130"
SEED = "TESTS_SEED"

CASE_NOTICE = words(NoticeKind.SOMETHING_NEEDS_YOU, language="sv", link="", sender="").subject

Rows = dict[str, list[dict[str, Any]]]
Hand = Callable[[], Awaitable[None]]
"""Sends one thing to its end; a line that breaks off raises `httpx.TransportError`."""


@dataclass
class Reports:
    """What reporters know: what they have sent, and what was answered."""

    client: httpx.AsyncClient
    chance: Random
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)
    answered: dict[str, dict[str, Any]] = field(default_factory=dict)
    broken_off: list[str] = field(default_factory=list)
    """Sent without an answer, and not yet sent again. Some never are."""

    async def send_one(self) -> None:
        if self.broken_off and self.chance.random() < 0.5:
            code = self.broken_off.pop()
        else:
            code = matter.new_receipt_code()
            told = f"kanarie {code.lower()}"
            self.sent[code] = {"receipt_code": code, "concerns": "internal", "happened": told, "safe_now": "unsure"}
        try:
            answer = await self.client.post(f"{API}/reports", json=self.sent[code])
        except httpx.TransportError:
            self.broken_off.append(code)
            raise
        assert answer.status_code == 201, answer.text
        self.answered[code] = answer.json()

    async def found(self) -> set[str]:
        """The codes by which a report is found, each with its own words."""
        found = set()
        for code in self.sent:
            answer = await self.client.post(f"{API}/reports/receipt", json={"receipt_code": code})
            if answer.status_code == 404:
                continue
            assert answer.status_code == 200, answer.text
            assert {"kind": "happened", "text": self.sent[code]["happened"]} in answer.json()["told"]
            found.add(code)
        return found


@dataclass
class Ballots:
    """What the voters' pages know. Each sends one thing at a time, and sends it again after a broken line."""

    vote: LedVote
    chance: Random
    free: list[VoterPage] = field(default_factory=list)
    asked: dict[str, dict[str, Any]] = field(default_factory=dict)
    drawn: dict[str, dict[str, Any]] = field(default_factory=dict)
    sent: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The newest envelope of each link, answered or not."""
    receipts: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The newest receipt of each link."""

    def _someone(self) -> VoterPage:
        return self.free.pop(self.chance.randrange(len(self.free)))

    async def draw_one(self) -> None:
        """A first draw, or the same once more: then it is answered as before."""
        page = self._someone()
        try:
            if page.token not in self.asked:
                self.asked[page.token] = await page.prepare()
            answer = await page.post("draw", self.asked[page.token])
            assert answer.status_code == 200, answer.text
            assert self.drawn.setdefault(page.token, answer.json()) == answer.json()
        finally:
            self.free.append(page)

    async def cast_one(self) -> None:
        """The next envelope in place of the one before; or the one that broke off, once more or replaced."""
        page = self._someone()
        receipt, sent = self.receipts.get(page.token), self.sent.get(page.token)
        was_answered = (sent and sent["counter"]) == (receipt and receipt["counter"])
        try:
            if sent is None or was_answered or self.chance.random() < 0.5:
                choice = self.chance.choice(list(Choice))
                sent = self.sent[page.token] = page.envelope(choice, counter=(sent["counter"] if sent else 0) + 1)
            answer = await page.post("cast", sent)
            assert answer.status_code == 200, answer.text
            self.receipts[page.token] = answer.json()
        finally:
            self.free.append(page)

    async def draws_are_kept(self) -> None:
        for page in self.vote.pages:
            entry = (await page.post("entry", {"token": page.token})).json()
            assert entry["has_drawn"] or page.token not in self.drawn, "a draw that was answered is gone"
            assert not entry["has_drawn"] or page.token in self.asked, "drawn, and never asked for"

    async def envelopes_are_kept(self) -> None:
        """Another envelope with the number of the newest receipt is refused: what was received lies there."""
        for page in self.vote.pages:
            if (receipt := self.receipts.get(page.token)) is None:
                continue
            refused = await page.post("cast", page.envelope(Choice.BLANK, counter=receipt["counter"]))
            assert refused.status_code == 409, "an envelope that was answered is gone"
            lies_there = int(refused.json()["errors"][0]["code"])
            assert receipt["counter"] <= lies_there <= self.sent[page.token]["counter"]


@dataclass
class Siege:
    """An installation whose process is killed in the midst of its work."""

    installation: Installation
    chance: Random
    kills: int = 0
    broken_off: int = 0
    """Requests that were on their way when the process died."""

    async def lay(self, hands: list[Hand], *, kills: int, afterwards: Hand) -> None:
        for _ in range(kills):
            is_dead = asyncio.Event()

            async def keep_sending(send: Hand, is_dead: asyncio.Event = is_dead) -> None:
                while not is_dead.is_set():
                    try:
                        await send()
                    except httpx.TransportError:
                        assert is_dead.is_set() or await asyncio.wait_for(is_dead.wait(), 30)
                        self.broken_off += 1
                        return

            async with asyncio.TaskGroup() as tasks:
                for hand in hands:
                    tasks.create_task(keep_sending(hand))
                await asyncio.sleep(self.chance.uniform(*LIVES_SECONDS))
                await asyncio.to_thread(self.installation.kill)
                is_dead.set()
            self.kills += 1
            await asyncio.to_thread(self.installation.start)
            await afterwards()


@pytest.fixture
async def story(database_url: str, tmp_path: Path) -> AsyncIterator[tuple[Story, Installation, Association]]:
    """A council group of eighteen, the server running."""
    installation = a_quick_installation(tmp_path / "installation", database_url=database_url)
    story = quiet_story(installation)
    cast = Cast(members=12, substitutes=6)
    try:
        tokens = founding.found(story, installation, cast)
        installation.start()
        yield story, installation, await founding.gather_people(story, tokens, cast)
    finally:
        installation.kill()
        await story.close()


async def test_killed_again_and_again_it_has_kept_all_that_it_answered_and_nothing_twice(
    story: tuple[Story, Installation, Association], database_url: str
) -> None:
    telling, installation, association = story
    seed = os.environ.get(SEED) or str(secrets.randbits(32))
    print(f"{SEED}={seed} does the same again, as far as the machine's pace allows")  # noqa: T201 - shown with a failure
    chance = Random(seed)

    reports = Reports(telling.someone("reporters").client, chance)
    for _ in range(2):  # the control: how a case looks that nothing disturbed
        await reports.send_one()
    undisturbed = shapes_of_cases(await stored(installation))
    vote = await council.raise_vote(telling, association, concerns=association.cast.accused)
    await council.convene(vote)
    await council.lock(vote)
    await council.summon(vote)

    siege = Siege(installation, chance)
    ballots = Ballots(vote, chance, free=list(vote.pages))
    reporters: list[Hand] = [reports.send_one] * REPORTERS
    drawing: list[Hand] = [ballots.draw_one] * VOTERS_AT_ONCE
    await siege.lay(reporters + drawing, kills=KILLS_WHILE_DRAWING, afterwards=ballots.draws_are_kept)
    await everyone_has_drawn(ballots)

    casting: list[Hand] = [ballots.cast_one] * VOTERS_AT_ONCE
    await siege.lay(reporters + casting, kills=KILLS_WHILE_CASTING, afterwards=ballots.envelopes_are_kept)
    assert siege.broken_off >= siege.kills, "the control: it was killed at work"
    assert reports.broken_off, "the control: some reports were cut off for good"

    await every_answered_report_is_one_whole_case(reports, installation, association, undisturbed=undisturbed)
    await the_vote_ends_as_its_receipts_say(ballots, installation)


async def everyone_has_drawn(ballots: Ballots) -> None:
    """Whoever was cut off asks again; drawing closes, casting opens, and there is one state for each who drew."""
    vote = ballots.vote
    for page in vote.pages:
        if page.token not in ballots.drawn:
            ballots.free = [page]
            await ballots.draw_one()
        await page.finish(ballots.drawn[page.token])
    ballots.free = list(vote.pages)
    told = await vote.read()
    assert told["drawn"] == told["roll_size"] == len(vote.pages)
    await vote.lead("drawing/close")
    await vote.lead("open")
    states = (await vote.pages[0].get("/states")).json()["states"]
    answers = {(state["admission"], state["ballot"]) for state in states}
    assert len(states) == len(answers) == len(vote.pages)
    assert answers == {(answer["admission"], answer["ballot"]) for answer in ballots.drawn.values()}


async def stored(installation: Installation) -> Rows:
    database = Database(installation.database_url, keys=installation.keys)
    try:
        async with database.reading() as db:
            assert await broken_links(db) == [], "the audit log's chain is whole"
        return await rows_by_table(database)
    finally:
        await database.close()


async def every_answered_report_is_one_whole_case(
    reports: Reports, installation: Installation, association: Association, *, undisturbed: dict[UUID, Counter[str]]
) -> None:
    found = await reports.found()
    assert found >= set(reports.answered), "a report that was answered is gone"
    for code in list(reports.answered)[-5:]:  # sent once more, it is the same one
        again = await reports.client.post(f"{API}/reports", json=reports.sent[code])
        assert again.json() == reports.answered[code]
    rows = await stored(installation)
    shapes = shapes_of_cases(rows)
    assert len(shapes) == len(rows["report_receipt"]) == len(found)
    whole, other = undisturbed.values()
    assert whole == other, "the control"
    assert whole.keys() >= {"case_step", "case_grant", "sealed_text", "key_wrap", "audit_event"}, "the control"
    differing = {case: shape for case, shape in shapes.items() if shape != whole}
    assert differing == {}, f"a whole case is {whole}"
    officers = {address_of(each.name) for each in (association.officer, association.second_officer)}
    # A mail is named by its notice: sent before a kill and again after it, it is one.
    told = {row["id"].hex for row in rows["notice"] if row["case_id"] is not None}
    told |= {file.stem for file in installation.outbox.glob("*.eml") if is_case_notice(file, officers)}
    assert len(told) == len(officers) * len(found)


def is_case_notice(file: Path, officers: set[str]) -> bool:
    mail = read_mail(file.read_bytes())
    return mail.to in officers and mail.subject == CASE_NOTICE


async def the_vote_ends_as_its_receipts_say(ballots: Ballots, installation: Installation) -> None:
    vote = ballots.vote
    roll = len(vote.pages)
    against = -(-2 * roll // 3)
    for number, page in enumerate(vote.pages):
        counter = ballots.sent[page.token]["counter"] + 1 if page.token in ballots.sent else 1
        receipt = (await page.cast(Choice.AGAINST if number < against else Choice.FOR, counter=counter)).json()
        vote.receipts[receipt["row_key"]] = receipt["envelope_hash"]
    assert len(vote.receipts) == roll
    await council.close(vote)
    installation.settings = {**installation.settings, TURNED_BY: PAST_THE_CHECK_WINDOW}
    await asyncio.to_thread(installation.kill)
    await asyncio.to_thread(installation.start)
    await council.await_result(vote, against=against, for_=roll - against, outcome="no_confidence")
    assert len(await council.exclusion_cases(vote.association)) == 1
