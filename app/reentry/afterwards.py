"""A return from the board's answer on: its day, its review, its end."""

from datetime import datetime
from uuid import UUID

from sqlmodel import select

from app.access.actor import SYSTEM
from app.access.rules import Compartment
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.hooks import CaseHooks
from app.cases.models import Case
from app.cases.rules import TextKind
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job
from app.proceedings.meetings import service as meetings
from app.proceedings.meetings.errors import MeetingUnderWay
from app.reentry import rules, service
from app.reentry.errors import ConsultationUnderWay, NotNext
from app.reentry.models import Reentry
from app.reentry.rules import ReentryStatus
from app.reentry.service import SIX_IN_THE_MORNING


async def review(db: Session, held: HeldCase, row: Reentry) -> None:
    """The board looks it over, on its day or sooner. Raises NotNext."""
    await service.go_to(db, held, row, ReentryStatus.REVIEW)


async def end(db: Session, held: HeldCase, row: Reentry, *, reason: str, hooks: CaseHooks) -> None:
    """The wish was taken back, or whoever it was about is in the register no more; what began, the board ends.

    Raises NotNext, ConsultationUnderWay, MeetingUnderWay.
    """
    if row.status not in rules.BEING_CONSIDERED and await service.person_of(db, row) is not None:
        raise NotNext
    if (await service.heard(db, row)).is_consulting:
        raise ConsultationUnderWay
    if await meetings.open_duties(db, held.id):
        raise MeetingUnderWay
    await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.REASON, text=reason)
    row.due_on = None
    await service.go_to(db, held, row, ReentryStatus.ENDED)
    await service.follow(db, held, row, hooks=hooks)
    await service.tell_who_leads(db, held)


async def on_its_day(database: Database, job: Job) -> datetime | None:
    """The leased job of one matter: what waited is taken up, and those whose work it is are told."""
    async with database.writing() as db:
        case_id = UUID(job.subject)
        case = (await db.exec(select(Case).where(Case.id == case_id).with_for_update(key_share=True))).first()
        row = (await db.exec(select(Reentry).where(Reentry.case_id == case_id))).first()
        if case is None or row is None or row.due_on is None or row.status not in rules.WAITS_FOR_A_DAY:
            return None
        due_at = datetime.combine(row.due_on, SIX_IN_THE_MORNING)
        if due_at > clock.now():
            return due_at
        held = HeldCase(case=case, actor=SYSTEM, roles=frozenset(), compartments=frozenset(), awaiting_key=frozenset())
        await service.go_to(db, held, row, rules.WAITS_FOR_A_DAY[row.status])
        row.due_on = None
        await service.tell_who_leads(db, held)
    return None
