from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field

from app.access.rules import CaseRole
from app.cases.schemas import NamedRead
from app.company.days.schemas import CompanyDayList
from app.company.rules import ContactWay
from app.core.schemas import Prose, Schema

Weekday = Annotated[int, Field(ge=1, le=7)]
"""1 for Monday to 7 for Sunday."""


class BesideRead(Schema):
    """The contact person, and how to reach them: as far as the register knows."""

    person: NamedRead
    since: datetime
    telephone: str | None
    email: str | None


class RhythmRead(Schema):
    """How often somebody is in touch. Neither days nor weekdays: as the policy says."""

    every_days: int | None
    weekdays: list[Weekday]
    usual_days: int
    shortest_days: int
    longest_days: int
    agreed_by: NamedRead | None
    agreed_at: datetime | None


class PauseRead(Schema):
    """The affected person wants to be left in peace for a while. `until` is null: until they say so."""

    until: datetime | None
    since: datetime
    noted_by: NamedRead | None
    """Who wrote it down, where it was not the affected person."""


class ContactStanding(Schema):
    """How the contact stands. No words of it."""

    contact_person: BesideRead | None
    is_declined: bool
    """The affected person wants nobody."""
    officers: list[NamedRead]
    """They read along."""
    is_affected_here: bool
    """Whether the affected person can read what is written here, by account or receipt code."""
    is_own: bool
    rhythm: RhythmRead
    pause: PauseRead | None
    next_at: datetime | None
    """The planned contact. Null in a pause without an end, and where nobody is asked to be in touch."""
    is_late: bool
    """Never for the affected person."""
    can_write: bool
    can_note: bool
    can_pause: bool
    can_decline: bool


class ContactLineRead(Schema):
    id: UUID
    way: ContactWay | None
    """Null for what was only ticked off in the plan."""
    happened_at: datetime
    noted_by: NamedRead | None
    role: CaseRole | None
    """What they are in the case, as far as they still are."""
    note: str | None
    need: str | None
    """What the affected person needs now. Null, as the note: nothing was written, or the reader's key opens it not."""


class MessageRead(Schema):
    id: UUID
    sent_at: datetime
    is_mine: bool
    is_new: bool
    """To this reader."""
    author: NamedRead | None
    role: CaseRole | None
    text: str | None


class WishRead(Schema):
    """Why the affected person wanted another contact person; no contact person ever reads it."""

    at: datetime
    text: str | None


class ContactContents(Schema):
    contact: ContactStanding
    entries: list[ContactLineRead]
    """Newest first."""
    messages: list[MessageRead]
    """Oldest first."""
    wishes: list[WishRead]
    """Newest first; for the affected person and the security officers."""
    days: CompanyDayList


class ContactLineWrite(Schema):
    way: ContactWay
    happened_at: AwareDatetime | None = None
    """Null: just now."""
    note: Prose = ""
    need: Prose = ""


class MessageWrite(Schema):
    text: Annotated[Prose, Field(min_length=1)]


class RhythmWrite(Schema):
    """Days or weekdays, or neither: then as the policy says."""

    every_days: Annotated[int, Field(ge=1, le=366)] | None = None
    weekdays: Annotated[list[Weekday], Field(max_length=7, default_factory=list)]


class PauseWrite(Schema):
    until: date | None = None
    """The first day on which it goes on. Null: until they say so."""
