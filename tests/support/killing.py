"""SIGKILL at a moment that is seen from outside: nothing in the server knows of it.

On SQLite whoever writes holds a lock on one byte of the shared-memory file, and the kernel lists who holds which
lock. On PostgreSQL another connection keeps a table, so that the server's transactions stop in their midst.
"""

import asyncio
import multiprocessing
import os
import signal
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy.engine import make_url

LOCKS = Path("/proc/locks")
WRITES = ["120", "120"]
"""SQLite's byte for whoever writes, first and last. Source: its description of the WAL-index, "WAL_WRITE_LOCK"."""
LONGEST_LOOK_SECONDS = 15.0
IS_ON_ITS_WAY_SECONDS = 0.15
"""A request that has been sent stands before the lock by then, or not long after."""

OTHERS_COME_TOO_SECONDS = 0.05

IsOver = Callable[[], bool]
Strike = Callable[[int, IsOver], Awaitable[None]]
"""Returns when the moment has come at which the process of that id is to die, or when it is over without that."""

_FORKED = multiprocessing.get_context("forkserver")


class SqliteWait:
    def __init__(self, url: str) -> None:
        self._file = str(make_url(url).database)

    @asynccontextmanager
    async def lying(self, *, for_table: str, nth: int) -> AsyncIterator[Strike]:
        """Whoever would write queues; struck there if `nth` is 0, else let go and struck in the nth transaction."""
        with closing(sqlite3.connect(self._file, isolation_level=None, timeout=LONGEST_LOOK_SECONDS)) as other:
            other.execute("BEGIN IMMEDIATE")

            async def strike(pid: int, is_over: IsOver) -> None:
                # Whoever watches is a process of its own: in this one the requests themselves would be in its way.
                watching = _FORKED.Process(target=kill_as_it_writes, args=(pid, nth), daemon=True)
                if nth:
                    await asyncio.to_thread(watching.start)
                await asyncio.sleep(IS_ON_ITS_WAY_SECONDS)
                if not nth:
                    return
                other.execute("ROLLBACK")
                while watching.is_alive() and not is_over():  # noqa: ASYNC110 - another process's doing
                    await asyncio.sleep(0.01)
                watching.kill()

            yield strike
            if other.in_transaction:
                other.execute("ROLLBACK")

    async def settle(self) -> None:
        """Whoever opens the file next finds what was committed."""


def kill_as_it_writes(pid: int, nth: int) -> None:
    deadline, was_writing, times = time.monotonic() + LONGEST_LOOK_SECONDS, False, 0
    while times < nth and time.monotonic() < deadline:
        is_writing = _is_writing(pid)
        times += is_writing and not was_writing
        was_writing = is_writing
    os.kill(pid, signal.SIGKILL)


def _is_writing(pid: int) -> bool:
    """Its lines: number, kind, how, WRITE or READ, process, file, first byte, last byte."""
    lines = [line.split() for line in LOCKS.read_text().splitlines()]
    return any(line[3:5] == ["WRITE", str(pid)] and line[6:] == WRITES for line in lines)


class PostgresqlWait:
    def __init__(self, url: str) -> None:
        there = make_url(url)
        self._there: dict[str, Any] = {
            "host": there.query["host"],
            "user": there.username,
            "database": there.database,
        }

    @asynccontextmanager
    async def lying(self, *, for_table: str, nth: int) -> AsyncIterator[Strike]:
        """Whoever writes to the table stops there, in a transaction that has written before, and is struck there."""
        other = await asyncpg.connect(**self._there)
        try:
            async with other.transaction():
                await other.execute(f"LOCK TABLE {for_table} IN SHARE ROW EXCLUSIVE MODE")

                async def strike(pid: int, is_over: IsOver) -> None:
                    deadline = time.monotonic() + LONGEST_LOOK_SECONDS
                    while not (await other.fetchval(_STOPPED) or is_over() or time.monotonic() > deadline):  # noqa: ASYNC110 - another process's doing
                        await asyncio.sleep(0.01)
                    await asyncio.sleep(OTHERS_COME_TOO_SECONDS)

                yield strike
        finally:
            await other.close()

    async def settle(self) -> None:
        """What a dead client had begun is undone a moment later."""
        other = await asyncpg.connect(**self._there)
        try:
            while await other.fetchval(_OTHERS):  # noqa: ASYNC110 - another process's doing
                await asyncio.sleep(0.01)
        finally:
            await other.close()


_STOPPED = "SELECT count(*) FROM pg_locks WHERE NOT granted"
_OTHERS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
)

Wait = SqliteWait | PostgresqlWait


def wait_on(url: str) -> Wait:
    return SqliteWait(url) if make_url(url).get_backend_name() == "sqlite" else PostgresqlWait(url)
