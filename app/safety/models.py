"""Dates and states. How it was assessed, what is arranged and why it ended are sealed; people are pseudonyms."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.safety.rules import SafetyState


class SafetyAssessment(SQLModel, table=True):
    """Never changed but by a review that says it holds still: another one takes its place."""

    __tablename__ = "safety_assessment"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    number: int
    text_id: UUID = Field(foreign_key="sealed_text.id")
    valid_until: date
    written_by: str = Field(max_length=60)
    written_at: datetime
    reviewed_by: str | None = Field(default=None, max_length=60)
    reviewed_at: datetime | None = None


class SafetyMeasure(SQLModel, table=True):
    """Something that is arranged. Even its kind is sealed: an alarm says much of whoever carries it."""

    __tablename__ = "safety_measure"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    text_id: UUID = Field(foreign_key="sealed_text.id")
    reason_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    responsible: str = Field(max_length=60)
    """A tag, of somebody in the case who is not the affected person."""
    due_on: date
    told_for: date | None = None
    """When whoever sees to it was told last that its day has come."""
    state: SafetyState = Field(sa_column=Column(enum_by_value(SafetyState), nullable=False))
    written_by: str = Field(max_length=60)
    written_at: datetime
    changed_at: datetime
    version: int = 1


class CaseEvent(SQLModel, table=True):
    """That a case was asked about one of the association's events, and for which time."""

    __tablename__ = "case_event"

    case_id: UUID = Field(foreign_key="matter.id", primary_key=True)
    event_id: UUID = Field(foreign_key="association_event.id", primary_key=True)
    happens_at: datetime
