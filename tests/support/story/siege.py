"""A server that is killed at each step of several votes at once, and what must be so whenever it is dead."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import httpx

from app.core.database import Database
from app.core.due_work import LEASE
from app.votes.rules import Outcome, VoteStatus
from tests.support.killing import Wait
from tests.support.lives import LIFE, has_come_to
from tests.support.ready_made import TURNED_BY
from tests.support.stored import rows_by_table
from tests.support.story.installation import Installation

Rows = dict[str, list[dict[str, Any]]]
Holds = Callable[[Rows], bool]

REFUSED_AS_DONE = {409, 412}
WAITS_SECONDS = 40.0
LOOKS_AGAIN_SECONDS = 0.2
STRUCK_IN = (0, 1, 1, 2)
"""Which transaction of a step, on SQLite; 0 while all wait for the first."""
TABLES = frozenset(
    {
        *("vote", "roll_entry", "sealed_state", "envelope", "vote_objection", "bulletin", "exclusion_case"),
        *("vote_teller", "vote_shares", "vote_teller_count", "audit_event", "due_job", "notice"),
    }
)
KILLS_WHILE_MAILS_LEAVE = 2
KILLED_IN = (2, 3)
"""Which of the transactions of a start: a job is leased, done, and noted as done."""


@dataclass
class Ask:
    """A request of one step, the same each time it is sent; `is_done` says whether its effect is stored."""

    step: str
    send: Callable[[], Awaitable[httpx.Response]]
    is_done: Holds
    gives_the_same: bool = False
    """Asked again it is answered as before, not refused."""
    answer: httpx.Response | None = None
    is_refused: bool = False
    varies: str = ""
    """What of the answer may be another each time."""

    def take(self, answer: httpx.Response) -> None:
        if answer.is_success:
            if self.gives_the_same and self.answer is not None:
                assert self._read(answer) == self._read(self.answer), f"{self.step}: another answer to the same"
            self.answer = self.answer or answer
            return
        assert answer.status_code in REFUSED_AS_DONE, f"{self.step}: {answer.status_code} {answer.text}"
        assert not self.gives_the_same, f"{self.step}: {answer.text}"
        self.is_refused = True

    def _read(self, answer: httpx.Response) -> Any:
        told = answer.json() if answer.content else {}
        return {name: told[name] for name in told if name != self.varies}


@dataclass
class Siege:
    """
    Attributes:
        turned: by so much the server's clock runs ahead.
        cut_off: requests without an answer when the server died, by step.
        killed_at_due: how often the server died over work that fell due and was not yet done, by what it was.
    """

    installation: Installation
    wait: Wait
    chance: Random
    database: Database
    turned: timedelta = timedelta()
    kills: int = 0
    cut_off: Counter[str] = field(default_factory=Counter)
    killed_at_due: Counter[str] = field(default_factory=Counter)

    # --- requests ----------------------------------------------------------------------------------------------

    async def step(self, asks: Sequence[Ask], *, comes_last: str) -> None:
        """Killed while they are on their way; then asked to the end, and once more.

        `comes_last` is the table that a transaction of this step comes to last.
        """
        is_dead = asyncio.Event()

        async def send(ask: Ask) -> None:
            try:
                ask.take(await ask.send())
            except httpx.TransportError:
                await asyncio.wait_for(is_dead.wait(), WAITS_SECONDS)
                self.cut_off[ask.step] += 1

        nth = self.chance.choice(STRUCK_IN)
        async with self.wait.lying(for_table=comes_last, nth=nth) as strike, asyncio.TaskGroup() as group:
            sent = [group.create_task(send(ask)) for ask in asks]
            await strike(self.installation.pid, lambda: all(each.done() for each in sent))
            await self._bury()
            is_dead.set()
        await self._found_dead(asks)
        await asyncio.to_thread(self.installation.start)
        for _ in range(2):
            for ask, answer in zip(asks, await asyncio.gather(*(ask.send() for ask in asks)), strict=True):
                ask.take(answer)
        assert all(ask.answer or ask.is_refused for ask in asks)
        self.look(await self.stored(), asks)

    def look(self, rows: Rows, asks: Sequence[Ask] = ()) -> None:
        """What was answered, and what was refused as done, is stored; and every vote is whole."""
        for ask in asks:
            assert ask.is_done(rows) or not (ask.answer or ask.is_refused), f"{ask.step}: answered, and gone"
        for vote in rows["vote"]:
            is_whole(rows, vote)

    async def _bury(self) -> None:
        await asyncio.to_thread(self.installation.kill)
        self.kills += 1

    async def _found_dead(self, asks: Sequence[Ask] = ()) -> Rows:
        await self.wait.settle()
        rows = await self.stored()
        self.look(rows, asks)
        if any(job["lease_token"] for job in rows["due_job"]):
            # What somebody died over is anybody's when its lease has ended.
            self.turn(self.turned + LEASE + timedelta(seconds=1))
        return rows

    # --- what falls due ----------------------------------------------------------------------------------------

    async def come_to(self, at: timedelta, what: str, is_done: Holds, *, comes_last: str) -> None:
        """The clock is turned: the server is started and killed in its work, and in the end does it by itself."""
        self.turn(max(self.turned, at))
        await asyncio.to_thread(self.installation.kill)
        for nth in KILLED_IN:
            async with self.wait.lying(for_table=comes_last, nth=nth) as strike:
                pid = await asyncio.to_thread(self.installation.begin)
                await strike(pid, lambda: False)
                await self._bury()
            if is_done(await self._found_dead()):
                break
            self.killed_at_due[what] += 1
        await asyncio.to_thread(self.installation.start)
        await self.until(is_done, what)

    async def killed_while_mails_leave(self, has_left: Holds) -> None:
        """When another lies in the outbox: sent, and not yet noted as sent."""
        for _ in range(KILLS_WHILE_MAILS_LEAVE):
            there, deadline = self._mails_there(), time.monotonic() + WAITS_SECONDS
            while self._mails_there() == there and time.monotonic() < deadline:  # noqa: ASYNC110 - another process's doing
                await asyncio.sleep(0.002)
            await self._bury()
            is_over = has_left(await self._found_dead())
            await asyncio.to_thread(self.installation.start)
            if is_over:
                break
            self.killed_at_due["mails"] += 1
        await self.until(has_left, "every mail")

    def _mails_there(self) -> int:
        return sum(1 for _ in self.installation.outbox.glob("*.eml"))

    async def until(self, holds: Holds, what: str) -> Rows:
        deadline = time.monotonic() + WAITS_SECONDS
        while not holds(rows := await self.stored()):
            assert time.monotonic() < deadline, f"waited in vain for {what}"
            await asyncio.sleep(LOOKS_AGAIN_SECONDS)
        self.look(await self.stored())  # anew: the tables just read may be of either side of what was done meanwhile
        return rows

    # --- the server --------------------------------------------------------------------------------------------

    def turn(self, by: timedelta) -> None:
        self.turned = by
        self.installation.settings = {**self.installation.settings, TURNED_BY: str(int(by.total_seconds()))}

    async def stored(self) -> Rows:
        try:
            return await rows_by_table(self.database, only=TABLES)
        finally:
            await self.database.close()  # it is opened anew, and what was put together for it stays


# --- a vote's rows, whatever has come of it ------------------------------------------------------------------------


def of_vote(rows: Rows, table: str, vote: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for row in rows[table] if row["vote_id"] == vote["id"]]


def is_whole(rows: Rows, vote: dict[str, Any]) -> None:
    """All of a step is stored or nothing of it, and its event once: what the log tells and what is are the same."""
    entries, seats = of_vote(rows, "roll_entry", vote), of_vote(rows, "vote_teller", vote)
    is_locked, is_open = has_come_to(vote, VoteStatus.ROLL_LOCKED), has_come_to(vote, VoteStatus.OPEN)
    is_closed, is_certified = has_come_to(vote, VoteStatus.CLOSED), has_come_to(vote, VoteStatus.CERTIFIED)
    drawn = sum(entry["draw_fingerprint"] is not None for entry in entries)
    told = Counter(event["kind"] for event in rows["audit_event"] if event["subject"] == str(vote["id"]))
    answered = sum(row["sealed_answer"] is not None for row in of_vote(rows, "vote_objection", vote))
    assert told == +Counter(
        {
            **{kind: 1 for status, kind in LIFE.items() if has_come_to(vote, status)},
            "vote-preflight-done": int(vote["sealed_preflight"] is not None),
            "vote-tellers-named": int(bool(seats)),
            "vote-drawing-closed": int(vote["is_drawing_closed"]),
            "vote-teller-confirmed": sum(seat["confirmation"] is not None for seat in seats),
            "vote-objection-dismissed": answered,
            "vote-teller-sent": sum(seat["has_sent"] for seat in seats),
            "vote-teller-counted": sum(seat["has_signed"] for seat in seats),
        }
    )
    assert len(entries) == (vote["roll_size"] or 0)
    assert bool(entries) == (vote["manifest"] is not None) == is_locked
    assert (vote["sealed_issuing_keys"] is not None) == (is_locked and not is_open), "nothing is minted once it is open"
    assert (vote["sealed_receipt_key"] is not None) == (is_locked and not is_certified)
    holds_opening_key = is_locked and not is_certified and not vote["teller_threshold"]
    assert (vote["sealed_opening_key"] is not None) == holds_opening_key
    assert len(of_vote(rows, "sealed_state", vote)) == (0 if is_closed else drawn)
    envelopes = [row["row_key"] for row in of_vote(rows, "envelope", vote)]
    assert len(envelopes) <= drawn
    assert not envelopes or (is_open and not is_certified)
    assert not is_closed or envelopes == sorted(envelopes)
    senders = [seat["number"] for seat in seats if seat["has_sent"]]
    shares = {(row["from_number"], row["to_number"]) for row in of_vote(rows, "vote_shares", vote)}
    passed = {(one, seat["number"]) for one in senders for seat in seats if seat["number"] != one}
    assert shares == (set() if is_certified else passed)
    assert bool(vote["opening_set"]) == (len(senders) >= vote["teller_threshold"] > 0)
    signed = 0 if is_certified else sum(seat["has_signed"] for seat in seats)
    assert len(of_vote(rows, "vote_teller_count", vote)) == signed
    assert len(of_vote(rows, "bulletin", vote)) == int(is_certified)
    opened = is_certified and vote["outcome"] is Outcome.NO_CONFIDENCE
    assert len(of_vote(rows, "exclusion_case", vote)) == int(opened)
