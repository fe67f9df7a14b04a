"""A fresh, migrated database for each test, on SQLite and on PostgreSQL.

SQLite: a file migrated once a process, then copied. PostgreSQL: Debian's binaries on a socket of their own, a
template database migrated once a process, then cloned.
"""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
from sqlalchemy import event
from sqlalchemy.engine import Dialect, make_url

from app.core.database import Database
from app.core.keys import Keys
from app.core.migrations import migrate

ROOM_BYTES = 1024**3
TEST_SECRET = bytes(range(7, 55))


def _postgresql_binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


def has_postgresql() -> bool:
    return _postgresql_binaries() is not None


@dataclass
class PostgresqlServer:
    """A server of this test process alone; it refuses to run as root, so root hands it to `postgres`."""

    folder: Path
    binaries: Path

    def _run(self, *command: str) -> None:
        as_other = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        subprocess.run([*as_other, *command], check=True, capture_output=True, timeout=90, cwd="/")

    def start(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        data = str(self.folder / "data")
        self._run(str(self.binaries / "initdb"), "-D", data, "-U", "varna", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = (
            f"-k {self.folder} -c listen_addresses= -c fsync=off -c synchronous_commit=off "
            "-c full_page_writes=off -c max_connections=60 -c shared_buffers=32MB"
        )
        log = str(self.folder / "log")
        self._run(str(self.binaries / "pg_ctl"), "-D", data, "-l", log, "-w", "-o", options, "start")

    def stop(self) -> None:
        self._run(str(self.binaries / "pg_ctl"), "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def url(self, name: str) -> str:
        return f"postgresql+asyncpg://varna@/{name}?host={self.folder}"

    async def sql(self, statement: str) -> None:
        connection = await asyncpg.connect(host=str(self.folder), user="varna", database="postgres")
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


def folder_in_memory() -> str | None:
    """Where files lie in memory, if there is room: a clone of the template takes 12 ms there, on a disk 270."""
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a folder of its own in it
    has_room = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_BYTES
    return str(memory) if has_room else None


@contextmanager
def running_postgresql() -> Iterator[PostgresqlServer]:
    binaries = _postgresql_binaries()
    assert binaries is not None
    # A socket's path has 107 characters at the most: not below pytest's long folder names.
    folder = Path(tempfile.mkdtemp(prefix="varna-pg-", dir=folder_in_memory()))
    server = PostgresqlServer(folder, binaries)
    try:
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class LedDatabase:
    """One `Database` a process and kind, led to each test's own data: what SQLAlchemy has compiled stays compiled."""

    def __init__(self, url: str) -> None:
        self._to = make_url(url)
        self._database = Database(url, keys=Keys(TEST_SECRET))
        asking = getattr(self._database._asking, "_engine")  # noqa: B009 - each kind of asking has an engine of its own
        for engine in (self._database._writer, self._database._reader, asking):
            synchronous = getattr(engine, "sync_engine", engine)
            if not event.contains(synchronous, "do_connect", self._lead):
                event.listen(synchronous, "do_connect", self._lead)

    def led_to(self, url: str) -> Database:
        self._to = make_url(url)
        return self._database

    def _lead(self, dialect: Dialect, _record: Any, positional: list[Any], named: dict[str, Any]) -> None:
        positional[:], there = dialect.create_connect_args(self._to)
        named.update(there)


async def _migrate(url: str) -> None:
    database = Database(url, keys=Keys(TEST_SECRET))
    await migrate(database)
    await database.close()


class SqliteDatabases:
    def __init__(self, folder: Path) -> None:
        self._template = folder / "template.db"
        asyncio.run(_migrate(f"sqlite+aiosqlite:///{self._template}"))

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        file = folder / "varna.db"
        shutil.copyfile(self._template, file)
        yield f"sqlite+aiosqlite:///{file}"

    def keep(self, url: str) -> str:
        """Put aside what nobody has open; gives what `refill` takes."""
        kept = self._template.with_name(f"{uuid4().hex}.db")
        with closing(sqlite3.connect(str(make_url(url).database))) as database:
            database.execute("VACUUM INTO ?", (str(kept),))
        return str(kept)

    @staticmethod
    def refill(url: str, kept: str) -> None:
        """What was put aside, in place of what is there; nobody may have it open."""
        shutil.copyfile(kept, str(make_url(url).database))


class PostgresqlDatabases:
    def __init__(self, server: PostgresqlServer) -> None:
        self.server = server
        asyncio.run(server.sql("CREATE DATABASE template"))
        asyncio.run(_migrate(server.url("template")))

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        name = f"t{uuid4().hex}"
        asyncio.run(self._copy("template", name))
        yield self.server.url(name)
        asyncio.run(self.server.sql(f"DROP DATABASE {name} WITH (FORCE)"))

    def keep(self, url: str) -> str:
        """As on SQLite."""
        kept = f"k{uuid4().hex}"
        asyncio.run(self._copy(make_url(url).database, kept))
        return kept

    def refill(self, url: str, kept: str) -> None:
        name = make_url(url).database
        asyncio.run(self.server.sql(f"DROP DATABASE {name} WITH (FORCE)"))
        asyncio.run(self._copy(kept, name))

    async def _copy(self, source: str | None, to: str | None) -> None:
        await self.server.sql(f"CREATE DATABASE {to} TEMPLATE {source} STRATEGY file_copy")
