"""What comes in and goes out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from app.core.schemas import Line, Prose, Schema
from app.events.rules import EventCheckState
from app.oncall.schemas import GapRead, OfficerRead
from app.people.schemas import AlarmRead, OfficeDate
from app.policy.schemas import PolicyTextRead

CheckId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]{1,38}$")]


class EventCheckLine(Schema):
    id: str
    title: PolicyTextRead
    do: PolicyTextRead
    is_ticked: bool


class EventCheckRead(Schema):
    """How far the check before it has come."""

    state: EventCheckState
    due_at: datetime
    lines: list[EventCheckLine]
    note: str
    checked_by: OfficerRead | None
    checked_at: datetime | None


class EventRead(Schema):
    id: UUID
    title: str
    place: str
    starts_at: datetime
    responsible: OfficerRead
    is_called_off: bool
    check: EventCheckRead | None
    """For whoever keeps the events and whoever is responsible for this one; null for everyone else."""
    version: Annotated[int, Field(ge=1)]


class EventList(Schema):
    coming: list[EventRead]
    """The soonest first."""
    past: list[EventRead]
    """Of the last weeks, the latest first."""


class AssociationEventWrite(Schema):
    """Whoever has an office can read it: nothing of anybody's case belongs here."""

    title: Line
    place: Line
    starts_at: AwareDatetime
    responsible_id: UUID


class EventCheckWrite(Schema):
    ticked: Annotated[list[CheckId], Field(max_length=40)]
    note: Annotated[Prose, Field(max_length=4000)] = ""


class SeasonWrite(Schema):
    starts_on: OfficeDate
    ends_on: OfficeDate


class SeasonWeek(Schema):
    monday: date
    events: list[EventRead]
    gaps: list[GapRead]
    """Hours of this week without anybody on call."""


class SeasonRead(Schema):
    starts_on: date | None
    """Null while the board has set none."""
    ends_on: date | None
    weeks: list[SeasonWeek]
    is_rota_kept: bool
    contacts: list[AlarmRead]
    """Contact details that are missing or to be tried again, and an empty contact card."""
    members_told_on: date | None
    members_due_on: date | None
    is_text_changed: bool
    """Whether the text for the members is another than they were last told."""
