from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from app.cases.schemas import NamedRead
from app.core.schemas import Prose, Schema
from app.reentry.nominations.rules import CheckState, NominationAnswer


class NominationCheckCreate(Schema):
    person_id: UUID


class NominationCheckRead(Schema):
    """A question about a nomination, for whoever asked it: right after asking it is the same about everyone."""

    id: UUID
    person: NamedRead
    state: CheckState
    answer: NominationAnswer | None
    asked_at: datetime
    valid_until: datetime | None


class NominationCheckList(Schema):
    """One's own, the newest first; always one page."""

    items: list[NominationCheckRead]


class NominationToConfirm(Schema):
    """A question that waits for one's word, and what the system would say to it."""

    id: UUID
    person: NamedRead
    suggestion: NominationAnswer
    asked_at: datetime


class NominationsToConfirm(Schema):
    """The oldest first; always one page."""

    items: list[NominationToConfirm]


class NominationConfirm(Schema):
    answer: NominationAnswer
    reason: Annotated[Prose, StringConstraints(max_length=500)] = ""
    """Needed for another answer than the one that was suggested. Whoever asked never reads it."""
