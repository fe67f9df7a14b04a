"""What comes in and goes out about a roll: its lines, who is there, and slips on paper."""

from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, model_validator

from app.core.schemas import Schema


class PresenceChange(Schema):
    is_present: bool


class RollLine(Schema):
    """One who may vote. What they did with their ballot is known to nobody."""

    entry_id: UUID
    person_id: UUID | None
    name: str | None
    has_drawn: bool | None
    is_present: bool | None
    is_confirmed: bool | None
    votes_on_paper: bool | None
    """For whoever leads or assists, and after close for the group."""
    is_slip_asked: bool | None
    """One person has asked for a slip to be printed, and another is to. For who may be that other."""


class RollRead(Schema):
    """`lines` and `salt` check the manifest's hash of the roll: names as they stood when it was locked."""

    entries: list[RollLine]
    lines: list[str]
    salt: str


class SlipRead(Schema):
    """`path` is to be printed with its QR code; it is shown once. Null until a second person has asked."""

    path: str | None
    waits_for_second: bool


class SlipsAsk(Schema):
    entry_ids: Annotated[list[UUID], Field(min_length=1, max_length=1000)]
    """Entries of this vote's roll, each once."""

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        if len(set(self.entry_ids)) != len(self.entry_ids):
            raise ValueError("an entry is named twice")
        return self


class EntrySlip(SlipRead):
    entry_id: UUID
    refusal: Literal["already-drawn", "slip-second-not-independent", "votes-on-paper"] | None
    """Why this entry gets none, by the code of the problem that it is when asked for alone."""


class SlipsRead(Schema):
    slips: list[EntrySlip]
    """In the order asked for."""
