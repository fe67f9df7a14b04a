"""What comes in and goes out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from app.cases.schemas import NamedRead, Words
from app.core.schemas import Prose, Reason, Schema
from app.people.schemas import OfficeDate
from app.safety.rules import AssessmentState, SafetyState

KindWord = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,38}$")]


class SafetyKindRead(Schema):
    id: str
    title: Words
    what: Words


class AssessmentLine(Schema):
    """Without its words."""

    id: UUID
    number: int
    valid_until: date
    written_by: NamedRead | None
    written_at: datetime
    reviewed_by: NamedRead | None
    reviewed_at: datetime | None


class SafetyMeasureLine(Schema):
    """Without what it is."""

    id: UUID
    state: SafetyState
    due_on: date
    is_late: bool
    responsible: NamedRead | None
    """Null where whoever it was has no part in the case any more: somebody else is needed."""
    changed_at: datetime
    version: Annotated[int, Field(ge=1)]


class SafetyRead(Schema):
    state: AssessmentState
    assessments: list[AssessmentLine]
    """The newest first; it is the one that holds."""
    measures: list[SafetyMeasureLine]
    """What goes on first, then by when it is due."""
    kinds: list[SafetyKindRead]
    """What can be arranged, in the policy's words."""
    may_change: bool
    can_be_responsible: list[NamedRead]
    """People in the case, without whoever it is about."""


class AssessmentOpened(Schema):
    id: UUID
    text: str


class SafetyMeasureOpened(Schema):
    id: UUID
    kind: str
    text: str
    reason: str | None
    """Why it ended or was not needed."""


class SafetyContents(Schema):
    assessments: list[AssessmentOpened]
    measures: list[SafetyMeasureOpened]


class SafetyAssessmentWrite(Schema):
    text: Reason
    valid_until: OfficeDate


class AssessmentReview(Schema):
    """It holds still."""

    assessment_id: UUID
    valid_until: OfficeDate


class SafetyMeasureWrite(Schema):
    kind: KindWord
    text: Reason
    responsible_id: UUID
    due_on: OfficeDate


class SafetyMeasureChange(Schema):
    """What is null stays as it is."""

    state: SafetyState | None = None
    reason: Prose = ""
    """Why it ended, or is not needed."""
    responsible_id: UUID | None = None
    due_on: OfficeDate | None = None
