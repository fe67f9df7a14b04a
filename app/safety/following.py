"""The association's events, asked of each case whose safety was assessed: there, and nowhere near the event.

It is due work, so that making an event takes as long whatever cases there are. Source: SOP-05, ASP-08, ASM-01, ASM-02.
"""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.actor import SYSTEM
from app.cases.models import Case, LogEntry
from app.cases.rules import OPEN_STAGES
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job, schedule
from app.events.reading import coming, event_facts
from app.events.rules import EventFacts
from app.plans.before_events import event_was_moved, look_over_before
from app.safety.models import CaseEvent, SafetyAssessment

JOB = "ask-cases-of-event"


async def follow_event(db: Session, event_id: UUID) -> None:
    """The listener: an event was planned, moved or called off."""
    await schedule(db, kind=JOB, subject=str(event_id), due_at=clock.now())


async def ask_cases(database: Database, job: Job) -> datetime | None:
    async with database.writing() as db:
        event = await event_facts(db, UUID(job.subject))
        if event is not None:
            assessed = select(SafetyAssessment.case_id).distinct()
            query = select(Case).where(col(Case.id).in_(assessed), col(Case.stage).in_(OPEN_STAGES)).with_for_update()
            for case in (await db.exec(query)).all():
                await _ask(db, case, event)
    return None


async def ask_of_all(db: Session, case: Case) -> None:
    """A case whose safety is assessed for the first time is asked about every event that is still to come."""
    for event in await coming(db):
        await _ask(db, case, event)


async def _ask(db: Session, case: Case, event: EventFacts) -> None:
    known = await db.get(CaseEvent, (case.id, event.id))
    if known is None:
        if event.is_called_off or event.starts_at <= clock.now():
            return
        db.add(CaseEvent(case_id=case.id, event_id=event.id, happens_at=event.starts_at))
        await db.flush()
        await look_over_before(db, case, at=event.starts_at, by=SYSTEM.tag)
        db.add(LogEntry(case_id=case.id, at=clock.now(), kind="event-is-coming", actor=SYSTEM.tag, codes={}))
        return
    if event.is_called_off:
        await event_was_moved(db, case, before=known.happens_at, to=None, by=SYSTEM.tag)
        await db.delete(known)
    elif known.happens_at != event.starts_at:
        await event_was_moved(db, case, before=known.happens_at, to=event.starts_at, by=SYSTEM.tag)
        known.happens_at = event.starts_at
        db.add(known)
