from datetime import datetime, time
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.notifications.rules import Channel, NoticeKind


class Notice(SQLModel, table=True):
    """A mail or a text message to come: no address, no words, no link, no name. Gone once it was sent or withheld."""

    __tablename__ = "notice"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: NoticeKind = Field(sa_column=Column(enum_by_value(NoticeKind), nullable=False))
    recipient: str = Field(max_length=32, index=True)
    case_id: UUID | None = Field(default=None, index=True)
    about: UUID | None = None
    created_at: datetime
    useless_from: datetime | None = None
    """Not held back to this moment or past it."""
    channel: Channel | None = Field(default=None, sa_column=Column(enum_by_value(Channel), nullable=True))
    """Decided when it is about to be sent; somebody who is told in two ways has two rows from then on."""
    held_until: datetime | None = None
    """Set when it was held back: those that were and are alike become one."""
    claim: UUID | None = None
    """The lease of whoever has it in hand. One that came back too late hands nothing over."""
    handed_over_at: datetime | None = None
    """Written right before it leaves. Found by somebody else, nobody knows whether it did."""
    failures: int = 0
    failed_since: datetime | None = None
    server_away_since: datetime | None = None
    """Our own server's fault, not the reader's address."""


class NoticeChoice(SQLModel, table=True):
    """How somebody wants to be told. No row: as whoever has not chosen. Channels stand as words with commas between."""

    __tablename__ = "notice_choice"

    person_id: UUID = Field(foreign_key="person.id", primary_key=True)
    ordinary: str = Field(max_length=20)
    alarms: str = Field(max_length=20)
    quiet_begins: time | None = None
    quiet_ends: time | None = None


class TextSent(SQLModel, table=True):
    """That somebody was sent an ordinary text message: what the limit counts. Gone at the first one an hour later."""

    __tablename__ = "text_sent"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    recipient: str = Field(max_length=32, index=True)
    sent_at: datetime
