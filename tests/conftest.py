"""Fixtures for every room. A test that asks for `database_url` (or anything built on it) runs once a database.

Unless it is marked `one_database`: what it looks at lies so far above that it cannot tell them apart.
"""

# ruff: noqa: E402 - nothing of what is imported is garbage: looking for some took a fifth of the time until tests begin

import gc

gc.disable()  # until all is collected, see below

import importlib
import os
from collections.abc import AsyncIterator, Generator, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import hypothesis
import pytest
from fastapi import FastAPI
from playwright.async_api import Browser

from app.core.database import Database
from app.core.keys import Keys
from app.core.log import configure_log
from app.core.settings import Settings
from app.main import furnish, put_together
from app.policy import loader
from app.ports.mail import RecordedMail
from tests.support.actors import BASE_URL, Actors
from tests.support.browsing import WHOLE_CHROMIUM, Browsing, browsing_at, built_pages, chromium
from tests.support.confidence import Open, opener
from tests.support.databases import (
    TEST_SECRET,
    LedDatabase,
    PostgresqlDatabases,
    SqliteDatabases,
    folder_in_memory,
    has_postgresql,
    running_postgresql,
)
from tests.support.documented import refusals_left_out
from tests.support.installation import settings_for
from tests.support.own_policy import PolicyOf, publish_changed
from tests.support.prepared import PostgresqlShelf, SqliteShelf, Store, Surroundings, Way, database_is_fresh
from tests.support.serving import served
from tests.support.voting import Assemble, Assembly, an_assembly, use_ready_made_keys

IS_CI = os.environ.get("VARNA_NO_SKIPS") == "1"
# How fast a machine is that does other things too is no property of the code: that is measured in `bench/`.
hypothesis.settings.register_profile("varna", deadline=None)
hypothesis.settings.load_profile("varna")


@pytest.fixture(scope="session")
def anyio_backend() -> tuple[str, dict[str, bool]]:
    """The loop that the server takes too: a tenth less of a processor's time than the standard library's."""
    return "asyncio", {"use_uvloop": True}


def pytest_configure() -> None:
    """Each test's folder lies in memory where there is room: what is committed waits for no disk. Kept if it failed."""
    memory = folder_in_memory()
    if memory is not None:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", memory)


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Generator[None, None, None]:
    """Mark what needs a database; skip, with a reason, what needs something that is not installed here."""
    _mark(items)
    yield
    items[:] = longest_first(items, workers=getattr(config, "workerinput", {}).get("workercount", 1))


def longest_first(items: Sequence[pytest.Item], *, workers: int) -> list[pytest.Item]:
    """In the random order that they came in, but with what takes long at the beginning of each worker's share.

    A story that begins when the others are done keeps one core busy and leaves the rest idle. The shares are equal runs of
    the list; tests of one file stay together, where they share what was prepared.
    """
    long = [item for item in items if item.get_closest_marker("browser") or item.get_closest_marker("slow")]
    are_long = set(long)
    short = [item for item in items if item not in are_long]
    share, one_more = divmod(len(items), workers)
    ordered: list[pytest.Item] = []
    taken = 0
    for number in range(workers):
        mine = long[number::workers]
        rest = share + (number < one_more) - len(mine)
        ordered += mine + short[taken : taken + rest]
        taken += rest
    assert len(ordered) == len(items)
    return ordered


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """What was collected stays to the end: looked through for garbage again and again, it took a fifth of all the time."""
    if hasattr(session.config, "workerinput"):
        _begin_with_own_share(session.config, session.config.workerinput)
    collected = yield
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    gc.enable()
    return collected


def _begin_with_own_share(config: pytest.Config, worker: dict[str, Any]) -> None:
    """Pytest writes each test file anew, and keeps it so. In a fresh clone every worker would do that with every file."""
    asked = [Path(asked.partition("::")[0]).resolve() for asked in config.args]
    files = [file for one in asked for file in ([one] if one.is_file() else sorted(one.rglob("test_*.py")))]
    for file in files[int(worker["workerid"].removeprefix("gw")) :: worker["workercount"]]:
        with suppress(Exception):  # collecting it says what is wrong with it
            importlib.import_module(".".join(file.relative_to(config.rootpath).with_suffix("").parts))


def _mark(items: Sequence[pytest.Item]) -> None:
    for item in items:
        if "database_kind" in getattr(item, "fixturenames", ()):
            item.add_marker("database")
        if item.get_closest_marker("browser") and not WHOLE_CHROMIUM.exists():
            _missing(item, "Chromium")
        if _database_kind(item) == "postgresql" and not has_postgresql():
            _missing(item, "PostgreSQL")


def _database_kind(item: pytest.Item) -> object:
    callspec = getattr(item, "callspec", None)
    return callspec.params.get("database_kind") if callspec else None


def _missing(item: pytest.Item, what: str) -> None:
    item.add_marker(pytest.mark.skip(reason=f"{what} is not installed"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" in metafunc.fixturenames:
        is_one = any(metafunc.definition.iter_markers("one_database"))
        kinds = ["sqlite"] if is_one else ["sqlite", "postgresql"]
        metafunc.parametrize("database_kind", kinds, scope="session")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything must be there (`VARNA_NO_SKIPS=1`, in CI), a skipped test is a failed one."""
    report = yield
    if IS_CI and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and here nothing may be: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line at the end that says which parts did not run."""
    reports = terminalreporter.stats.get("skipped", [])
    reasons = {report.longrepr[2].removeprefix("Skipped: ") for report in reports if isinstance(report.longrepr, tuple)}
    if reasons:
        terminalreporter.write_line(f"NOT RUN HERE, {len(reports)} tests: {'; '.join(sorted(reasons))}.", yellow=True)


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
        database_is_fresh()
        yield url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return settings_for(tmp_path, database_url=database_url)


@pytest.fixture
def mail() -> RecordedMail:
    return RecordedMail()


@pytest.fixture(scope="session")
def assembled(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The routes, once a process: putting them together takes longer than most tests do."""
    return put_together(settings_for(tmp_path_factory.mktemp("assembled")))


@pytest.fixture(scope="session")
def left_out(assembled: FastAPI) -> set[tuple[str, str]]:
    """What was refused otherwise than a route's description says; see `tests/support/documented.py`."""
    return refusals_left_out(assembled)


@pytest.fixture(scope="session")
def led_databases() -> dict[str, LedDatabase]:
    return {}


@pytest.fixture
def led_database(database_kind: str, settings: Settings, led_databases: dict[str, LedDatabase]) -> Database:
    url = settings.resolved_database_url
    if database_kind not in led_databases:
        led_databases[database_kind] = LedDatabase(url)
    return led_databases[database_kind].led_to(url)


@pytest.fixture
async def app(
    assembled: FastAPI, settings: Settings, mail: RecordedMail, led_database: Database, left_out: set[tuple[str, str]]
) -> AsyncIterator[FastAPI]:
    """The application with a database, keys and mail of this test's own. Who adds routes makes one of their own."""
    configure_log(as_json=settings.log_as_json)  # into what pytest shows of this test
    furnish(assembled, settings, mail=mail, database=led_database)
    left_out.clear()
    yield assembled
    await led_database.close()
    assert not left_out, "refused in a way that the route's `responses=problems(...)` leaves out"


@pytest.fixture(scope="session")
def pages() -> Path:
    """The built pages; see `tests/support/browsing.py`."""
    return built_pages()


@pytest.fixture(scope="session")
def assembled_with_pages(tmp_path_factory: pytest.TempPathFactory, pages: Path) -> FastAPI:
    """As `assembled`, for a server of its own beside it."""
    settings = settings_for(tmp_path_factory.mktemp("assembled"))
    return put_together(settings.model_copy(update={"frontend_dir": pages}))


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium a process: each test opens contexts of its own in it, and they are closed behind it."""
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def browsing(
    assembled_with_pages: FastAPI, browser: Browser, settings: Settings, mail: RecordedMail, pages: Path
) -> AsyncIterator[Browsing]:
    """Chromium, and the pages served on the test's database, in a process of the same clock and mail."""
    configure_log(as_json=settings.log_as_json)  # into what pytest shows of this test
    furnish(assembled_with_pages, settings.model_copy(update={"frontend_dir": pages}), mail=mail)
    with served(assembled_with_pages) as address:
        async with browsing_at(address, browser=browser) as browsing:
            yield browsing


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


@pytest.fixture(scope="session")
def stores() -> dict[str, Store]:
    """What was prepared in this process, by kind of database; see `tests/support/prepared.py`."""
    return {}


@pytest.fixture
def store(database_kind: str, stores: dict[str, Store], request: pytest.FixtureRequest) -> Store:
    if database_kind not in stores:
        is_sqlite = database_kind == "sqlite"
        shelf = SqliteShelf() if is_sqlite else PostgresqlShelf(request.getfixturevalue("postgresql_databases"))
        stores[database_kind] = Store(shelf)
    return stores[database_kind]


@pytest.fixture
def surroundings(app: FastAPI, assembled: FastAPI, monkeypatch: pytest.MonkeyPatch) -> Surroundings:
    use_ready_made_keys(monkeypatch)
    return Surroundings(app, assembled, monkeypatch)


@pytest.fixture
def assemble(app: FastAPI, mail: RecordedMail, as_actor: Actors, store: Store, surroundings: Surroundings) -> Assemble:
    """A group of so many voters, with a chair and someone the question concerns."""
    way = Way(app, mail, store, surroundings)

    async def make(size: int) -> Assembly:
        return await an_assembly(way, as_actor, size=size)

    return make


@pytest.fixture
def policy_with(tmp_path: Path) -> Iterator[PolicyOf]:
    """Publish and put in force the standard policy with some of its text replaced."""
    yield lambda changes: publish_changed(tmp_path / "plans", changes)
    loader.read_from(None)


@pytest.fixture
def open_matter(assemble: Assemble) -> Open:
    return opener(assemble)
