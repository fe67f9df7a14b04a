"""What a test walks to before it begins, walked once a process: put aside, and laid in place of the next one's data.

A step of preparing (`a_step`) that begins where an earlier one ended finds what was put aside there. Anything else
that a test did before, or that stands otherwise than it does for every test, and the step is walked as it would be
without this. What a test is about it does itself: its own requests are no steps.
"""

import sqlite3
import time
from asyncio import to_thread
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial, wraps
from typing import Any, Protocol, TypeVar, cast

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url

from app import connected
from app.core import clock
from app.core.database import Database
from app.core.hooks import Hook
from app.policy import loader
from app.ports.mail import Mail, RecordedMail
from app.votes.ballot_box import service as ballot_box
from tests.support.databases import PostgresqlDatabases
from tests.support.installation import settings_for

MOST_KEPT = 24
"""On PostgreSQL each takes ten megabytes."""
OLD_SECONDS = 600
"""What is older is walked anew: times in it lie behind the test's own."""

Given = TypeVar("Given")
Held = tuple[Any, ...]
READS = ("SELECT", "PRAGMA", "BEGIN", "SHOW")


class _Written:
    """Statements that may have changed something, by whichever engine of this process."""

    statements = 0
    when_fresh = 0


@event.listens_for(Engine, "before_cursor_execute")
def _count(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
    if not statement.lstrip().upper().startswith(READS):
        _Written.statements += 1


def database_is_fresh() -> None:
    """To be said before anybody can have written to a test's database."""
    _Written.when_fresh = _Written.statements


class Shelf(Protocol):
    """Where one kind of database is put aside."""

    async def put(self, database: Database, url: str) -> Any: ...

    async def lay(self, kept: Any, database: Database, url: str) -> None: ...

    async def drop(self, kept: Any) -> None: ...


class SqliteShelf:
    """In memory. SQLite copies page by page, under the eyes of whoever has the file open."""

    async def put(self, database: Database, url: str) -> sqlite3.Connection:
        kept = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(str(make_url(url).database))) as source:
            source.backup(kept)
        return kept

    async def lay(self, kept: sqlite3.Connection, database: Database, url: str) -> None:
        with closing(sqlite3.connect(str(make_url(url).database))) as there:
            there.execute("PRAGMA synchronous=OFF")
            kept.backup(there)

    async def drop(self, kept: sqlite3.Connection) -> None:
        kept.close()


@dataclass
class PostgresqlShelf:
    """A server copies only a database that nobody is connected to."""

    databases: PostgresqlDatabases

    async def put(self, database: Database, url: str) -> str:
        await database.close()
        return await to_thread(self.databases.keep, url)

    async def lay(self, kept: str, database: Database, url: str) -> None:
        await database.close()
        await to_thread(self.databases.refill, url, kept)

    async def drop(self, kept: str) -> None:
        await self.databases.server.sql(f"DROP DATABASE {kept} WITH (FORCE)")


@dataclass(eq=False)
class Prepared:
    """A state that was put aside, and where steps led to from it."""

    database: Any
    sent: list[Mail]
    held: Held
    made: float = field(default_factory=time.monotonic)
    further: "Further" = field(default_factory=dict)


@dataclass
class Reached:
    state: Prepared
    gave: Any


Further = dict[Hashable, Reached | None]
"""By a step's name; None is one that was walked and not put aside."""


class Walker(Protocol):
    """Whoever is prepared: what they hold beside their database, and how they make a step's result their own."""

    way: "Way | Alone"

    def held(self) -> Held: ...

    def take(self, held: Held) -> None: ...

    def copied(self, gave: Any) -> Any: ...


@dataclass
class Store:
    """Of one process and kind of database: what was put aside, the least used first."""

    shelf: Shelf
    beginnings: "Further" = field(default_factory=dict)
    _kept: OrderedDict[int, Prepared] = field(default_factory=OrderedDict)

    def has(self, state: Prepared) -> bool:
        is_old = time.monotonic() - state.made > OLD_SECONDS
        if is_old or id(state) not in self._kept:
            return False
        self._kept.move_to_end(id(state))
        return True

    async def put(self, database: Database, url: str, sent: list[Mail], held: Held) -> Prepared:
        state = Prepared(await self.shelf.put(database, url), list(sent), held)
        self._kept[id(state)] = state
        while len(self._kept) > MOST_KEPT:
            _, dropped = self._kept.popitem(last=False)
            await self.shelf.drop(dropped.database)
        return state


class Surroundings:
    """Whether everything is as it is for every test. What a test replaced for itself, a step may turn on."""

    def __init__(self, app: FastAPI, assembled: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
        self._app, self._monkeypatch = app, monkeypatch
        settings = app.state.settings
        plain = settings_for(settings.data_dir, database_url=settings.database_url)
        has_plain_mail = type(app.state.ways.mail) is RecordedMail
        self._are_at_first = app is assembled and settings == plain and has_plain_mail
        self._before = self._what_can_be_replaced()

    def _what_can_be_replaced(self) -> tuple[Any, ...]:
        state, patched = self._app.state, self._monkeypatch
        return dict(vars(state)["_state"]), dict(state.due_work), len(patched._setattr), len(patched._setitem)

    @property
    def are_ordinary(self) -> bool:
        return (
            self._are_at_first
            and not clock._turned_by
            and loader._Folder.in_use == loader.PLANS
            and not any(isinstance(each, Hook) and each._instead for each in vars(connected).values())
            and self._before == self._what_can_be_replaced()
        )


class Alone:
    """For a test that walks every step itself."""

    async def step(
        self, _named: Hashable, walk: Callable[[], Awaitable[Given]], _of: Walker, *, is_short: bool = False
    ) -> Given:
        return await walk()


@dataclass
class Way:
    """How far a test has been prepared, and by nothing else than steps. Once it went its own way, it goes on alone."""

    app: FastAPI
    mail: RecordedMail
    store: Store
    surroundings: Surroundings
    _at: Prepared | None = None
    _written: int = field(default_factory=lambda: _Written.when_fresh)

    def _further(self, held: Held) -> Further | None:
        """Where steps lead to from here; None where something else was done since the last one."""
        if _Written.statements != self._written or not self.surroundings.are_ordinary:
            return None
        if self._at is None:
            return None if self.mail.sent else self.store.beginnings
        return self._at.further if (self._at.sent, self._at.held) == (self.mail.sent, held) else None

    async def step(
        self, named: Hashable, walk: Callable[[], Awaitable[Given]], of: Walker, *, is_short: bool = False
    ) -> Given:
        """What `walk` gives, by walking or by laying in place what it made before.

        A step `is_short` when it is worth keeping only if it is walked again.
        """
        further = self._further(of.held())
        if further is None:
            return await walk()
        before = further.get(named)
        if before is not None and self.store.has(before.state):
            await self._lay(before.state)
            of.take(before.state.held)
            found: Given = of.copied(before.gave)
            return found
        gave = await walk()
        if is_short and named not in further:
            further[named] = None
        elif self.surroundings.are_ordinary:
            further[named] = Reached(await self._put_aside(further, of.held()), of.copied(gave))
        return gave

    async def _put_aside(self, further: Further, held: Held) -> Prepared:
        """Where the last of the steps that this one is made of put it aside already, that is the same state."""
        now = self._further(held)
        if self._at is None or now is None or now is further:
            url = self.app.state.settings.resolved_database_url
            self._at = await self.store.put(self.app.state.database, url, self.mail.sent, held)
            self._written = _Written.statements
        return self._at

    async def _lay(self, state: Prepared) -> None:
        await self.store.shelf.lay(
            state.database, self.app.state.database, self.app.state.settings.resolved_database_url
        )
        ballot_box._manifests.clear()  # another test's vote of this number may have been locked otherwise
        self.mail.sent[:] = state.sent
        self._at, self._written = state, _Written.statements


Walk = TypeVar("Walk", bound=Callable[..., Awaitable[Any]])


def a_step(walk: Walk) -> Walk:
    """Put aside when it is walked, by the walk itself and what it is asked for. Its first argument is a `Walker`."""
    return _step(walk, is_short=False)


def a_short_step(walk: Walk) -> Walk:
    """Put aside when it is walked again from the same place: most are a part of a longer one that is."""
    return _step(walk, is_short=True)


def _step(walk: Walk, *, is_short: bool) -> Walk:
    @wraps(walk)
    async def step(of: Walker, *args: Any, **more: Any) -> Any:
        named = (walk, _named(args), _named(more))
        return await of.way.step(named, partial(walk, of, *args, **more), of, is_short=is_short)

    return cast(Walk, step)


def _named(asked: Any) -> Hashable:
    if isinstance(asked, Mapping):
        return tuple((name, _named(value)) for name, value in sorted(asked.items()))
    if isinstance(asked, list | tuple):
        return tuple(_named(each) for each in asked)
    named: Hashable = getattr(asked, "who", asked)
    return named
