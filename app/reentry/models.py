"""Pseudonyms, times and pointers to sealed texts. No name and no words."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.proceedings.hooks import DepartureReason
from app.reentry.rules import Advice, AffectedAnswer, ReentryStatus, TalkOutcome


class DepartureMark(SQLModel, table=True):
    """That somebody left. `mark` is a keyed hash of this very row and the person.

    It can be tried but not read backwards, and two marks of one person cannot be laid beside each other.
    """

    __tablename__ = "departure_mark"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    mark: str = Field(max_length=32)
    case_id: UUID | None = Field(default=None, foreign_key="matter.id", index=True)
    reason: DepartureReason = Field(sa_column=Column(enum_by_value(DepartureReason), nullable=False))
    made_at: datetime
    ends_at: datetime
    """After this it says nothing, and is deleted. Source: PRN-05."""


class Reentry(SQLModel, table=True):
    """What a re-entry matter has beside its row in `matter`: where it is and what it rests on, as codes.

    `subject` is the matter's own pseudonym for who wants back, the tag of their bar. `version` is its ETag.
    """

    __tablename__ = "reentry"

    case_id: UUID = Field(primary_key=True, foreign_key="matter.id")
    subject: str = Field(max_length=32)
    status: ReentryStatus = Field(sa_column=Column(enum_by_value(ReentryStatus), nullable=False))
    status_since: datetime
    applied_at: datetime
    is_own_wish: bool
    """Asked for by themself, with an account; otherwise the board wrote down that they want to."""
    earlier_case_id: UUID | None = Field(default=None, foreign_key="matter.id")
    """Shown only to who may know of that case as well."""
    talk: TalkOutcome | None = Field(default=None, sa_column=Column(enum_by_value(TalkOutcome), nullable=True))
    talk_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    """Whether they apologised and take responsibility is sealed with the words."""
    affected: AffectedAnswer | None = Field(
        default=None, sa_column=Column(enum_by_value(AffectedAnswer), nullable=True)
    )
    no_confidence_before: bool | None = None
    is_no_confidence_certified: bool = False
    """A vote of this system says so, and nobody can answer otherwise."""
    consultation_id: UUID | None = Field(default=None, foreign_key="vote.id")
    advice: Advice | None = Field(default=None, sa_column=Column(enum_by_value(Advice), nullable=True))
    due_on: date | None = None
    """Until when it waits, or the day of its review."""
    version: int = 1


class ReentryDecision(SQLModel, table=True):
    """By which decision, of the board or of the federation in its stead, the matter came where."""

    __tablename__ = "reentry_decision"

    decision_id: UUID = Field(primary_key=True, foreign_key="case_decision.id")
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    status: ReentryStatus = Field(sa_column=Column(enum_by_value(ReentryStatus), nullable=False))
