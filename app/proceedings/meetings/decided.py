"""What other parts of the proceedings ask of the board's decisions."""

from uuid import UUID

from sqlmodel import col, select

from app.core.database import Session
from app.proceedings.meetings.models import BoardDecision, Meeting
from app.proceedings.meetings.rules import DecisionKind, MeetingStatus


async def adopted(db: Session, case_id: UUID, kind: DecisionKind, *, subject: str | None) -> BoardDecision | None:
    """The newest decision of this kind that was carried, about this person; None where there is none.

    It counts from when it was written down at the meeting: what is to happen at once does not wait for the minutes.
    """
    found = await db.exec(
        select(BoardDecision)
        .join(Meeting, col(Meeting.id) == col(BoardDecision.meeting_id))
        .where(
            BoardDecision.case_id == case_id,
            BoardDecision.kind == kind,
            BoardDecision.subject == subject,
            col(BoardDecision.is_adopted),
            col(BoardDecision.withdrawn_at).is_(None),
            Meeting.status != MeetingStatus.CANCELLED,
        )
        .order_by(col(BoardDecision.decided_at).desc(), col(BoardDecision.id).desc())
    )
    return found.first()
