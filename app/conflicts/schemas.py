from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.access.rules import Compartment
from app.cases.rules import BarReason, PartyRole
from app.cases.schemas import NamedRead
from app.core.schemas import Line, Reason, Schema


class OpenedAt(Schema):
    compartment: Compartment
    last_at: datetime


class ReaderRead(Schema):
    """Someone who has opened a part of the case, or can."""

    person: NamedRead | None
    """Null for the reporter, who has a code and no account."""
    is_in_case: bool
    opened: list[OpenedAt]


class ReaderList(Schema):
    items: list[ReaderRead]


class PartyCreate(Schema):
    """Somebody in the register, or a name as it was said: one of the two."""

    role: PartyRole
    person_id: UUID | None = None
    name: Line | None = None

    @model_validator(mode="after")
    def _is_one_of_the_two(self) -> Self:
        if (self.person_id is None) == (self.name is None):
            raise ValueError("either a person or a name")
        return self


class PartyNamed(Schema):
    id: UUID
    may_be_same: list[NamedRead]
    """Others in the register by the same name or number, who are not kept out: is it the same person?"""


class PartyRead(Schema):
    id: UUID
    role: PartyRole
    person: NamedRead | None
    """Null when it is only a name."""
    name: str
    added_at: datetime


class PartyList(Schema):
    items: list[PartyRead]


class LiftingRead(Schema):
    asked_by: NamedRead | None
    asked_at: datetime
    is_mine: bool


class BarRead(Schema):
    """Somebody who is kept out of everything but what is released to them."""

    id: UUID
    person: NamedRead | None
    """Null for someone who is no longer in the register."""
    why: BarReason
    is_provisional: bool
    """Until somebody has confirmed that it is them: meanwhile they are kept out as much as any."""
    made_at: datetime
    made_by: NamedRead | None
    """Null when a report without an account caused it."""
    may_be_same: list[NamedRead]
    """Others in the register by the same name or number, who are not kept out: is it the same person?"""
    lifting: LiftingRead | None
    """Somebody asks to lift it, and waits for a second person."""


class BarList(Schema):
    items: list[BarRead]


class BarConfirmation(Schema):
    role: Annotated[PartyRole, Field(description="anything but affected")]


class WhyLifted(Schema):
    reason: Reason


class Lifted(Schema):
    is_lifted: bool
    """False while it waits for a second person."""


class Declaration(Schema):
    reason: Reason
