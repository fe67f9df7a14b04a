from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from app.core.ids import new_id


class AuditEvent(SQLModel, table=True):
    """One event. `batch` is empty until the chain has taken it up; then nothing of it may change."""

    __tablename__ = "audit_event"
    __table_args__ = (Index("ix_audit_event_subject_at", "subject", "at"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    at: datetime
    kind: str = Field(max_length=60)
    actor: str = Field(max_length=60)
    subject: str = Field(default="", max_length=60)
    codes: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    batch: int | None = Field(default=None, index=True)


class AuditBatch(SQLModel, table=True):
    """A link of the chain: `hash` = SHA-256(previous hash | its events in order). Kept when its events expire."""

    __tablename__ = "audit_batch"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    previous_hash: str = Field(max_length=64)
    hash: str = Field(max_length=64)
    events: int
    first_at: datetime
    last_at: datetime
    expired_at: datetime | None = None
