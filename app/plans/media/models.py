"""Which texts there were, and who said what to which. The words are sealed; a hash of words and salt tells nothing."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.policy.terms import Owner


class MediaPlanText(SQLModel, table=True):
    """One text of a case's media plan. Never changed: another one takes its place, and the newest is in force."""

    __tablename__ = "media_plan_text"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    number: int
    text_id: UUID = Field(foreign_key="sealed_text.id")
    digest: str = Field(max_length=64)
    written_by: str = Field(max_length=60)
    written_at: datetime


class MediaPlanAnswer(SQLModel, table=True):
    """A yes or a no to one text, never changed: somebody's last one holds. `digest` is of what they had read.

    `lapsed_at`: since when it counts no more, because one of those who had answered was not the affected person.
    """

    __tablename__ = "media_plan_answer"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    plan_id: UUID = Field(foreign_key="media_plan_text.id", index=True)
    digest: str = Field(max_length=64)
    party: Owner = Field(sa_column=Column(enum_by_value(Owner), nullable=False))
    is_yes: bool
    word_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    answered_by: str = Field(max_length=60)
    answered_at: datetime
    lapsed_at: datetime | None = None
