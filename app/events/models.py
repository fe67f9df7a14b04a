"""The association's events and its season. Nothing here names a case, and no case is needed to read it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from app.core.ids import new_id
from app.events.rules import EventFacts


class AssociationEvent(SQLModel, table=True):
    """A campaign, a meeting, a stand in the square. `ticked`: ids of the policy's lines that were looked over."""

    __tablename__ = "association_event"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    title: str = Field(max_length=200)
    place: str = Field(max_length=200)
    starts_at: datetime = Field(index=True)
    responsible_id: UUID = Field(foreign_key="person.id")
    ticked: list[str] = Field(sa_column=Column(JSON, nullable=False))
    note: str = Field(default="", max_length=4000)
    checked_by: UUID | None = Field(default=None, foreign_key="person.id")
    checked_at: datetime | None = None
    called_off_at: datetime | None = None
    version: int = 1

    def facts(self) -> EventFacts:
        return EventFacts(self.id, self.starts_at, self.called_off_at is not None)


class Season(SQLModel, table=True):
    """The months that the board looks at as a whole, before an election. The newest row is in force."""

    __tablename__ = "season"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    starts_on: date
    ends_on: date
    set_by: UUID = Field(foreign_key="person.id")
    set_at: datetime = Field(index=True)
