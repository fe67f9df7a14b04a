"""What a board decided at a meeting, as a case's proceedings find it."""

from uuid import UUID

from sqlmodel import select

from app.access.rules import Compartment
from app.cases import service as cases
from app.cases.access import hold
from app.cases.rules import TextKind
from app.core import clock
from app.core.database import Database
from app.core.ids import new_id
from app.proceedings.meetings.models import BoardDecision, Meeting
from app.proceedings.meetings.rules import DecisionKind, MeetingKind, MeetingStatus
from app.proceedings.subjects import subject_of
from tests.support.actors import ActorClient


async def decided(  # one decision with what its meeting needs
    database: Database,
    case_id: UUID,
    kind: DecisionKind,
    *,
    by: ActorClient,
    about: UUID,
    reason: str = "Vi har vägt det ena mot det andra.",
    is_adopted: bool = True,
) -> None:
    async with database.writing() as db:
        held = await hold(db, case_id, actor=by.actor, to_change=True)
        text = await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.REASON, text=reason)
        now = clock.now()
        before = (await db.exec(select(Meeting.id).where(Meeting.case_id == case_id))).all()
        meeting = Meeting(
            id=new_id(),
            case_id=case_id,
            number=len(before) + 1,
            kind=MeetingKind.DECISION,
            status=MeetingStatus.HELD,
            called_by=by.tag,
            called_at=now,
            starts_at=now,
        )
        db.add(meeting)
        await db.flush()
        db.add(
            BoardDecision(
                case_id=case_id,
                meeting_id=meeting.id,
                kind=kind,
                subject=subject_of(db.keys, case_id=case_id, person_id=about),
                text_id=text.id,
                is_adopted=is_adopted,
                in_favour=3,
                against=1,
                abstained=0,
                decided_at=now,
            )
        )
