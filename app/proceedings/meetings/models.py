"""When they met, by how many something was carried, and pointers to sealed texts. No words and no names."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.proceedings.meetings.rules import DecisionKind, MeetingKind, MeetingStatus


class Meeting(SQLModel, table=True):
    """`version` is its ETag."""

    __tablename__ = "case_meeting"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    kind: MeetingKind = Field(sa_column=Column(enum_by_value(MeetingKind), nullable=False))
    status: MeetingStatus = Field(sa_column=Column(enum_by_value(MeetingStatus), nullable=False))
    called_by: str = Field(max_length=60)
    called_at: datetime
    starts_at: datetime
    version: int = 1


class BoardDecision(SQLModel, table=True):
    """What a meeting decided about one person, or about nobody in particular."""

    __tablename__ = "case_decision"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    meeting_id: UUID = Field(foreign_key="case_meeting.id", index=True)
    kind: DecisionKind = Field(sa_column=Column(enum_by_value(DecisionKind), nullable=False))
    subject: str | None = Field(default=None, max_length=32)
    """The case's own pseudonym for whom it concerns: see `subjects.py`."""
    text_id: UUID = Field(foreign_key="sealed_text.id")
    is_adopted: bool
    in_favour: int
    against: int
    abstained: int
    decided_at: datetime
