from datetime import datetime
from uuid import UUID

from app.core.schemas import Prose, Schema
from app.proceedings.rules import ExclusionGround, ExclusionStatus
from app.votes.schemas import VoteSummary


class ExclusionCaseRead(Schema):
    id: UUID
    vote_id: UUID | None
    case_id: UUID | None
    """For who holds a grant in it."""
    ground: ExclusionGround
    status: ExclusionStatus
    opened_at: datetime
    version: int


class QuestionCreate(Schema):
    """The question of confidence in somebody who is accused in this case."""

    concerns: UUID
    account: Prose = ""
    """The board's account of what happened, which the group reads from the summons on."""
    names_affected: bool
    """Whether the account says who the affected person is; it takes their consent."""


class QuestionRaised(Schema):
    vote_id: UUID


class ProceedingsRead(Schema):
    votes: list[VoteSummary]
    exclusion_cases: list[ExclusionCaseRead]
