"""What comes in and goes out."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from app.access.rules import Office
from app.core.schemas import Schema
from app.informing.rules import Audience, Doubt, InformedBy
from app.people.rules import Language
from app.people.schemas import OfficeDate

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class MembersSheetRead(Schema):
    """The text in one language, in the parts that a sheet sets apart, and whole as `text`."""

    language: Language
    title: str
    lead: str
    emergency: str
    contacts_title: str
    contacts: list[str]
    after: list[str]
    sender: str
    text: str


class DoubtRead(Schema):
    """Something to mend before the text goes out."""

    doubt: Doubt
    office: Office
    person_id: UUID | None
    display_name: str | None
    on: date | None
    """When the number was last tried and found right."""


class MembersInformedRead(Schema):
    id: UUID
    informed_on: date
    channel: InformedBy
    audience: Audience
    recorded_by: str
    recorded_at: datetime
    is_this_text: bool
    """Whether it was word for word the text that there is now."""


class MembersInformationRead(Schema):
    sheets: list[MembersSheetRead]
    """Swedish first."""
    digest: str
    """SHA-256 of the text in both languages."""
    doubts: list[DoubtRead]
    has_changed_since: bool
    """Whether the text is another than everyone was last told."""
    due_on: date | None
    """By when everyone is to be told again; today if they never were. Null where the policy does not ask for it."""
    new_since: date | None
    """When the first joined of those who have not been told."""
    new_due_on: date | None
    told: list[MembersInformedRead]
    """The newest first."""


class MembersInformedCreate(Schema):
    informed_on: OfficeDate
    channel: InformedBy
    audience: Audience
    digest: Digest | None
    """Of the text that went out, as it was read here; null if it was an older one."""


class MemberJoinedCreate(Schema):
    joined_on: OfficeDate
