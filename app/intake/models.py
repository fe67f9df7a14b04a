from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel


class Receipt(SQLModel, table=True):
    """What brings a reporter back. `lookup` is a keyed hash of the code; the code itself opens the submission."""

    __tablename__ = "report_receipt"

    lookup: str = Field(primary_key=True, max_length=32)
    holder_id: UUID = Field(foreign_key="key_holder.id")
    case_id: UUID = Field(foreign_key="matter.id", unique=True)
    body_hash: str = Field(max_length=32)
    created_at: datetime
