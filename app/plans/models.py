"""What a case's plan keeps: codes of the policy's steps, tags of people, and pointers to sealed texts. No words."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.plans.rules import StepRow, StepStatus
from app.policy.terms import Anchor, Condition, Owner


class CaseStep(SQLModel, table=True):
    """One occurrence of a step. What it waits for is worked out, never stored; `version` is its ETag."""

    __tablename__ = "case_step"
    __table_args__ = (UniqueConstraint("case_id", "code", "occurrence"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id")
    code: str = Field(max_length=10)
    occurrence: int = 1
    status: StepStatus = Field(sa_column=Column(enum_by_value(StepStatus), nullable=False))
    opened_at: datetime
    due_at: datetime | None = None
    event_at: datetime | None = None
    """The event that this occurrence comes before, for a step that returns before each."""
    finished_at: datetime | None = None
    finished_by: str | None = Field(default=None, max_length=60)
    superseded_at: datetime | None = None
    """Set when the case's plan no longer has the step. What was done stays as it was."""
    assessed: bool | None = None
    assignee: str | None = Field(default=None, max_length=32)
    note_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    reason_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    reminded_at: datetime | None = None
    reminded_late_at: datetime | None = None
    version: int = 1

    def row(self) -> StepRow:
        return StepRow(**{name: getattr(self, name) for name in StepRow.__dataclass_fields__})


class StepSignature(SQLModel, table=True):
    """One side's approval of a step that takes several. A step that is opened again needs new ones."""

    __tablename__ = "case_step_signature"
    __table_args__ = (UniqueConstraint("step_id", "party"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    step_id: UUID = Field(foreign_key="case_step.id")
    party: Owner = Field(sa_column=Column(enum_by_value(Owner), nullable=False))
    signed_by: str = Field(max_length=60)
    signed_at: datetime


class CaseFact(SQLModel, table=True):
    """The answer to a question that some step hangs on. The newest row for a condition holds."""

    __tablename__ = "case_fact"
    __table_args__ = (Index("ix_case_fact_case_id_condition", "case_id", "condition"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id")
    condition: Condition = Field(sa_column=Column(enum_by_value(Condition), nullable=False))
    is_true: bool
    recorded_by: str = Field(max_length=60)
    recorded_at: datetime


class CaseMoment(SQLModel, table=True):
    """When something happened that due times count from and that the case itself does not say."""

    __tablename__ = "case_moment"

    case_id: UUID = Field(foreign_key="matter.id", primary_key=True)
    anchor: Anchor = Field(sa_column=Column(enum_by_value(Anchor), primary_key=True))
    at: datetime


class ContactRhythm(SQLModel, table=True):
    """How often somebody is in touch with the affected person, as agreed. No row: as often as the policy says."""

    __tablename__ = "contact_rhythm"

    case_id: UUID = Field(foreign_key="matter.id", primary_key=True)
    every_days: int | None = None
    weekdays: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    agreed_by: str | None = Field(default=None, max_length=60)
    agreed_at: datetime | None = None
    is_paused: bool = False
    paused_until: datetime | None = None
    paused_by: str | None = Field(default=None, max_length=60)
    paused_at: datetime | None = None
