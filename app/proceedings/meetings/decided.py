"""What other parts of the proceedings ask of the board's decisions, and of the federation's in its stead."""

from uuid import UUID

from sqlmodel import col, or_, select

from app.core.database import Session
from app.proceedings.meetings.models import BoardDecision, FederationRuling, Meeting
from app.proceedings.meetings.rules import DecisionKind, MeetingStatus


async def adopted(db: Session, case_id: UUID, kind: DecisionKind, *, subject: str | None) -> BoardDecision | None:
    """The newest decision of this kind that was carried, about this person; None where there is none.

    It counts from when it was written down at the meeting: what is to happen at once does not wait for the minutes.
    What the federation decided counts from when two have vouched for it.
    """
    found = await db.exec(
        select(BoardDecision)
        .join(Meeting, col(Meeting.id) == col(BoardDecision.meeting_id))
        .join(FederationRuling, col(FederationRuling.decision_id) == col(BoardDecision.id), isouter=True)
        .where(
            BoardDecision.case_id == case_id,
            BoardDecision.kind == kind,
            BoardDecision.subject == subject,
            col(BoardDecision.is_adopted),
            col(BoardDecision.withdrawn_at).is_(None),
            Meeting.status != MeetingStatus.CANCELLED,
            or_(col(FederationRuling.decision_id).is_(None), col(FederationRuling.confirmed_at).is_not(None)),
        )
        .order_by(col(BoardDecision.decided_at).desc(), col(BoardDecision.id).desc())
    )
    return found.first()
