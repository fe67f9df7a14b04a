from datetime import datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.proceedings.rules import ExclusionGround, ExclusionStatus


class ExclusionCase(SQLModel, table=True):
    """Whether someone is to be excluded. It names nobody: whom it concerns, its vote or its case knows."""

    __tablename__ = "exclusion_case"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    vote_id: UUID | None = Field(default=None, foreign_key="vote.id", unique=True)
    """A vote opens one, however often its result is certified."""
    case_id: UUID | None = Field(default=None, index=True)
    ground: ExclusionGround = Field(sa_column=Column(enum_by_value(ExclusionGround), nullable=False))
    status: ExclusionStatus = Field(sa_column=Column(enum_by_value(ExclusionStatus), nullable=False))
    opened_at: datetime
    version: int = 1
