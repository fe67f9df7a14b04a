from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from app.core.database import Database
from app.core.log import configure_log
from app.core.settings import Settings
from app.main import furnish, put_together
from app.ports.mail import RecordedMail
from tests.support import things
from tests.support.installation import settings_for


@pytest.fixture(scope="session")
def few_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = tmp_path_factory.mktemp("few") / "pages"
    (pages / "assets").mkdir(parents=True)
    (pages / "index.html").write_text("<!doctype html><title>Varna</title>")
    (pages / "rosta.html").write_text("<!doctype html><title>Start</title><p>Ballot</p>")
    (pages / "verifier.html").write_text("<!doctype html><title>Verifier</title>")
    (pages / "assets" / "app-1a2b.js").write_text("export {};")
    return pages


@pytest.fixture(scope="session")
def assembled_bare(tmp_path_factory: pytest.TempPathFactory, few_pages: Path) -> FastAPI:
    """As `assembled`, with the room of the tests and pages of its own."""
    app = put_together(settings_for(tmp_path_factory.mktemp("assembled"), frontend_dir=few_pages))
    app.include_router(things.router)
    return app


@pytest.fixture(scope="session")
def assembled_with_things(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """As `assembled`, with the room of the tests."""
    app = put_together(settings_for(tmp_path_factory.mktemp("assembled")))
    app.include_router(things.router)
    return app


@pytest.fixture
async def bare_app(assembled_bare: FastAPI, few_pages: Path, tmp_path: Path) -> AsyncIterator[FastAPI]:
    """The application with the room of the tests, pages of its own, and no tables."""
    settings = settings_for(tmp_path, frontend_dir=few_pages)
    configure_log(as_json=settings.log_as_json)
    furnish(assembled_bare, settings, mail=RecordedMail())
    yield assembled_bare
    await assembled_bare.state.database.close()


@pytest.fixture
async def bare(bare_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with things.someone(bare_app) as client:
        yield client


@pytest.fixture
async def app(
    assembled_with_things: FastAPI, settings: Settings, mail: RecordedMail, led_database: Database
) -> AsyncIterator[FastAPI]:
    configure_log(as_json=settings.log_as_json)
    furnish(assembled_with_things, settings, mail=mail, database=led_database)
    yield assembled_with_things
    await led_database.close()


@pytest.fixture
async def with_things(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """The application on a database, with the room of the tests."""
    await things.lay_table(app.state.database)
    async with things.someone(app) as client:
        yield client
