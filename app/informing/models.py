"""When members were told, and that somebody new was not. Names no member and holds no text: it has numbers in it."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.informing.rules import Audience, InformedBy


class MembersInformed(SQLModel, table=True):
    """That members were told whom to turn to. Never changed, never taken away."""

    __tablename__ = "members_informed"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    informed_on: date = Field(index=True)
    """The local day on which it went out."""
    channel: InformedBy = Field(sa_column=Column(enum_by_value(InformedBy), nullable=False))
    audience: Audience = Field(sa_column=Column(enum_by_value(Audience), nullable=False))
    text_digest: str | None = Field(default=None, max_length=64)
    """Which text; None where it was an older one than stood there when this was written down."""
    recorded_by: UUID = Field(foreign_key="person.id")
    recorded_at: datetime


class MemberJoined(SQLModel, table=True):
    """Somebody new who has not been told yet. Who, is for the register of members to know."""

    __tablename__ = "member_joined"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    joined_on: date = Field(index=True)
