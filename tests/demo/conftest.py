from pathlib import Path

import pytest
from fastapi import FastAPI

from app.core.settings import Settings
from app.demo.papers import Papers
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


@pytest.fixture
async def papers(app: FastAPI, settings: Settings) -> Papers:
    """A demo in the app's database, and what its operator is told."""
    return await make_demo(app.state.database, settings)
