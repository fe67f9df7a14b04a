from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from app.cases.schemas import NamedRead
from app.core.schemas import Prose, Reason, Schema
from app.plans.media.rules import MediaPlanAct, MediaPlanState
from app.policy.terms import Owner

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class MediaPlanWrite(Schema):
    who_answers: Reason
    """Who answers if somebody asks."""
    we_say: Reason
    we_leave_out: Reason
    """What is not said."""


class MediaPlanMade(Schema):
    id: UUID


class MediaPlanAnswerWrite(Schema):
    digest: Digest
    """Of the text that was read: another one is refused."""
    is_yes: bool
    word: Prose = ""
    """What they want to say with it. Who says no for the association says why; the affected person need not."""


class MediaPlanAnswerLine(Schema):
    party: Owner
    person: NamedRead | None
    """Null where the reader may not know who it is."""
    is_yes: bool
    digest: str
    answered_at: datetime
    has_lapsed: bool
    """Whether it counts no more: one of those who had answered was not the affected person."""


class MediaPlanLine(Schema):
    """One text without its words. The newest is in force; what was signed before is kept."""

    id: UUID
    number: int
    digest: str
    """SHA-256 of the text as it was sealed, with its salt."""
    written_by: NamedRead | None
    written_at: datetime
    answers: list[MediaPlanAnswerLine]
    """The oldest first; somebody's last one holds."""


class MediaPlanRead(Schema):
    state: MediaPlanState
    texts: list[MediaPlanLine]
    """The newest first."""
    waits_for: list[Owner]
    """Sides that have not signed the newest text."""
    my_acts: list[MediaPlanAct]
    version: Annotated[int, Field(ge=0)]


class MediaPlanWord(Schema):
    """What somebody said with their answer."""

    party: Owner
    person: NamedRead | None
    is_yes: bool
    answered_at: datetime
    word: str | None
    """Null where nothing was said."""
    has_lapsed: bool


class MediaPlanOpened(Schema):
    id: UUID
    number: int
    digest: str
    who_answers: str
    we_say: str
    we_leave_out: str
    words: list[MediaPlanWord]


class MediaPlanContents(Schema):
    texts: list[MediaPlanOpened]
    """The newest first."""
