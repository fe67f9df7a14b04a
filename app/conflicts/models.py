from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from app.core.ids import new_id


class BarLifting(SQLModel, table=True):
    """The first of the two who lift a bar, until the second agrees or somebody takes it back. Source: CON-05."""

    __tablename__ = "case_bar_lifting"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    bar_id: UUID = Field(foreign_key="case_bar.id", unique=True)
    asked_by: str = Field(max_length=60)
    asked_at: datetime
