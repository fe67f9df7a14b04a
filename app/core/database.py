"""Sessions on SQLite (embedded) and PostgreSQL: the same code, one transaction a request."""

from asyncio import CancelledError
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from enum import Enum
from typing import Annotated, Any

from fastapi import Depends
from sqlalchemy import Engine, Executable, create_engine, event
from sqlalchemy import Enum as ColumnEnum
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.requests import Request

from app.core.asking import OUT_OF_REACH, RETRY_AFTER_SECONDS, AskedInThreads, AskedOfServer, Asking, Rows
from app.core.errors import Busy
from app.core.keys import Keys
from app.core.trips import connect

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

BUSY_TIMEOUT_MS = 10_000
POOL_TIMEOUT_SECONDS = 20

ASKED_AT_ONCE = {"sqlite": 2, "postgresql": 4}
"""Connections that answer questions of one statement."""


class Session(AsyncSession):
    """A session that knows the installation's keys, so that services can name people by tag."""

    keys: Keys


def enum_by_value(values: type[Enum]) -> Any:
    """A column type that stores an enum's value, not its name, and needs no migration for a new member."""
    return ColumnEnum(
        values,
        native_enum=False,
        create_constraint=False,
        length=40,
        values_callable=lambda members: [member.value for member in members],
    )


class Database:
    """The engines of one process.

    On SQLite there is one writing connection, so that writers queue fairly in the process instead of polling each
    other's locks, and two that cannot write at all. On PostgreSQL both kinds of session share one pool, and the
    reading ones are read-only transactions. Questions of one statement, such as who sends a request, have a small pool
    of their own: a request that already holds a connection may still have to ask, and must not wait for a second one
    from the pool it sits in.
    """

    def __init__(
        self, url: str, *, keys: Keys, pool_size: int = 10, pool_timeout_seconds: float = POOL_TIMEOUT_SECONDS
    ) -> None:
        self._keys = keys
        self.is_sqlite = make_url(url).get_backend_name() == "sqlite"
        # A failed statement's parameters are what people wrote: they never reach an exception's text.
        shared: dict[str, Any] = {"hide_parameters": True, "pool_timeout": pool_timeout_seconds}
        if self.is_sqlite:
            alone: dict[str, Any] = {"max_overflow": 0, "pool_reset_on_return": None} | shared
            alone["connect_args"] = {"async_creator_fn": connect}
            self._writer = create_async_engine(url, pool_size=1, **alone)
            self._reader = create_async_engine(url, pool_size=2, **alone)
            _prepare_sqlite(self._writer.sync_engine, query_only=False)
            _prepare_sqlite(self._reader.sync_engine, query_only=True)
            _begin_ourselves(self._writer, begin="BEGIN IMMEDIATE")
            _begin_ourselves(self._reader, begin="BEGIN")
        else:
            self._writer = create_async_engine(url, pool_size=pool_size, max_overflow=0, pool_pre_ping=True, **shared)
            self._reader = self._writer.execution_options(postgresql_readonly=True)
        self._asking = self._questions(url, **shared)

    def _questions(self, url: str, **shared: Any) -> Asking:
        """Without transactions, and unable to write all the same."""
        threads = ASKED_AT_ONCE["sqlite" if self.is_sqlite else "postgresql"]
        alone: dict[str, Any] = {"isolation_level": "AUTOCOMMIT", "skip_autocommit_rollback": True}
        alone |= {"pool_size": threads, "max_overflow": 0} | shared
        if self.is_sqlite:
            engine = create_engine(make_url(url).set(drivername="sqlite"), **alone)
            _prepare_sqlite(engine, query_only=True)
            return AskedInThreads(engine, threads=threads)
        read_only = {"server_settings": {"default_transaction_read_only": "on"}}
        return AskedOfServer(create_async_engine(url, pool_pre_ping=True, connect_args=read_only, **alone))

    @property
    def keys(self) -> Keys:
        return self._keys

    @property
    def engine(self) -> AsyncEngine:
        return self._writer

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[Session]:
        """One transaction: committed when the block ends, rolled back when it raises."""
        async with self._transaction(self._writer) as db:
            yield db

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Session]:
        """One snapshot that cannot write."""
        async with self._transaction(self._reader) as db:
            yield db

    async def ask(self, question: Executable, values: Mapping[str, object]) -> Rows:
        """Every row of one statement's answer. May be asked by whoever holds a connection already.

        The statement is best made once, as its module is read, with `bindparam`s for the `values`: making one costs
        more than asking it. Raises Busy.
        """
        return await self._asking.ask(question, values)

    @asynccontextmanager
    async def _transaction(self, engine: AsyncEngine) -> AsyncIterator[Session]:
        session = Session(engine, expire_on_commit=False, autoflush=True)
        session.keys = self._keys
        async with session, session.begin():
            try:
                await session.connection()
            except OUT_OF_REACH as error:  # nothing has begun yet
                raise Busy(retry_after_seconds=RETRY_AFTER_SECONDS) from error
            yield session

    async def let_go_of_what_was_overwritten(self) -> bool:
        """Empty SQLite's write-ahead log, where pages stand as they were before; False while a reader still needs it.

        PostgreSQL clears its own in its own time, and says nothing of it.
        """
        if not self.is_sqlite:
            return True
        # One statement without a transaction: a checkpoint cannot empty a log that its own transaction reads.
        async with self._writer.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            rows = await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)") if driver else [(1, 0, 0)]
        return not next(iter(rows))[0]

    async def close(self) -> None:
        await self._writer.dispose()
        await self._asking.close()
        if self.is_sqlite:
            await self._reader.dispose()


def _prepare_sqlite(engine: Engine, *, query_only: bool) -> None:
    pragmas = [
        "PRAGMA journal_mode=WAL",
        "PRAGMA synchronous=FULL",
        "PRAGMA foreign_keys=ON",
        f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}",
        # What is deleted is overwritten: a withheld notice or a spent ballot key must not linger in a free page.
        "PRAGMA secure_delete=ON",
    ]
    if query_only:
        pragmas.append("PRAGMA query_only=ON")

    @event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we begin ourselves: the driver would begin too late
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()


def _begin_ourselves(engine: AsyncEngine, *, begin: str) -> None:
    """Each word with the driver's thread costs as much as a small query: one to begin, none after a commit."""

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        try:
            connection.connection.dbapi_connection.run_async(lambda driver: driver.execute_fetchall(begin))
        except CancelledError:
            connection.invalidate()  # its thread may begin yet, and would hold the file's lock in the pool
            raise

    @event.listens_for(engine.sync_engine, "reset")
    def _reset(connection: Any, _record: Any, state: Any) -> None:
        if not state.terminate_only and connection.driver_connection.in_transaction:
            connection.rollback()


async def _transaction(request: Request) -> AsyncIterator[Session]:
    async with request.app.state.database.writing() as db:
        yield db


async def _asking(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


async def _reading(request: Request) -> AsyncIterator[Session]:
    async with request.app.state.database.reading() as db:
        yield db


# Function scope: committed before the answer is sent, so that a 201 is never a lie.
Transaction = Annotated[Session, Depends(_transaction, scope="function")]
Reading = Annotated[Session, Depends(_reading, scope="function")]
Questions = Annotated[Database, Depends(_asking)]
"""For a route whose whole reading is a question of one statement."""
