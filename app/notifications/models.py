from datetime import datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.notifications.rules import NoticeKind


class Notice(SQLModel, table=True):
    """A mail to come: no address, no words, no link, no name. Deleted when it has been sent or withheld."""

    __tablename__ = "notice"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: NoticeKind = Field(sa_column=Column(enum_by_value(NoticeKind), nullable=False))
    recipient: str = Field(max_length=32, index=True)
    case_id: UUID | None = Field(default=None, index=True)
    about: UUID | None = None
    created_at: datetime
