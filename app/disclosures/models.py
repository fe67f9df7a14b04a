"""What two did together: what, by whom, when. Why is a sealed text."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from app.access.rules import Compartment
from app.core.database import enum_by_value
from app.core.ids import new_id
from app.disclosures.rules import OverrideKind, OverrideStatus


class Override(SQLModel, table=True):
    """Two people, over what consent, grants or a confirmation say. Tags for people. Kept as long as its case is."""

    __tablename__ = "case_override"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    kind: OverrideKind = Field(sa_column=Column(enum_by_value(OverrideKind), nullable=False))
    status: OverrideStatus = Field(sa_column=Column(enum_by_value(OverrideStatus), nullable=False))
    compartment: Compartment | None = Field(default=None, sa_column=Column(enum_by_value(Compartment), nullable=True))
    opens_for: str | None = Field(default=None, max_length=32)
    recipient: str | None = Field(default=None, max_length=60)
    with_name: bool = False
    reason_text_id: UUID = Field(foreign_key="sealed_text.id")
    asked_by: str = Field(max_length=60)
    asked_at: datetime
    answer_by: datetime
    answered_by: str | None = Field(default=None, max_length=60)
    answered_at: datetime | None = None
    grant_id: UUID | None = Field(default=None, foreign_key="case_grant.id")
    """What an opening gave, once it was agreed to; of a taking back what it ends, from the beginning."""
    disclosure_id: UUID | None = Field(default=None, foreign_key="case_disclosure.id")
