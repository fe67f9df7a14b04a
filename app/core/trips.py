"""One trip to SQLite's thread for each statement.

The driver has a thread for each connection, and SQLAlchemy goes there four times for one statement: for a cursor, to
execute, to fetch, to close. A trip costs as much as a small query. Here all four are one; the thread, the connection
and everything else stay the driver's.
"""

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from typing import Any, NamedTuple, Self

import aiosqlite

Parameters = Sequence[Any]


class Answer(NamedTuple):
    description: Any
    rowcount: int
    lastrowid: int | None
    rows: list[Any]


NOT_ASKED = Answer(None, -1, None, [])


class Cursor:
    """As much of the driver's cursor as SQLAlchemy asks of one that it does not stream from."""

    arraysize = 1

    def __init__(self, connection: "Connection") -> None:
        self._connection = connection
        self._answer = NOT_ASKED

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Parameters = ()) -> None:
        self._answer = await self._connection.answer(_execute, sql, parameters)

    async def executemany(self, sql: str, parameters: Iterable[Parameters]) -> None:
        self._answer = await self._connection.answer(_executemany, sql, parameters)

    async def fetchall(self) -> list[Any]:
        return self._answer.rows

    async def close(self) -> None:
        """It is closed already."""

    @property
    def description(self) -> Any:
        return self._answer.description

    @property
    def rowcount(self) -> int:
        return self._answer.rowcount

    @property
    def lastrowid(self) -> int | None:
        return self._answer.lastrowid


class Connection(aiosqlite.Connection):
    def cursor(self) -> Cursor:  # type: ignore[override]  # SQLAlchemy's adapter asks no more of it
        return Cursor(self)

    async def answer(self, ask: Callable[..., Answer], *asked: object) -> Answer:
        answer: Answer = await self._execute(ask, self._conn, *asked)  # type: ignore[no-untyped-call]
        return answer


def connect(file: str, **options: Any) -> Connection:
    """As `aiosqlite.connect`, for SQLAlchemy's `async_creator_fn`; a process that ends waits for none of them."""
    connection = Connection(lambda: sqlite3.connect(file, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does for a connection that it makes itself
    return connection


def _execute(connection: sqlite3.Connection, sql: str, parameters: Parameters) -> Answer:
    with closing(connection.execute(sql, parameters)) as cursor:
        return _all_of(cursor)


def _executemany(connection: sqlite3.Connection, sql: str, parameters: Iterable[Parameters]) -> Answer:
    with closing(connection.executemany(sql, parameters)) as cursor:
        return _all_of(cursor)


def _all_of(cursor: sqlite3.Cursor) -> Answer:
    rows = cursor.fetchall() if cursor.description else []
    return Answer(cursor.description, cursor.rowcount, cursor.lastrowid, rows)
