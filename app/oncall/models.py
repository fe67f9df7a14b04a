"""The rota and the test alarms. Both name people: who is on call is no secret, and neither knows a case."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from app.core.ids import new_id
from app.oncall.rules import ShiftFacts


class Shift(SQLModel, table=True):
    """One officer's time on call, from one moment to another. No two of them share a moment."""

    __tablename__ = "on_call_shift"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    deputy_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    """Who is called next; None: the next officer in order."""
    starts_at: datetime = Field(index=True)
    ends_at: datetime = Field(index=True)
    version: int = 1

    def facts(self) -> ShiftFacts:
        return ShiftFacts(self.person_id, self.deputy_id, self.starts_at, self.ends_at)


class TestAlarm(SQLModel, table=True):
    """An alarm that says it is none."""

    __test__ = False  # for pytest, which would take it for a class of tests
    __tablename__ = "test_alarm"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    sent_at: datetime = Field(index=True)
    sent_by: UUID = Field(foreign_key="person.id")
    is_for_everyone: bool
    """To the whole line, rather than to whoever sent it alone: only that tries the line."""


class TestAlarmAnswer(SQLModel, table=True):
    """Whom a test alarm went to, and when they said that they saw it."""

    __test__ = False
    __tablename__ = "test_alarm_answer"

    alarm_id: UUID = Field(foreign_key="test_alarm.id", primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", primary_key=True)
    answered_at: datetime | None = None
