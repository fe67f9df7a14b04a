"""Envelopes that come while others are being written: written together, answered each for itself."""

import asyncio
import random
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError
from sqlmodel import col, select

from app.core.database import Database, Session
from app.votes.ballot_box import service as box
from app.votes.ballot_box.models import Envelope
from app.votes.envelope import Receipt, is_receipt_genuine
from app.votes.models import Vote
from app.votes.rules import Choice, VoteStatus
from tests.support.voting import Assemble, Assembly, VoterPage

pytestmark = [pytest.mark.anyio, pytest.mark.policy("CGR-03")]

FOR, AGAINST, BLANK = Choice.FOR, Choice.AGAINST, Choice.BLANK
SENT_AT_ONCE = 24


@asynccontextmanager
async def vote_held(database: Database) -> AsyncIterator[tuple[Session, Vote]]:
    """Nothing is written to the box meanwhile: as one who closes the vote holds it."""
    async with database.writing() as db:
        yield db, (await db.exec(select(Vote).with_for_update())).one()


@contextmanager
def listening(engine: Engine, what: str, to: Callable[..., None]) -> Iterator[None]:
    event.listen(engine, what, to)
    try:
        yield
    finally:
        event.remove(engine, what, to)


async def everyone_waits(number: int) -> None:
    """Until so many envelopes have been checked and wait to be written."""
    async with asyncio.timeout(20):
        while waiting() < number:  # noqa: ASYNC110 - looked at from outside: a queue tells nobody who waits in it
            await asyncio.sleep(0.01)


def waiting() -> int:
    return sum(len(queue.waiting) for queue in box._written._queues.values())


async def sent_while_held(
    assembly: Assembly, first: VoterPage, sent: list[tuple[VoterPage, dict[str, Any]]]
) -> tuple[httpx.Response, list[httpx.Response]]:
    """The first one's envelope begins to be written, alone; all that are `sent` come meanwhile."""
    async with vote_held(assembly.database):
        alone = asyncio.create_task(first.cast(BLANK))
        await everyone_waits(1)
        others = [asyncio.create_task(page.post("cast", envelope)) for page, envelope in sent]
        await everyone_waits(1 + len(sent))
    return await alone, await asyncio.gather(*others)


async def rows_in(database: Database) -> dict[str, tuple[int, str]]:
    """Row key to counter and hash."""
    async with database.reading() as db:
        query = select(Envelope.row_key, Envelope.counter, Envelope.envelope_hash).order_by(col(Envelope.row_key))
        return {key.hex(): (counter, envelope.hex()) for key, counter, envelope in (await db.exec(query)).all()}


def what_lies_there(answer: httpx.Response) -> int:
    assert (answer.status_code, answer.json()["code"]) == (409, "counter-used"), answer.text
    return int(answer.json()["errors"][0]["code"])


async def test_envelopes_that_come_meanwhile_are_written_in_one_transaction_in_the_order_of_their_keys(
    assemble: Assemble,
) -> None:
    assembly = await assemble(8)
    first, *others = await assembly.until_open()
    manifest = await first.manifest()
    written: list[list[bytes]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, _context: Any, is_many: bool) -> None:  # noqa: FBT001
        if statement.startswith("INSERT INTO envelope"):
            rows = values if is_many else [values]
            written.append(
                [next(bytes(value) for value in row if isinstance(value, bytes | memoryview)) for row in rows]
            )

    sent = [(page, page.envelope(FOR)) for page in others]
    with listening(assembly.database.engine.sync_engine, "before_cursor_execute", note):
        alone, answers = await sent_while_held(assembly, first, sent)
    receipts = [Receipt.model_validate_json(answer.content) for answer in (alone, *answers)]
    assert all(is_receipt_genuine(manifest, receipt) for receipt in receipts)
    assert await rows_in(assembly.database) == {
        receipt.row_key.hex(): (1, receipt.envelope_hash.hex()) for receipt in receipts
    }
    assert [len(rows) for rows in written] == [1, len(others)]
    assert written[1] == sorted(written[1])


async def test_of_one_admission_in_one_transaction_the_highest_counter_stays_and_each_is_told(
    assemble: Assemble,
) -> None:
    assembly = await assemble(4)
    first, one, other, late = await assembly.until_open()
    assert (await late.cast(FOR, counter=9)).status_code == 200
    low, high, same_counter = (
        one.envelope(FOR, counter=3),
        one.envelope(AGAINST, counter=4),
        one.envelope(FOR, counter=4),
    )
    forged = other.envelope(FOR)
    forged["signature"] = other.envelope(FOR)["signature"]
    sent = [(one, low), (one, high), (one, same_counter), (one, high), (other, other.envelope(BLANK))]
    alone, answers = await sent_while_held(assembly, first, [*sent, (late, late.envelope(FOR, counter=9))])
    assert alone.status_code == 200
    assert [answer.status_code for answer in answers] == [409, 200, 409, 200, 200, 409]
    assert [what_lies_there(answers[index]) for index in (0, 2, 5)] == [4, 4, 9]
    assert answers[1].json()["envelope_hash"] == answers[3].json()["envelope_hash"]
    rows = await rows_in(assembly.database)
    assert rows[answers[1].json()["row_key"]] == (4, answers[1].json()["envelope_hash"])
    assert sorted(counter for counter, _ in rows.values()) == [1, 1, 4, 9]


async def test_whatever_is_sent_at_once_every_answer_is_true(assemble: Assemble) -> None:
    """Few voters, few counters, some envelopes twice: most of what is sent is about a row that another one wants."""
    assembly = await assemble(3)
    pages = await assembly.until_open()
    choose = random.Random(SENT_AT_ONCE)
    kinds = [page.envelope(FOR, counter=counter) for page in pages for counter in (1, 2, 2, 3, 3)]
    receipts: dict[tuple[str, int], set[str]] = defaultdict(set)
    for _ in range(5):
        sent = [choose.choice(kinds) for _ in range(SENT_AT_ONCE)]
        answers = await asyncio.gather(*(pages[0].post("cast", envelope) for envelope in sent))
        rows = await rows_in(assembly.database)
        for envelope, answer in zip(sent, answers, strict=True):
            if answer.status_code == 200:
                receipt = answer.json()
                receipts[receipt["row_key"], receipt["counter"]].add(receipt["envelope_hash"])
                assert receipt["counter"] == envelope["counter"]
                assert rows[receipt["row_key"]][0] >= receipt["counter"]
            else:
                assert what_lies_there(answer) >= envelope["counter"]
        for row_key, (counter, envelope_hash) in rows.items():
            assert receipts[row_key, counter] == {envelope_hash}, "what lies there was receipted, and nothing else"
    assert len(rows) == len(pages)
    assert {counter for counter, _ in rows.values()} == {3}
    assert all(len(hashes) == 1 for hashes in receipts.values()), "one counter, one envelope"


async def test_a_vote_that_closes_before_they_are_written_gives_no_receipt(assemble: Assemble) -> None:
    assembly = await assemble(4)
    pages = await assembly.until_open()
    async with vote_held(assembly.database) as (_, vote):
        casts = [asyncio.create_task(page.cast(FOR)) for page in pages]
        await everyone_waits(len(pages))
        vote.status = VoteStatus.CLOSED
    assert {answer.json()["code"] for answer in await asyncio.gather(*casts)} == {"casting-not-open"}
    assert await rows_in(assembly.database) == {}


async def test_a_commit_that_fails_gives_no_receipt_and_the_same_envelopes_can_be_sent_again(
    assemble: Assemble,
) -> None:
    assembly = await assemble(5)
    first, *others = await assembly.until_open()
    sent = [(page, page.envelope(FOR)) for page in others]

    def fail(connection: Any) -> None:
        if connection.info.pop("of several", False):
            raise OperationalError("COMMIT", {}, OSError("the disk is full"))

    def note(connection: Any, _cursor: Any, _statement: str, _values: Any, _context: Any, is_many: bool) -> None:  # noqa: FBT001
        connection.info["of several"] = connection.info.get("of several", False) or is_many

    engine = assembly.database.engine.sync_engine
    with listening(engine, "commit", fail), listening(engine, "before_cursor_execute", note):
        alone, answers = await sent_while_held(assembly, first, sent)
    assert alone.status_code == 200
    assert {answer.status_code for answer in answers} == {500}
    assert list(await rows_in(assembly.database)) == [alone.json()["row_key"]]
    again = await asyncio.gather(*(page.post("cast", envelope) for page, envelope in sent))
    assert {answer.status_code for answer in again} == {200}
    assert len(await rows_in(assembly.database)) == 1 + len(others)


async def test_who_hangs_up_while_writing_for_others_loses_nobody_a_receipt(assemble: Assemble) -> None:
    assembly = await assemble(6)
    first, *others = await assembly.until_open()
    async with vote_held(assembly.database):
        hung_up = asyncio.create_task(first.cast(FOR))
        await everyone_waits(1)
        casts = [asyncio.create_task(page.cast(FOR)) for page in others]
        await everyone_waits(1 + len(others))
        hung_up.cancel()
        await asyncio.wait([hung_up])
    answers = await asyncio.gather(*casts)
    assert {answer.status_code for answer in answers} == {200}
    rows = await rows_in(assembly.database)
    assert {answer.json()["row_key"] for answer in answers} <= set(rows)
    assert box._written._queues == {}, "of those who came nothing is kept"
