"""Questions of one statement, which need no session and no transaction: the statement is its own snapshot.

Such a question holds a connection only while it is answered and waits for nothing meanwhile, so a request may ask it
whatever connection it already holds. Decision 13 says which paths ask so.
"""

import asyncio
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from typing import Any

from sqlalchemy import Engine, Executable, Row
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine

from app.core.errors import Busy

RETRY_AFTER_SECONDS = 2
OUT_OF_REACH = (PoolTimeout, OperationalError, InterfaceError, OSError, sqlite3.OperationalError)
"""No connection free, the file's lock not had in time, or the server away."""

Rows = Sequence[Row[*tuple[Any, ...]]]


class Asking(ABC):
    @abstractmethod
    async def ask(self, question: Executable, values: Mapping[str, object]) -> Rows:
        """Every row of the answer. Raises Busy."""

    @abstractmethod
    async def close(self) -> None: ...


class AskedInThreads(Asking):
    """SQLite. A session would go to its thread to begin and to end as well; this goes there once."""

    def __init__(self, engine: Engine, *, threads: int) -> None:
        self._engine = engine
        self._at_once = threads
        self._threads: ThreadPoolExecutor | None = None

    async def ask(self, question: Executable, values: Mapping[str, object]) -> Rows:
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self._at_once, thread_name_prefix="asked")
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._answer, question, values)

    def _answer(self, question: Executable, values: Mapping[str, object]) -> Rows:
        try:
            connection = self._engine.connect()
        except OUT_OF_REACH as error:
            raise Busy(retry_after_seconds=RETRY_AFTER_SECONDS) from error
        with connection:
            return connection.execute(question, values).all()

    async def close(self) -> None:
        """As an engine's: whoever asks again begins anew."""
        if self._threads is not None:
            self._threads.shutdown()
            self._threads = None
        self._engine.dispose()


class AskedOfServer(Asking):
    """PostgreSQL."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def ask(self, question: Executable, values: Mapping[str, object]) -> Rows:
        try:
            connection = await self._engine.connect()
        except OUT_OF_REACH as error:
            raise Busy(retry_after_seconds=RETRY_AFTER_SECONDS) from error
        async with aclosing(connection):
            return (await connection.execute(question, values)).all()

    async def close(self) -> None:
        await self._engine.dispose()
