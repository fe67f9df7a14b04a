"""SQLite's own driver as SQLAlchemy's asyncio side wants it, without a thread for each statement.

`aiosqlite` sends every step of every statement (open, run, fetch, close) to a thread and back: some thirty trips for a
request, each dearer than the statement, which is answered from memory in microseconds. Here a statement runs where it
stands. What can wait for another process or for the disk goes to a thread: taking the writers' lock, and committing.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any, Self

TAKE_WRITERS_LOCK = "BEGIN IMMEDIATE"


class Cursor:
    """As much of `aiosqlite.Cursor` as SQLAlchemy uses."""

    def __init__(self, connection: "Connection", cursor: sqlite3.Cursor) -> None:
        self._connection = connection
        self._cursor = cursor

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        if statement == TAKE_WRITERS_LOCK:
            await self._connection.take_writers_lock()
        else:
            self._cursor.execute(statement, parameters)

    async def executemany(self, statement: str, parameters: Sequence[Sequence[Any]]) -> None:
        self._cursor.executemany(statement, parameters)

    async def fetchall(self) -> list[Any]:
        return self._cursor.fetchall()

    async def close(self) -> None:
        self._cursor.close()


class Connection:
    """As much of `aiosqlite.Connection` as SQLAlchemy uses. One task has it at a time: the pool sees to that."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection: sqlite3.Connection | None = connection
        self._is_writing = False
        self._thread = asyncio.Lock()

    @property
    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise sqlite3.ProgrammingError("connection closed")
        return self._connection

    def cursor(self) -> Cursor:
        return Cursor(self, self._open.cursor())

    async def take_writers_lock(self) -> None:
        """May wait for another process."""
        await self._in_thread(self._open.execute, TAKE_WRITERS_LOCK)
        self._is_writing = True

    async def commit(self) -> None:
        if self._is_writing:  # waits for the disk
            await self._in_thread(self._open.commit)
            self._is_writing = False
        else:
            self._open.commit()

    async def rollback(self) -> None:
        async with self._thread:  # a commit whose task was cancelled may still be at work
            self._open.rollback()
        self._is_writing = False

    async def _in_thread(self, work: Callable[..., Any], *arguments: Any) -> None:
        async with self._thread:
            done = asyncio.get_running_loop().run_in_executor(None, work, *arguments)
            try:
                await asyncio.shield(done)
            except asyncio.CancelledError:
                # Nobody may use or close the connection before the thread has left it.
                await asyncio.wait([done])
                raise

    async def create_function(self, *arguments: Any, **options: Any) -> None:
        self._open.create_function(*arguments, **options)

    async def close(self) -> None:
        async with self._thread:
            self.stop()

    def stop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


async def connect(database: str, **options: Any) -> Connection:
    """We begin transactions ourselves: the driver would begin too late."""
    options |= {"check_same_thread": False, "isolation_level": None}
    return Connection(sqlite3.connect(database, **options))
