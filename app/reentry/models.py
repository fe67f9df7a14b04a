"""Pseudonyms, times and pointers to sealed texts. No name and no words."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.proceedings.hooks import DepartureReason


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
