"""Times and states. What kind of day it is, its words and a name from outside are sealed; people are tags."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.company.days.rules import CompanyState, CompanyWish, DayDeed, DayState
from app.core.database import enum_by_value
from app.core.ids import new_id


class CompanyDay(SQLModel, table=True):
    __tablename__ = "company_day"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    starts_at: datetime
    text_id: UUID = Field(foreign_key="sealed_text.id")
    state: DayState = Field(sa_column=Column(enum_by_value(DayState), nullable=False))
    wish: CompanyWish = Field(sa_column=Column(enum_by_value(CompanyWish), nullable=False))
    company: CompanyState = Field(sa_column=Column(enum_by_value(CompanyState), nullable=False))
    company_tag: str | None = Field(default=None, max_length=60)
    """Of whoever of the association's is to come along."""
    company_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    """Or the name of somebody else."""
    reminded_at: datetime | None = None
    version: int = 1


class CompanyDayLine(SQLModel, table=True):
    """What was done with a day. Never changed."""

    __tablename__ = "company_day_line"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    day_id: UUID = Field(foreign_key="company_day.id", index=True)
    deed: DayDeed = Field(sa_column=Column(enum_by_value(DayDeed), nullable=False))
    starts_at: datetime
    """For when it was, after the deed."""
    done_by: str = Field(max_length=60)
    done_at: datetime
