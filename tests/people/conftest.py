from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from app.core.database import Database, Session
from app.people.hooks import OfficeChange, office_changed
from tests.support.factories import an_association


@dataclass
class RecordedChanges:
    """Keeps what the rooms above would have been told."""

    heard: list[OfficeChange] = field(default_factory=list)

    async def __call__(self, _db: Session, change: OfficeChange) -> None:
        self.heard.append(change)


@pytest.fixture(autouse=True)
def changes() -> Iterator[RecordedChanges]:
    recorded = RecordedChanges()
    with office_changed.heard_by(recorded):
        yield recorded


@pytest.fixture
async def founded(database: Database) -> None:
    """An association without people."""
    async with database.writing() as db:
        await an_association(db, neutral_name="The green house", name="The party in Exampletown")
