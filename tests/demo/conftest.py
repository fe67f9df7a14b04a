import asyncio
from pathlib import Path

import pytest
from fastapi import FastAPI

from app.core.database import Database
from app.core.settings import Settings
from app.demo.papers import Papers, write
from app.demo.service import make_demo
from app.votes import ceremony
from tests.support.installation import settings_for
from tests.support.voting import ready_made_keys


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return settings_for(tmp_path, database_url=database_url, VARNA_DEMO=True)


@pytest.fixture(autouse=True)
def _ready_made_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ceremony, "make_keys", ready_made_keys)


@pytest.fixture(scope="session")
def kept_demos() -> dict[str, tuple[str, Papers]]:
    return {}


@pytest.fixture
def papers(
    app: FastAPI,
    settings: Settings,
    kept_demos: dict[str, tuple[str, Papers]],
    database_kind: str,
    request: pytest.FixtureRequest,
) -> Papers:
    """A demo in the app's database, and what its operator is told. Made once a process and kind, then copied."""
    databases = request.getfixturevalue(f"{database_kind}_databases")
    url = settings.resolved_database_url
    if database_kind not in kept_demos:
        made = asyncio.run(_make(app.state.database, settings))
        kept_demos[database_kind] = (databases.keep(url), made)
    kept, made = kept_demos[database_kind]
    databases.refill(url, kept)
    write(made, folder=settings.data_dir)
    return made


async def _make(database: Database, settings: Settings) -> Papers:
    made = await make_demo(database, settings)
    await database.close()
    return made
