"""That somebody was in touch, and how; what was said is sealed. People are tags."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.company.rules import ContactWay
from app.core.database import enum_by_value
from app.core.ids import new_id


class ContactEntry(SQLModel, table=True):
    """One line of the contact log. Never changed: another one says what was wrong in it."""

    __tablename__ = "contact_entry"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    way: ContactWay = Field(sa_column=Column(enum_by_value(ContactWay), nullable=False))
    happened_at: datetime
    note_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    need_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    step_id: UUID | None = Field(default=None, foreign_key="case_step.id")
    """The occurrence of the plan's step that was done with it."""
    noted_by: str = Field(max_length=60)
    noted_at: datetime


class ContactSeen(SQLModel, table=True):
    """Up to which message somebody has read. `reader` is a tag."""

    __tablename__ = "contact_seen"

    case_id: UUID = Field(foreign_key="matter.id", primary_key=True)
    reader: str = Field(max_length=32, primary_key=True)
    seen_until: datetime
