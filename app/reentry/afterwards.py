"""A return from the board's answer on: its day, its review, its end."""

from dataclasses import dataclass
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
from app.core.errors import InvalidInput
from app.proceedings.hooks import Departure, DepartureReason
from app.reentry import marks, rules, service
from app.reentry.errors import ConsultationUnderWay, NotNext
from app.reentry.models import Reentry
from app.reentry.rules import ReentryStatus
from app.reentry.service import SIX_IN_THE_MORNING


async def review(db: Session, held: HeldCase, row: Reentry) -> None:
    """The board looks it over, on its day or sooner. Raises NotNext."""
    await service.go_to(db, held, row, ReentryStatus.REVIEW)


@dataclass(frozen=True)
class Ending:
    """`counts` are of the board's decision; a wish that is taken back needs none."""

    is_full: bool
    reason: str
    counts: service.Counts | None


async def end(db: Session, held: HeldCase, row: Reentry, ending: Ending, *, hooks: CaseHooks) -> None:
    """Back for good, or an end to it: a trial that did not hold, a wish that was taken back.

    Raises NotNext, ConsultationUnderWay, and InvalidInput when the board's decision is missing or was not carried.
    """
    to = ReentryStatus.FULL if ending.is_full else ReentryStatus.ENDED
    if not rules.may_move(row.status, to=to):
        raise NotNext
    if (await service.heard(db, row)).is_consulting:
        raise ConsultationUnderWay
    was_back = row.status not in rules.BEING_CONSIDERED
    if was_back != (ending.counts is not None):
        raise InvalidInput(fields=[("body.counts", "missing" if was_back else "belongs-to-another-answer")])
    if ending.counts is not None:
        if wrong := service.wrong_in(ending.counts):
            raise InvalidInput(fields=wrong)
        await service.record_decision(db, held, to, ending.counts, reason=ending.reason)
    else:
        await cases.write(db, held, Compartment.DECISIONS, kind=TextKind.REASON, text=ending.reason)
    person = await service.person_of(db, row)
    if to is ReentryStatus.ENDED and was_back and person is not None:
        # A return that did not hold: before the next nomination they talk with the board again.
        await marks.mark_left(db, Departure(person.person_id, held.id, DepartureReason.TOLD_TO_LEAVE))
    row.due_on = None
    await service.go_to(db, held, row, to)
    await service.follow(db, held, row, hooks=hooks)


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
