"""A fresh, migrated database for each test, on SQLite and on PostgreSQL.

SQLite: a file migrated once a process, then copied. PostgreSQL: Debian's binaries on a socket of their own, a
template database migrated once a process, then cloned.
"""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg

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


def _memory() -> str | None:
    """Where files lie in memory, if there is room: a clone of the template takes 12 ms there, on a disk 270."""
    memory = Path("/dev/shm")  # noqa: S108 - mkdtemp makes a folder of its own in it
    has_room = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM_BYTES
    return str(memory) if has_room else None


@contextmanager
def running_postgresql() -> Iterator[PostgresqlServer]:
    binaries = _postgresql_binaries()
    assert binaries is not None
    # A socket's path has 107 characters at the most: not below pytest's long folder names.
    folder = Path(tempfile.mkdtemp(prefix="varna-pg-", dir=_memory()))
    server = PostgresqlServer(folder, binaries)
    try:
        server.start()
        yield server
        server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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


class PostgresqlDatabases:
    def __init__(self, server: PostgresqlServer) -> None:
        self.server = server
        asyncio.run(server.sql("CREATE DATABASE template"))
        asyncio.run(_migrate(server.url("template")))

    @contextmanager
    def fresh(self, folder: Path) -> Iterator[str]:
        name = f"t{uuid4().hex}"
        asyncio.run(self.server.sql(f"CREATE DATABASE {name} TEMPLATE template STRATEGY file_copy"))
        yield self.server.url(name)
        asyncio.run(self.server.sql(f"DROP DATABASE {name} WITH (FORCE)"))
