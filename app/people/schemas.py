"""What comes in and goes out."""

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field

from app.access.rules import Office
from app.core.schemas import Line, Schema
from app.people import contact
from app.people.alarms import AlarmKind
from app.people.rules import Language, TermStatus

EmailAddress = Annotated[
    str,
    Field(max_length=contact.LONGEST_EMAIL, examples=["anna@example.org"]),
    AfterValidator(contact.normalised_email),
]
TelephoneNumber = Annotated[
    str, Field(max_length=40, examples=["+46701740605"]), AfterValidator(contact.normalised_telephone)
]
# Bounded, so that the day after the last is still a day.
OfficeDate = Annotated[date, Field(ge=date(1970, 1, 1), le=date(2199, 12, 31))]
Rank = Annotated[int, Field(ge=1, le=1000)]


def Unsent(stand_in: Callable[[], Any]) -> Any:  # noqa: N802 - stands where pydantic's `Field` does
    """A field that may be left out of a patch but is never null.

    Readers look at `model_fields_set`, so the stand-in is never read; as a factory it stays out of the API's
    description, where a default would promise something.
    """
    return Field(default_factory=stand_in)


class AssociationRead(Schema):
    neutral_name: str
    """The only name that pages show to strangers and in the tab's title."""
    language: Language
    name: str | None = None
    """Only for those who are signed in."""
    municipality: str | None = None
    """Only for those who are signed in."""
    is_demo: bool
    """Whether everyone in it is made up; pages say so as long as it is true."""


class AssociationPatch(Schema):
    """Fields that are left out stay as they are; null empties the municipality."""

    neutral_name: Line = Unsent(str)
    name: Line = Unsent(str)
    municipality: Line | None = None
    language: Language = Unsent(lambda: Language.SWEDISH)


class ContactCardEntry(Schema):
    display_name: str
    telephone: str
    last_verified_on: date | None


class ContactRead(Schema):
    email: str | None
    email_verified_on: date | None
    telephone: str | None
    telephone_verified_on: date | None
    is_on_contact_card: bool
    language: Language


class PersonRead(Schema):
    id: UUID
    display_name: str
    is_external: bool
    is_retired: bool
    offices: list[Office]
    """Held today."""
    contact: ContactRead | None
    """Null unless the reader manages people or is this person."""


class PersonCreate(Schema):
    display_name: Line
    email: EmailAddress | None = None
    telephone: TelephoneNumber | None = None
    is_on_contact_card: bool = False
    """Whether name and number may stand on the public contact card while the person is a security officer."""
    language: Language = Language.SWEDISH
    is_external: bool = False


class PersonPatch(Schema):
    """Fields that are left out stay as they are; null empties an address or a number."""

    display_name: Line = Unsent(str)
    email: EmailAddress | None = None
    telephone: TelephoneNumber | None = None
    is_on_contact_card: bool = Unsent(bool)
    language: Language = Unsent(lambda: Language.SWEDISH)
    is_retired: bool = Unsent(bool)
    """Retiring ends every term as of yesterday, and is refused where an office would stand vacant."""


class ContactDetail(Enum):
    EMAIL = "email"
    TELEPHONE = "telephone"


class ContactVerification(Schema):
    details: Annotated[list[ContactDetail], Field(min_length=1, max_length=2)]
    """Which details someone has just tried and found right."""


class TermCreate(Schema):
    person_id: UUID
    office: Office
    committee: Line | None = None
    """Which committee, for a committee chair; null for every other office."""
    rank: Rank | None = None
    """Place in the order within the office; left out: last."""
    starts_on: OfficeDate
    ends_on: OfficeDate | None = None
    """The last day in office, if it is known."""


class TermPatch(Schema):
    """Fields that are left out stay as they are; null takes away the last day."""

    committee: Line | None = None
    rank: Rank = Unsent(lambda: 1)
    starts_on: OfficeDate = Unsent(lambda: date(1970, 1, 1))
    ends_on: OfficeDate | None = None


class TermRead(Schema):
    id: UUID
    person_id: UUID
    office: Office
    committee: str | None
    rank: int
    starts_on: date
    ends_on: date | None
    status: TermStatus
    is_in_force: bool
    proposed_by: UUID | None
    """Null for the first terms, made when the association was set up."""
    confirmed_by: UUID | None
    reported_to_municipality_on: date | None
    municipality_receipt: str | None
    version: int
    """For `If-Match`: a yes is to what was read."""
    email: str | None
    """While it is proposed, for those who may appoint or confirm: where the person's invitation would go."""


class TermEnd(Schema):
    ends_on: OfficeDate
    """The last day in office. The day before the first withdraws a term that has not begun."""
    successor_term_id: UUID | None = None
    """The confirmed term that follows; checked to follow without a gap."""


class MunicipalityReport(Schema):
    reported_on: OfficeDate
    receipt: Line
    """The municipality's answer or journal number."""


class OfficeHolder(Schema):
    person_id: UUID
    display_name: str
    committee: str | None
    since: date


class OfficeRead(Schema):
    office: Office
    holders: list[OfficeHolder]
    """In the order to turn to them."""
    is_vacant: bool
    needs_confirmation: bool
    """Whether an appointment waits for a second person."""


class AlarmRead(Schema):
    kind: AlarmKind
    office: Office | None
    person_id: UUID | None
    display_name: str | None
    term_id: UUID | None
    on: date | None
