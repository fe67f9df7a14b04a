"""That a case is kept beyond its time: until when, by whom. Why is a sealed text."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.retention.rules import HoldFacts, HoldStatus


class CaseHold(SQLModel, table=True):
    """Two people, a reason and a time. Tags for people. It goes with its case."""

    __tablename__ = "case_hold"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    status: HoldStatus = Field(sa_column=Column(enum_by_value(HoldStatus), nullable=False))
    until: date
    """The last day that it keeps the case."""
    reason_text_id: UUID = Field(foreign_key="sealed_text.id")
    asked_by: str = Field(max_length=60)
    asked_at: datetime
    answered_by: str | None = Field(default=None, max_length=60)
    answered_at: datetime | None = None
    ended_by: str | None = Field(default=None, max_length=60)
    ended_at: datetime | None = None

    def facts(self) -> HoldFacts:
        ends_at = datetime.combine(self.until + timedelta(days=1), time(tzinfo=UTC))
        return HoldFacts(self.status, ends_at, self.ended_at)
