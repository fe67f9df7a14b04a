"""When they met, who was there (tags), by how many something was carried, and pointers to sealed texts."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.policy.terms import AgendaTopic
from app.proceedings.meetings.rules import DecisionKind, MeetingKind, MeetingStatus


class Meeting(SQLModel, table=True):
    """`version` is its ETag."""

    __tablename__ = "case_meeting"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    number: int = 1
    """The case's first meeting, its second: on its minutes."""
    kind: MeetingKind = Field(sa_column=Column(enum_by_value(MeetingKind), nullable=False))
    status: MeetingStatus = Field(sa_column=Column(enum_by_value(MeetingStatus), nullable=False))
    called_by: str = Field(max_length=60)
    called_at: datetime
    starts_at: datetime
    sealed_place: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    """Under the installation's key: whoever is called reads it, and no compartment is open to all of them."""
    is_from_conclusion: bool = False
    """Whether it is the one that decides from the conclusion; later ones look anew at what was decided."""
    held_at: datetime | None = None
    led_by: str | None = Field(default=None, max_length=60)
    board: int | None = None
    """How many on the board had no part in the matter as it was opened; `needed` of them made it quorate."""
    needed: int | None = None
    text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    """What a first meeting came to, or why one was called off or handed over."""
    led_approved_at: datetime | None = None
    adjuster: str | None = Field(default=None, max_length=60)
    adjuster_approved_at: datetime | None = None
    version: int = 1


class MeetingSeat(SQLModel, table=True):
    """Somebody who was called. `person` is a tag; `votes` is for the board."""

    __tablename__ = "case_meeting_seat"
    __table_args__ = (UniqueConstraint("meeting_id", "person"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    meeting_id: UUID = Field(foreign_key="case_meeting.id", index=True)
    person: str = Field(max_length=32)
    votes: bool
    is_present: bool | None = None


class AgendaItem(SQLModel, table=True):
    """A point on the agenda: the policy's topic, or one of the board's own with a sealed title."""

    __tablename__ = "case_agenda_item"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    meeting_id: UUID = Field(foreign_key="case_meeting.id", index=True)
    place: int
    topic: AgendaTopic | None = Field(default=None, sa_column=Column(enum_by_value(AgendaTopic), nullable=True))
    title_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    note_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")


class BoardDecision(SQLModel, table=True):
    """What a meeting decided about one person, or about nobody in particular; or the federation in its stead."""

    __tablename__ = "case_decision"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    meeting_id: UUID = Field(foreign_key="case_meeting.id", index=True)
    item_id: UUID | None = Field(default=None, foreign_key="case_agenda_item.id")
    kind: DecisionKind = Field(sa_column=Column(enum_by_value(DecisionKind), nullable=False))
    subject: str | None = Field(default=None, max_length=32)
    """The case's own pseudonym for whom it concerns: see `subjects.py`."""
    text_id: UUID = Field(foreign_key="sealed_text.id")
    due_on: date | None = None
    """Until when a return waits, or when it is reviewed."""
    assignment_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    """Of a trial: the smaller assignment."""
    is_adopted: bool
    is_settled_by_chair: bool = False
    """It was tied, and whoever led the meeting settled it."""
    in_favour: int
    against: int
    abstained: int
    decided_at: datetime
    withdrawn_at: datetime | None = None
    """Written down wrongly, and taken back before the minutes were approved."""


class FederationRuling(SQLModel, table=True):
    """That a decision is the federation's, by which letter. It counts once another than who entered it confirms it."""

    __tablename__ = "case_federation_ruling"

    decision_id: UUID = Field(foreign_key="case_decision.id", primary_key=True)
    reference_text_id: UUID = Field(foreign_key="sealed_text.id")
    decided_on: date
    entered_by: str = Field(max_length=60)
    confirmed_by: str | None = Field(default=None, max_length=60)
    confirmed_at: datetime | None = None


class Dissent(SQLModel, table=True):
    """Somebody who was of another mind and wants that on record. `person` is a tag."""

    __tablename__ = "case_dissent"
    __table_args__ = (UniqueConstraint("decision_id", "person"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    decision_id: UUID = Field(foreign_key="case_decision.id", index=True)
    person: str = Field(max_length=32)
    text_id: UUID = Field(foreign_key="sealed_text.id")
