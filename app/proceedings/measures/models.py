"""Assignments and measures: pseudonyms, states and times. Which office it is, and every word, is sealed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.proceedings.measures.rules import MeasureFacts, MeasureKind, MeasureStatus


class Assignment(SQLModel, table=True):
    """Something an accused is trusted with. An office would say who it is, so even that is sealed."""

    __tablename__ = "case_assignment"
    __table_args__ = (UniqueConstraint("case_id", "subject", "term_tag"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    subject: str = Field(max_length=32)
    """The case's own pseudonym for whose it is: see `subjects.py`."""
    term_tag: str | None = Field(default=None, max_length=32)
    """The case's own pseudonym for a term in the register; None for what was written by hand."""
    text_id: UUID = Field(foreign_key="sealed_text.id")
    """For those who decide."""
    told_text_id: UUID = Field(foreign_key="sealed_text.id")
    """The same, for the accused."""
    added_at: datetime


class Measure(SQLModel, table=True):
    """One thing asked of one accused about one assignment; or care. `version` is its ETag."""

    __tablename__ = "case_measure"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    kind: MeasureKind = Field(sa_column=Column(enum_by_value(MeasureKind), nullable=False))
    status: MeasureStatus = Field(sa_column=Column(enum_by_value(MeasureStatus), nullable=False))
    subject: str | None = Field(default=None, max_length=32)
    """None for what is held out to the affected person."""
    assignment_id: UUID | None = Field(default=None, foreign_key="case_assignment.id")
    decision_id: UUID | None = Field(default=None, foreign_key="case_decision.id")
    """The board's decision that it rests on last."""
    text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    told_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    asked_by: str = Field(max_length=60)
    asked_at: datetime
    answered_at: datetime | None = None
    is_own_answer: bool | None = None
    """False when somebody else wrote down what they said. Who answered for themself is never named here."""
    active_since: datetime | None = None
    continued_at: datetime | None = None
    reviewed_at: datetime | None = None
    over_at: datetime | None = None
    version: int = 1

    def facts(self) -> MeasureFacts:
        return MeasureFacts(**{name: getattr(self, name) for name in MeasureFacts.__dataclass_fields__})


class MeasureReview(SQLModel, table=True):
    """That somebody looked a time-out over, and why it goes on or has ended."""

    __tablename__ = "case_measure_review"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    measure_id: UUID = Field(foreign_key="case_measure.id", index=True)
    is_extended: bool
    text_id: UUID = Field(foreign_key="sealed_text.id")
    reviewed_by: str = Field(max_length=60)
    reviewed_at: datetime


class ReturnWord(SQLModel, table=True):
    """What the affected person said about somebody's return. The newest holds; the words are sealed to `support`.

    `lapsed_at`: since when it counts no more, because whoever was asked may not have been the affected person.
    """

    __tablename__ = "case_return_word"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    subject: str = Field(max_length=32)
    is_content: bool | None = None
    """None when they could not be reached: then the text says why."""
    text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    """None when they said no more than yes or no."""
    is_own: bool
    recorded_by: str = Field(max_length=60)
    recorded_at: datetime
    lapsed_at: datetime | None = None
