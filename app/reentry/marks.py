"""That somebody left: who is to talk with the board before they are nominated again, and until when."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.actor import SYSTEM
from app.audit import service as audit
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job, schedule
from app.core.ids import new_id
from app.core.keys import Keys
from app.policy import rules as policy_rules
from app.policy.loader import in_force
from app.policy.terms import Kept
from app.proceedings.hooks import Departure
from app.reentry.models import DepartureMark

JOB = "forget-departure"


async def mark_left(db: Session, departure: Departure) -> None:
    """The listener of a departure. About the same person and case there is one mark, the newest."""
    await _forget(db, await _marks_of(db, departure.person_id, case_id=departure.case_id))
    mark_id, now = new_id(), clock.now()
    ends_at = policy_rules.cleared_at(in_force(), kept=Kept.DEPARTURE, since=now)
    db.add(
        DepartureMark(
            id=mark_id,
            mark=_mark(db.keys, mark_id, departure.person_id),
            case_id=departure.case_id,
            reason=departure.reason,
            made_at=now,
            ends_at=ends_at,
        )
    )
    await db.flush()
    await schedule(db, kind=JOB, subject=str(mark_id), due_at=ends_at)
    audit.record(db, "departure-marked", actor=SYSTEM.tag, subject=mark_id)


async def mark_fell(db: Session, departure: Departure) -> None:
    """The listener of a departure that fell: the mark of this case goes, others of the same person stay."""
    await _forget(db, await _marks_of(db, departure.person_id, case_id=departure.case_id))


async def mark_returned(db: Session, person_id: UUID) -> None:
    """They are back: nothing is left of any mark. Source: PRN-05."""
    await _forget(db, of_person(db.keys, await marks(db), person_id))


async def marks(db: Session) -> list[DepartureMark]:
    """Every mark that still says something. All of them, whoever is asked about: one question, of one shape."""
    rows = await db.exec(select(DepartureMark).where(DepartureMark.ends_at > clock.now()))
    return list(rows.all())


def of_person(keys: Keys, among: Sequence[DepartureMark], person_id: UUID) -> list[DepartureMark]:
    return [each for each in among if each.mark == _mark(keys, each.id, person_id)]


async def forget(database: Database, job: Job) -> datetime | None:
    """The leased job of one mark, at its end."""
    async with database.writing() as db:
        row = (await db.exec(select(DepartureMark).where(DepartureMark.id == UUID(job.subject)))).first()
        if row is None:
            return None
        if row.ends_at > clock.now():
            return row.ends_at
        await _forget(db, [row])
    return None


def _mark(keys: Keys, mark_id: UUID, person_id: UUID) -> str:
    return keys.keyed_hash("departure", mark_id, person_id)


async def _marks_of(db: Session, person_id: UUID, *, case_id: UUID | None) -> list[DepartureMark]:
    rows = (await db.exec(select(DepartureMark).where(col(DepartureMark.case_id) == case_id))).all()
    return of_person(db.keys, rows, person_id)


async def _forget(db: Session, rows: Sequence[DepartureMark]) -> None:
    for row in rows:
        audit.record(db, "departure-forgotten", actor=SYSTEM.tag, subject=row.id)
        await db.delete(row)
    await db.flush()
