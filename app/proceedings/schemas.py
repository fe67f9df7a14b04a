from datetime import datetime
from uuid import UUID

from app.core.schemas import Schema
from app.proceedings.rules import ExclusionGround, ExclusionStatus


class ExclusionCaseRead(Schema):
    id: UUID
    vote_id: UUID | None
    case_id: UUID | None
    """For who holds a grant in it."""
    ground: ExclusionGround
    status: ExclusionStatus
    opened_at: datetime
    version: int
