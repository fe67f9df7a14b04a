from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from app.cases.schemas import NamedRead
from app.core.schemas import SHORTEST_REASON, Line, Prose, Reason, Schema
from app.proceedings.measures.rules import Answer, CareStep, EndObstacle, MeasureKind, MeasureStatus

Assignments = Annotated[list[Line], Field(max_length=20)]


class TimeOutDemand(Schema):
    """From all that the register says they are trusted with, and from what it does not know of."""

    person_id: UUID
    also: Assignments = Field(default_factory=list)
    """Assignments that are not in the register, a line each."""


class LeavingDemand(Schema):
    person_id: UUID
    also: Assignments = Field(default_factory=list)


class Continuation(Schema):
    person_id: UUID


class CareRequirement(Schema):
    person_id: UUID
    text: Reason
    """What they are required to seek. The accused reads it."""


class MeasureAnswer(Schema):
    answer: Answer


class OwnMeasureAnswer(Schema):
    """Yes or no: that somebody said nothing is for others to write down."""

    answer: Literal[Answer.YES, Answer.NO]


class WhyReviewed(Schema):
    reason: Reason


class CareStepWrite(Schema):
    step: CareStep


class AssignmentRead(Schema):
    id: UUID
    text: str | None
    """Null when one's keys do not open it."""
    term_person_id: UUID | None
    """Whose page in the register the term is on; null when it was written by hand, or is over."""


class MeasureRead(Schema):
    """One thing that is asked of an accused."""

    id: UUID
    kind: MeasureKind
    status: MeasureStatus
    assignment: AssignmentRead | None
    """Null for care."""
    text: str | None
    """What is required, of care."""
    asked_at: datetime
    answered_at: datetime | None
    is_own_answer: bool | None
    """Whether they answered themselves; null without an answer."""
    is_continued: bool
    """Whether the board has let it go on after the conclusion."""
    review_by: datetime | None
    is_late: bool
    over_at: datetime | None
    version: int
    answers: list[Answer]
    """What can be written down as their answer now, by whoever reads this."""
    care_steps: list[CareStep]
    can_be_reviewed: bool
    end_obstacle: EndObstacle | None
    """Why it goes on; null when it can be ended."""


class DecidedRead(Schema):
    """What the board has decided about somebody."""

    leaving: bool
    continuation: bool
    end: bool
    care: bool


class WordGist(Schema):
    """That the affected person was asked about a return, and what they answered; never their words."""

    is_content: bool | None
    """Null when they could not be reached."""
    recorded_at: datetime


class AskedRead(Schema):
    """Somebody who is accused, or was, with all that is asked of them."""

    person: NamedRead | None
    is_accused: bool
    decided: DecidedRead
    word: WordGist | None
    can_demand_time_out: bool
    can_demand_leaving: bool
    can_continue: bool
    can_require_care: bool
    measures: list[MeasureRead]


class MeasuresRead(Schema):
    items: list[AskedRead]
    may_end_terms: bool
    """Whether the reader may end a term in the register."""


class OwnMeasureRead(Schema):
    """Something that is asked of the reader. It says nothing of the matter it belongs to."""

    id: UUID
    kind: MeasureKind
    status: MeasureStatus
    text: str | None
    """The assignment, or the care; null when one's keys do not open it."""
    asked_at: datetime
    review_by: datetime | None
    answers: list[Answer]


class OwnMeasureList(Schema):
    items: list[OwnMeasureRead]


class CareOffer(Schema):
    text: Reason
    """What there is, and how one comes to it."""


class CareRead(Schema):
    id: UUID
    status: MeasureStatus
    text: str | None
    asked_at: datetime
    steps: list[CareStep]
    version: int


class WordWrite(Schema):
    """What the affected person says, with their own words if they want any; or why they could not be asked."""

    is_content: bool | None
    """Null: they cannot be reached, and `text` says what was tried."""
    text: Annotated[Prose, StringConstraints(max_length=4_000)] = ""

    @model_validator(mode="after")
    def _says_what_was_tried(self) -> Self:
        if self.is_content is None and len(self.text) < SHORTEST_REASON:
            raise ValueError("what was tried has words")
        return self


class WordRead(Schema):
    is_content: bool | None
    text: str | None
    """Null when there are none, or when they cannot be opened."""
    is_own: bool
    recorded_at: datetime


class ReturnQuestion(Schema):
    """Whether somebody's return would be all right."""

    measure_id: UUID
    about: NamedRead | None
    """Null for whoever does not read the report."""
    word: WordRead | None
    can_answer: bool


class SupportRead(Schema):
    """What is held out to the affected person, and what is asked of them."""

    care: list[CareRead]
    questions: list[ReturnQuestion]
    can_offer: bool
    is_own: bool
    """Whether the reader is the affected person."""
