"""The preflight of a vote: what is to be read, what was answered, and what became of it."""

from datetime import date, datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.core.schemas import Line, Prose, Schema
from app.policy.vote_rule import LARGEST_GROUP
from app.votes.kinds import HearingOutcome, PreflightPart, Statute
from app.votes.rules import SecrecyWarning

Mark = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
"""A keyed hash of what was shown, sent back as it came."""
Number = Annotated[int, Field(ge=0, le=LARGEST_GROUP)]


class FederationHearing(Schema):
    """How the federation's hearing ended; `heard_on` with one that was held."""

    outcome: HearingOutcome
    heard_on: date | None = None


class RollAsRead(Schema):
    """`mark` stands for exactly who is on it."""

    count: Number
    mark: Mark


class RuleAsRead(Schema):
    """Of so many, if all take a stand, so many against are needed; null when no number could be enough."""

    of: Number
    needed: Number | None
    mark: Mark


class PersonOnRoll(Schema):
    person_id: UUID
    name: str


class StatuteSheet(Schema):
    """What is to be read should this statute apply."""

    statute: Statute
    members: list[PersonOnRoll]
    substitutes: list[PersonOnRoll]
    roll: RollAsRead
    rule: RuleAsRead
    warnings: list[SecrecyWarning]
    """What the group is told before it votes."""
    asks_hearing: bool
    """Whether whom the question concerns is heard first."""
    asks_federation: bool


class PreflightSheet(Schema):
    """`question` and `caution` are to be read as well, and sent back as they came."""

    question: str
    caution: Literal["server-holds-opening-key", "tellers-open"]
    statutes: list[StatuteSheet]
    federation_until: datetime
    """Before this the federation's time to be heard has not run out."""


class PreflightWrite(Schema):
    """All answers so far; null for what is still to be read."""

    statute: Statute | None = None
    paragraph: Line | None = None
    """Which paragraph says so."""
    federation: FederationHearing | None = None
    roll: RollAsRead | None = None
    rule: RuleAsRead | None = None
    question: Prose | None = None
    caution: Literal["server-holds-opening-key", "tellers-open"] | None = None
    conflicted: Annotated[list[UUID], Field(max_length=LARGEST_GROUP)] | None = None
    """Everybody was asked: those who are part of the matter; an empty list when nobody is."""
    warnings: list[SecrecyWarning] | None = None
    """Those that were read."""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if self.conflicted is not None and len(set(self.conflicted)) != len(self.conflicted):
            raise ValueError("someone is named twice")
        return self


class PreflightRead(Schema):
    """What was answered: in the making for whoever leads, from lock on for the group. Nobody is named to the group."""

    statute: Statute | None
    paragraph: str | None
    federation: FederationHearing | None
    roll_count: int | None
    of: int | None
    needed: int | None
    """Of `of` deciding, this many against; null also when no number could be enough."""
    declared: int | None
    """How many are part of the matter by their own word, also leaders who stepped aside; null until all were asked."""
    warnings: list[SecrecyWarning]
    """Those that were read."""
    missing: list[PreflightPart]
    """Before lock: what is still to be answered."""
    outdated: list[PreflightPart]
    """Before lock: what is no longer as it was read."""
    conflicted: list[UUID] | None
    """For whoever leads: those of them that the answer names, to be answered anew."""
