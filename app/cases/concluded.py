"""What the mapping came to about each who is accused, by the case's own pseudonym for them. Source: KNO-05, KNO-10."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, not_, select

from app.access.rules import Compartment
from app.cases.access import HeldCase, barred_people
from app.cases.models import Bar, CaseConclusion
from app.cases.names import Names
from app.cases.rules import NOTHING_SUBSTANTIATED, BarReason, Conclusion
from app.cases.schemas import ConcludedRead
from app.core import clock
from app.core.database import Session

_KNOW_OF_EACH = frozenset({Compartment.DECISIONS, Compartment.INVESTIGATION})


async def rows_of(db: Session, case_id: UUID) -> list[CaseConclusion]:
    await db.flush()
    query = select(CaseConclusion).where(CaseConclusion.case_id == case_id).order_by(col(CaseConclusion.subject))
    return list((await db.exec(query)).all())


async def concluded_of(db: Session, case_id: UUID) -> Mapping[str, Conclusion]:
    """Who is not in it was accused after the mapping came to its end, or is mapped still."""
    return {row.subject: row.conclusion for row in await rows_of(db, case_id)}


async def to_nothing(db: Session, case_id: UUID) -> list[str]:
    """Those about whom nothing was substantiated: nothing can be asked of them any more. Source: PRN-05."""
    return [subject for subject, found in (await concluded_of(db, case_id)).items() if found in NOTHING_SUBSTANTIATED]


async def conclude_about(db: Session, case_id: UUID, subject: str, conclusion: Conclusion) -> None:
    await forget(db, case_id, subject)
    db.add(CaseConclusion(case_id=case_id, subject=subject, conclusion=conclusion, concluded_at=clock.now()))
    await db.flush()


async def forget(db: Session, case_id: UUID, subject: str) -> None:
    """What it rested on was set aside, or they are accused no more."""
    await db.flush()
    theirs = (col(CaseConclusion.case_id) == case_id, col(CaseConclusion.subject) == subject)
    await db.exec(delete(CaseConclusion).where(*theirs))


async def as_read(db: Session, held: HeldCase, name: Names) -> list[ConcludedRead]:
    """Of each of several, for who decides or investigates; for others, and of one alone, the case's own says it."""
    if held.case.conclusion is None or held.compartments.isdisjoint(_KNOW_OF_EACH):
        return []
    found = await concluded_of(db, held.id)
    accused = select(Bar.id, Bar.tag).where(
        Bar.case_id == held.id, Bar.why == BarReason.ACCUSED, not_(col(Bar.is_provisional))
    )
    tags = dict((await db.exec(accused)).all())
    if len(tags) < 2:
        return []
    people = {bar_id: person_id for person_id, bar_id in (await barred_people(db, held.id)).items()}
    named = {
        tag: name(db.keys.person_tag(people[bar_id])) if bar_id in people else None for bar_id, tag in tags.items()
    }
    read = [
        ConcludedRead(
            person_id=who.person_id if who else None,
            display_name=who.display_name if who else None,
            conclusion=found.get(tag),
        )
        for tag, who in named.items()
    ]
    return sorted(read, key=lambda each: each.display_name or "")
