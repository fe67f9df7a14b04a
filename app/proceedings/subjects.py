"""Whom proceedings are about, without their name: the case's own pseudonym for each accused, or whoever wants back.

It is the tag of their bar. Who holds the server's keys can try a person against it; nobody can read it backwards, and
two cases cannot be laid beside each other. Source: CON-01.
"""

from uuid import UUID

from sqlmodel import select

from app.access.rules import CaseRole
from app.cases import seated
from app.cases.access import bar_tag, barred_people
from app.cases.models import Bar, Case
from app.cases.rules import BarReason
from app.core.database import Session
from app.core.errors import InvalidInput
from app.core.keys import Keys
from app.people import service as people
from app.policy.terms import Category


def subject_of(keys: Keys, *, case_id: UUID, person_id: UUID) -> str:
    return bar_tag(keys, case_id=case_id, person_id=person_id)


async def accused_of(db: Session, case_id: UUID) -> dict[UUID, str]:
    """Everyone who is named as accused, and not only perhaps: person to pseudonym."""
    return await kept_out_as(db, case_id, BarReason.ACCUSED)


async def concerned_in(db: Session, case: Case) -> dict[UUID, str]:
    """Whom a board can decide something about: those who are accused, or whoever wants back. Person to pseudonym."""
    why = BarReason.RETURNING if case.category is Category.REENTRY else BarReason.ACCUSED
    return await kept_out_as(db, case.id, why)


async def kept_out_as(db: Session, case_id: UUID, why: BarReason) -> dict[UUID, str]:
    known = {
        bar.id: bar.tag
        for bar in (await db.exec(select(Bar).where(Bar.case_id == case_id))).all()
        if bar.why is why and not bar.is_provisional
    }
    return {
        person_id: known[bar_id] for person_id, bar_id in (await barred_people(db, case_id)).items() if bar_id in known
    }


async def reading_on_page(db: Session, case_id: UUID) -> set[str]:
    """Those who read on a page of their own what is told to them: something was released, and they were let in."""
    return {
        grant.holder
        for grant in await seated.active_grants(db, case_id)
        if grant.role is CaseRole.ACCUSED and not grant.awaits_key and grant.suspended_at is None
    }


async def person_of(db: Session, case_id: UUID, subject: str) -> UUID | None:
    """Who this is, also when they are accused no more; None once they are in the register no more."""
    return next(
        (
            each.person_id
            for each in (await people.names_by_tag(db)).values()
            if subject_of(db.keys, case_id=case_id, person_id=each.person_id) == subject
        ),
        None,
    )


async def require_accused(db: Session, case_id: UUID, person_id: UUID, *, field: str = "body.person_id") -> str:
    """The pseudonym of somebody who is accused here. Raises InvalidInput for anyone else."""
    subject = (await accused_of(db, case_id)).get(person_id)
    if subject is None:
        raise InvalidInput(fields=[(field, "not-accused")])
    return subject
