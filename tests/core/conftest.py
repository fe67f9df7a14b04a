from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from app.core.settings import Settings
from app.main import create_app
from app.ports.mail import RecordedMail
from tests.support import things
from tests.support.installation import settings_for


@pytest.fixture
async def bare_app(tmp_path: Path) -> AsyncIterator[FastAPI]:
    """The application with the room of the tests, pages of its own, and no tables."""
    pages = tmp_path / "pages"
    (pages / "assets").mkdir(parents=True)
    (pages / "index.html").write_text("<!doctype html><title>Varna</title>")
    (pages / "rosta.html").write_text("<!doctype html><title>Start</title><p>Ballot</p>")
    (pages / "verifier.html").write_text("<!doctype html><title>Verifier</title>")
    (pages / "assets" / "app-1a2b.js").write_text("export {};")
    app = create_app(settings_for(tmp_path, frontend_dir=pages), mail=RecordedMail())
    app.include_router(things.router)
    yield app
    await app.state.database.close()


@pytest.fixture
async def bare(bare_app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    async with things.someone(bare_app) as client:
        yield client


@pytest.fixture
async def app(settings: Settings, mail: RecordedMail) -> AsyncIterator[FastAPI]:
    """Of this test alone: it is given routes."""
    app = create_app(settings, mail=mail)
    yield app
    await app.state.database.close()


@pytest.fixture
async def with_things(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """The application on a database, with the room of the tests."""
    app.include_router(things.router)
    await things.lay_table(app.state.database)
    async with things.someone(app) as client:
        yield client
