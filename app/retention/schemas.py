from datetime import date, datetime
from uuid import UUID

from app.cases.schemas import NamedRead
from app.core.schemas import Reason, Schema
from app.retention.rules import HoldState


class HoldAsked(Schema):
    reason: Reason
    until: date
    """The last day that it is to be kept."""


class HoldRead(Schema):
    id: UUID
    state: HoldState
    until: date
    asked_by: NamedRead | None
    asked_at: datetime
    answered_by: NamedRead | None
    answered_at: datetime | None
    ended_by: NamedRead | None
    ended_at: datetime | None
    may_agree: bool
    """Whether the reader is somebody else than whoever asked, and can read the reason."""
    is_mine: bool


class RetentionRead(Schema):
    destroyed_on: date | None
    """The day on which everything in it is destroyed. Null while it is open."""
    is_kept_longer: bool
    """Whether that is later than the policy's own time."""
    first_day: date | None
    """The earliest last day that a hold asked for now can name. Null for those who ask for none, and when nothing is
    to be gained yet."""
    last_day: date | None
    holds: list[HoldRead]
    """Newest first. Empty for those who do not lead the case."""


class HoldReason(Schema):
    text: str | None
    """Null when it was sealed before the reader was let in and nobody has handed that key on."""
