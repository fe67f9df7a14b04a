"""A question about a nomination and what people said to it. Whom it is about and every answer are sealed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.ids import new_id


class NominationCheck(SQLModel, table=True):
    """`asked_by` is a person's tag or another system's; `sealed_subject` opens under the installation's key.

    Whether it is answered does not stand here: that follows from what was said, and by whom it counts.
    """

    __tablename__ = "nomination_check"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    asked_by: str = Field(max_length=60, index=True)
    sealed_subject: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    asked_at: datetime
    ends_at: datetime
    """When nothing of it is left, answered or not."""


class NominationWord(SQLModel, table=True):
    """What one person said to it. All are sealed alike and as long, so that none shows what it says or if it counts."""

    __tablename__ = "nomination_word"
    __table_args__ = (UniqueConstraint("check_id", "said_by"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    check_id: UUID = Field(foreign_key="nomination_check.id")
    said_by: str = Field(max_length=60)
    sealed: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    said_at: datetime
