from uuid import UUID

from app.core.schemas import Prose, Schema
from app.proceedings.exclusion.schemas import ExclusionCaseRead
from app.votes.schemas import VoteSummary


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
