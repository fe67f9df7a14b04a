"""What comes in and goes out."""

from datetime import date, datetime, time
from typing import Annotated
from uuid import UUID

from pydantic import Field

from app.core.schemas import Schema
from app.people.rules import Language
from app.people.schemas import ContactCardEntry, OfficeDate

Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["17:00"])]
"""A clock on the wall in Sweden."""


class ContactCard(Schema):
    """Readable without signing in, and kept by the page for when there is no network."""

    officers: list[ContactCardEntry]
    """Security officers in office who let their number be published, in the order to call them."""
    emergency: str
    police: str


class CardIcon(Schema):
    src: str
    sizes: str
    type: str


class CardManifest(Schema):
    """A web app manifest (W3C), by which a telephone puts the card on its first screen."""

    name: str
    """The neutral name, as everywhere that somebody else may look."""
    short_name: str
    lang: Language
    start_url: str = "/kontakt"
    scope: str = "/kontakt"
    display: str = "minimal-ui"
    """With the address and a way back: whoever leaves quickly leaves to a page outside of it."""
    background_color: str = "#ffffff"
    theme_color: str = "#ffffff"
    icons: tuple[CardIcon, ...] = (
        CardIcon(src="/mark.svg", sizes="any", type="image/svg+xml"),
        CardIcon(src="/mark-512.png", sizes="512x512", type="image/png"),
    )


class OfficerRead(Schema):
    person_id: UUID
    display_name: str


class ShiftCreate(Schema):
    person_id: UUID
    deputy_id: UUID | None = None
    """Called next; null: the next officer in order."""
    first_day: OfficeDate
    begins: Clock
    last_day: OfficeDate
    ends: Clock
    """When the next one takes over: a shift that begins then shares no moment with this."""
    times: Annotated[int, Field(ge=1, le=26)] = 1
    """How many such shifts in all, at the same times of the week."""
    every_weeks: Annotated[int, Field(ge=1, le=12)] = 1
    """How many weeks there are from one to the next: 2 for two who take turns."""

    @property
    def first(self) -> tuple[date, time]:
        return self.first_day, time.fromisoformat(self.begins)

    @property
    def last(self) -> tuple[date, time]:
        return self.last_day, time.fromisoformat(self.ends)


class ShiftRead(Schema):
    id: UUID
    person: OfficerRead
    deputy: OfficerRead | None
    starts_at: datetime
    ends_at: datetime
    is_now: bool
    is_held: bool
    """Whether the one on call, or else the deputy, is an officer all that time; otherwise there is a gap."""
    version: int
    """For `If-Match`: one takes over what one has read."""


class GapRead(Schema):
    since: datetime
    until: datetime | None
    """Null where the rota ends."""


class TestAlarmAnswerRead(Schema):
    person: OfficerRead
    answered_at: datetime | None
    is_late: bool
    """Not answered, or answered after the time a human has to answer a report."""


class TestAlarmRead(Schema):
    id: UUID
    sent_at: datetime
    answer_by: datetime
    sent_by: OfficerRead
    is_for_everyone: bool
    answers: list[TestAlarmAnswerRead]


class TestAlarmCreate(Schema):
    is_for_everyone: bool
    """To every officer and whoever is chair, or to oneself alone."""


class OnCallRead(Schema):
    """The rota from now on, and whether the alarm has been tried."""

    is_kept: bool
    """False while there is no rota: every officer is then told at once of what comes in."""
    on_call: list[OfficerRead]
    """Now: the one on call, and the deputy."""
    answer_minutes: int
    """How long a report waits for an answer before the next in turn is told."""
    officers: list[OfficerRead]
    """Who can have a shift, in order."""
    shifts: list[ShiftRead]
    gaps: list[GapRead]
    """Hours within the time that the policy looks ahead."""
    test_alarms: list[TestAlarmRead]
    """The newest first."""
    awaits_my_answer: UUID | None
    """A test alarm that waits for the reader."""
    test_alarm_due_on: date | None
    """By when the whole line is to be tried anew; null before there is a rota."""
