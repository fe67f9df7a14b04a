"""Fixtures for every room. A test that asks for `database_url` (or anything built on it) runs once a database."""

import base64
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from app.core.database import Database
from app.core.keys import Keys
from app.core.settings import Settings
from app.main import create_app
from app.ports.mail import RecordedMail
from tests.support.actors import BASE_URL, Actors
from tests.support.databases import (
    TEST_SECRET,
    PostgresqlDatabases,
    SqliteDatabases,
    has_postgresql,
    running_postgresql,
)

IS_CI = os.environ.get("VARNA_NO_SKIPS") == "1"
BROWSER_BINARY = Path("/usr/bin/chromium")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Async tests need no mark of their own; browser tests say when there is no browser."""
    for item in items:
        if isinstance(item, pytest.Function) and item.get_closest_marker("browser") and not BROWSER_BINARY.exists():
            _missing(item, "Chromium is not installed")
        if item.name.endswith("[postgresql]") and not has_postgresql():
            _missing(item, "PostgreSQL is not installed")


def _missing(item: pytest.Item, reason: str) -> None:
    # Where everything must be there, the fixture itself fails instead of being skipped.
    if not IS_CI:
        item.add_marker(pytest.mark.skip(reason=reason))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" in metafunc.fixturenames:
        metafunc.parametrize("database_kind", ["sqlite", "postgresql"], scope="session")


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> SqliteDatabases:
    return SqliteDatabases(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgresql_databases() -> Iterator[PostgresqlDatabases]:
    with running_postgresql() as server:
        yield PostgresqlDatabases(server)


@pytest.fixture
def database_url(database_kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    databases = request.getfixturevalue(f"{database_kind}_databases")
    with databases.fresh(tmp_path) as url:
        yield url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Cheap Argon2, no due work by itself: a test says when it is done."""
    return Settings(
        _env_file=None,
        secret_key=SecretStr(base64.urlsafe_b64encode(TEST_SECRET).decode()),
        database_url=database_url,
        data_dir=tmp_path,
        frontend_dir=tmp_path / "no-pages",
        runs_due_work=False,
        argon2_time_cost=1,
        argon2_memory_kib=64,
        argon2_parallelism=1,
    )


@pytest.fixture
def mail() -> RecordedMail:
    return RecordedMail()


@pytest.fixture
async def app(settings: Settings, mail: RecordedMail) -> AsyncIterator[FastAPI]:
    app = create_app(settings, mail=mail)
    yield app
    await app.state.database.close()


@pytest.fixture
def database(app: FastAPI) -> Database:
    found = app.state.database
    assert isinstance(found, Database)
    return found


@pytest.fixture
def keys() -> Keys:
    return Keys(TEST_SECRET)


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Someone outside, without a sign-in."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url=BASE_URL) as client:
        yield client


@pytest.fixture
async def as_actor(app: FastAPI) -> AsyncIterator[Actors]:
    """Clients for whoever a test needs to be; see `tests/support/actors.py`."""
    actors = Actors(app)
    yield actors
    await actors.close()
