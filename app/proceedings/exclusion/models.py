"""Dates, states and pointers to sealed texts. No words and no names."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field, SQLModel

from app.core.database import enum_by_value
from app.core.ids import new_id
from app.proceedings.exclusion.rules import (
    ExclusionGround,
    ExclusionOutcome,
    ExclusionStatus,
    ReferralWay,
    Standing,
)


class ExclusionCase(SQLModel, table=True):
    """Whether someone is to be excluded. It names nobody: whom it concerns, its vote or its case knows.

    One that a motion's vote opened has no case, hence no vault: its words are kept outside, and stand nowhere here.
    `version` is its ETag.
    """

    __tablename__ = "exclusion_case"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    vote_id: UUID | None = Field(default=None, foreign_key="vote.id", unique=True)
    """A vote opens one, however often its result is certified."""
    case_id: UUID | None = Field(default=None, index=True)
    subject: str | None = Field(default=None, max_length=32)
    """The case's own pseudonym for whom it concerns: see `subjects.py`."""
    ground: ExclusionGround = Field(sa_column=Column(enum_by_value(ExclusionGround), nullable=False))
    status: ExclusionStatus = Field(sa_column=Column(enum_by_value(ExclusionStatus), nullable=False))
    decision_id: UUID | None = Field(default=None, foreign_key="case_decision.id", unique=True)
    """What the board decided of it. A decision opens or declines one, and no other after it."""

    begun_at: datetime
    opened_at: datetime | None = None
    notified_on: date | None = None
    statement_due_at: datetime | None = None
    statement_on: date | None = None
    """None where their time ran out."""
    statement_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    statement_ended_at: datetime | None = None
    """When it could go on: they had answered, or their time was over."""
    recommended_on: date | None = None
    recommendation_text_id: UUID | None = Field(default=None, foreign_key="sealed_text.id")
    referred_on: date | None = None
    referral_way: ReferralWay | None = Field(default=None, sa_column=Column(enum_by_value(ReferralWay)))
    outcome: ExclusionOutcome | None = Field(default=None, sa_column=Column(enum_by_value(ExclusionOutcome)))
    decided_on: date | None = None
    sealed_reference: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    """The federation's own; under the installation's key, since whoever has its register could look it up."""
    appeal_until: date | None = None
    appealed_on: date | None = None
    appeal_outcome: ExclusionOutcome | None = Field(default=None, sa_column=Column(enum_by_value(ExclusionOutcome)))
    """What holds since then. Also how it ended for one who left when it was decided already."""
    appeal_decided_on: date | None = None
    sealed_appeal_reference: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    ended_at: datetime | None = None

    due_at: datetime | None = None
    """When what is next should have been done."""
    reminded_at: datetime | None = None
    version: int = 1

    @property
    def standing(self) -> Standing:
        return Standing(
            status=self.status,
            has_statement=self.statement_on is not None,
            outcome=self.appeal_outcome or self.outcome,
            appeal_until=self.appeal_until,
            was_appealed=self.appealed_on is not None,
        )
