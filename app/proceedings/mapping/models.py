"""Who leads, what was planned, who looked, and pointers to sealed texts. No words, and no name of anybody concerned."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.policy.terms import Phase
from app.proceedings.mapping.rules import (
    Becomes,
    FindingOutcome,
    FindingStatus,
    LookVerdict,
    ProposalStatus,
    Talk,
    TalkStatus,
)


class MappingLead(SQLModel, table=True):
    """Whoever answers for the mapping being done and written down. It stands only while they investigate."""

    __tablename__ = "mapping_lead"

    case_id: UUID = Field(foreign_key="matter.id", primary_key=True)
    lead: str = Field(max_length=32)
    appointed_by: str = Field(max_length=60)
    appointed_at: datetime


class MappingTalk(SQLModel, table=True):
    """`version` is its ETag."""

    __tablename__ = "mapping_talk"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    talk: Talk = Field(sa_column=Column(enum_by_value(Talk), nullable=False))
    status: TalkStatus = Field(sa_column=Column(enum_by_value(TalkStatus), nullable=False))
    subject: str | None = Field(default=None, max_length=32)
    """The case's own pseudonym for an accused or suspected: see `subjects.py`."""
    whom_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    """Who else it is with, in words."""
    planned_for: datetime
    planned_by: str = Field(max_length=60)
    held_by: list[str] = Field(sa_column=Column(JSON, nullable=False))
    settled_at: datetime | None = None
    text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    is_read_back: bool | None = None
    names_affected: bool | None = None
    """Whether whoever is accused or suspected was told who the affected person is."""
    version: int = 1


class MappingCheck(SQLModel, table=True):
    """One thing that two look at."""

    __tablename__ = "mapping_check"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    text_id: UUID = Field(foreign_key="sealed_text.id")
    put_up_by: str = Field(max_length=60)
    put_up_at: datetime


class MappingLook(SQLModel, table=True):
    __tablename__ = "mapping_look"
    __table_args__ = (UniqueConstraint("check_id", "looked_by"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    check_id: UUID = Field(foreign_key="mapping_check.id")
    looked_by: str = Field(max_length=60)
    looked_at: datetime
    verdict: LookVerdict = Field(sa_column=Column(enum_by_value(LookVerdict), nullable=False))
    text_id: UUID = Field(foreign_key="sealed_text.id")


class MappingFinding(SQLModel, table=True):
    """Proposed by the lead, agreed by another; never changed and never deleted.

    About one accused, once it is known who they are.
    """

    __tablename__ = "mapping_finding"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    phase: Phase = Field(sa_column=Column(enum_by_value(Phase), nullable=False))
    outcome: FindingOutcome = Field(sa_column=Column(enum_by_value(FindingOutcome), nullable=False))
    status: FindingStatus = Field(sa_column=Column(enum_by_value(FindingStatus), nullable=False))
    subject: str | None = Field(default=None, max_length=32)
    """The case's own pseudonym for whom it is about; None while it is not known who it is."""
    reasons_text_id: UUID = Field(foreign_key="sealed_text.id")
    summary_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    """In the investigation; what is agreed on is sealed anew to those who decide."""
    is_told: bool = False
    """Those who decide have its summary: not before the mapping has come to something about everyone."""
    answer_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    proposed_by: str = Field(max_length=60)
    proposed_at: datetime
    settled_by: str | None = Field(default=None, max_length=60)
    settled_at: datetime | None = None


class MappingProposal(SQLModel, table=True):
    """That somebody is known to be the one, or is so no more: waits for the accountable chair. Source: KNO-12."""

    __tablename__ = "mapping_proposal"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="matter.id", index=True)
    subject: str = Field(max_length=32)
    becomes: Becomes = Field(sa_column=Column(enum_by_value(Becomes), nullable=False))
    status: ProposalStatus = Field(sa_column=Column(enum_by_value(ProposalStatus), nullable=False))
    text_id: UUID = Field(foreign_key="sealed_text.id")
    """The name, and why, sealed to those who decide: whoever approves need not read the investigation."""
    answer_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    proposed_by: str = Field(max_length=60)
    proposed_at: datetime
    settled_by: str | None = Field(default=None, max_length=60)
    settled_at: datetime | None = None
