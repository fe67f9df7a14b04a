"""Whom the affected person wants kept out for the office they hold, without saying anything of them. Source: SOI-02."""

from uuid import UUID

from sqlmodel import col, select

from app.access.rules import CaseRole
from app.cases.models import Case, Consent, Grant
from app.core.database import Session
from app.core.keys import PersonTag
from app.people import service as people
from app.policy import rules as policy_rules
from app.policy.loader import load


async def passed_over(db: Session, case_id: UUID) -> set[UUID]:
    """Whoever holds such an office today, but for the affected person: their own matter is kept from nobody's."""
    case = (await db.exec(select(Case).where(Case.id == case_id))).one()
    answers = select(Consent.question, Consent.is_given).where(Consent.case_id == case_id)
    newest = dict((await db.exec(answers.order_by(col(Consent.recorded_at), col(Consent.id)))).all())
    offices = policy_rules.offices_kept_out(
        load(case.policy_name, case.policy_version),
        answered_yes={question for question, is_given in newest.items() if is_given},
    )
    if not offices:
        return set()
    affected = select(Grant.holder).where(
        Grant.case_id == case_id, Grant.role == CaseRole.AFFECTED, col(Grant.ended_at).is_(None)
    )
    named = await people.names_by_tag(db)
    theirs = {named[PersonTag(tag)].person_id for tag in (await db.exec(affected)).all() if tag in named}
    return {person_id for office in offices for person_id in await people.holders_of(db, office)} - theirs
