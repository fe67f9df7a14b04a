from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from app.access.rules import Compartment
from app.cases.rules import TextKind
from app.core.schemas import Line, Prose, Schema
from app.evidence.rules import MOST_FILES


class ChronologyLine(Schema):
    when: Line
    """A day, an hour, or about when: as the one who writes knows it."""
    what: Annotated[Prose, StringConstraints(min_length=1, max_length=4_000)]


class PackedFileWrite(Schema):
    file_id: UUID
    shows: Annotated[Prose, StringConstraints(max_length=200)] = ""
    """What it shows, in the words of whoever makes the package. What its sender wrote of it does not go along."""


def _each_once(files: list[PackedFileWrite]) -> list[PackedFileWrite]:
    if len({each.file_id for each in files}) != len(files):
        raise ValueError("names a file twice")
    return files


def _text_once(ids: list[UUID]) -> list[UUID]:
    if len(set(ids)) != len(ids):
        raise ValueError("names a text twice")
    return ids


MOST_TEXTS = 50


class CaseTextRead(Schema):
    """A text of the case that may go along, if it is chosen."""

    id: UUID
    compartment: Compartment
    kind: TextKind
    written_at: datetime
    text: str


class CaseTextList(Schema):
    items: list[CaseTextRead]


class PolicePackageWrite(Schema):
    """All the words of a package, but those of the texts that it names. None of them is kept."""

    about: Line
    contact: Prose = ""
    """Who answers the police, and how they are safely reached."""
    chronology: Annotated[list[ChronologyLine], Field(min_length=1, max_length=100)]
    elected_status: Prose = ""
    """Which assignments the affected person was elected to, and since when."""
    protection: Prose = ""
    restricted: Prose = ""
    """Which facts must not be shown to whoever is suspected; not the facts themselves."""
    files: Annotated[list[PackedFileWrite], Field(max_length=MOST_FILES), AfterValidator(_each_once)] = Field(
        default_factory=list
    )
    texts: Annotated[list[UUID], Field(max_length=MOST_TEXTS), AfterValidator(_text_once)] = Field(default_factory=list)
    """Texts of the case that go along word for word, each chosen."""
