"""When something was told and answered, and pointers to sealed texts. No words and no names; see `subjects.py`."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.proceedings.hearing.rules import AnswerKind, Way


class Hearing(SQLModel, table=True):
    """Of one person in one case. Its id is what they see in the place of the case's."""

    __tablename__ = "hearing"
    __table_args__ = (UniqueConstraint("case_id", "subject"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id")
    subject: str = Field(max_length=32)
    is_about_suspicion: bool
    """Begun with somebody who was only suspected: until they are accused it is for those who investigate. UNK-05."""
    begun_at: datetime


class HearingRelease(SQLModel, table=True):
    """What was told once. Never changed: what is to be added is another."""

    __tablename__ = "hearing_release"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    hearing_id: UUID = Field(foreign_key="hearing.id", index=True)
    text_id: UUID = Field(foreign_key="sealed_text.id")
    released_by: str = Field(max_length=60)
    released_at: datetime
    names_affected: bool
    way: Way | None = Field(default=None, sa_column=Column(enum_by_value(Way), nullable=True))
    """None until they have been told."""
    told_at: datetime | None = None
    told_by: str | None = Field(default=None, max_length=60)
    first_opened_at: datetime | None = None


class HearingAnswer(SQLModel, table=True):
    """What they said once, by themselves or as somebody wrote it down for them."""

    __tablename__ = "hearing_answer"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    hearing_id: UUID = Field(foreign_key="hearing.id", index=True)
    kind: AnswerKind = Field(sa_column=Column(enum_by_value(AnswerKind), nullable=False))
    text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    """None for one who did not want to say anything, nor why."""
    way: Way = Field(sa_column=Column(enum_by_value(Way), nullable=False))
    given_at: datetime
    recorded_by: str = Field(max_length=60)
    """Their own pseudonym when they wrote it on their page."""
    recorded_at: datetime
