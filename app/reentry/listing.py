"""Matters of return as one may know of them, read with the same questions whoever asks and however many there are."""

from dataclasses import dataclass

from sqlmodel import col, select

from app.access.actor import Actor
from app.access.rules import Compartment
from app.cases.access import HeldCase, bar_tag, barred_from, may_know, opens
from app.cases.listing import SEEING
from app.cases.models import Case, Grant
from app.core.database import Session
from app.people import service as people
from app.proceedings.meetings.models import BoardDecision, FederationRuling
from app.reentry import service
from app.reentry.models import Reentry, ReentryDecision
from app.votes.models import Vote


@dataclass(frozen=True)
class Line:
    case: Case
    row: Reentry
    concerns: people.PersonName | None


async def held_by(db: Session, actor: Actor) -> list[Line]:
    """The newest first, never one that bars the actor. Who it is about, for who holds its decisions."""
    if actor.person_id is None:
        return []
    mine = select(Grant).where(
        Grant.holder == actor.tag,
        col(Grant.ended_at).is_(None),
        col(Grant.suspended_at).is_(None),
        col(Grant.role).in_(SEEING),
    )
    grants = (await db.exec(mine)).all()
    rows = (
        await db.exec(
            select(Case, Reentry)
            .join(Reentry, col(Reentry.case_id) == col(Case.id))
            .where(col(Case.id).in_([grant.case_id for grant in grants]))
            .order_by(col(Case.opened_at).desc(), col(Case.id).desc())
        )
    ).all()
    barred = await barred_from(db, [case.id for case, _ in rows], person_id=actor.person_id)
    named = (await people.names_by_tag(db)).values()
    deciding = {grant.case_id for grant in grants if Compartment.DECISIONS in opens(grant)}
    found = []
    for case, row in rows:
        if case.id in barred:
            continue
        tags = {bar_tag(db.keys, case_id=case.id, person_id=each.person_id): each for each in named}
        found.append(Line(case, row, tags.get(row.subject) if case.id in deciding else None))
    return found


@dataclass(frozen=True)
class Matter:
    row: Reentry
    concerns: people.PersonName | None
    earlier: Case | None
    consultation: Vote | None
    decisions: list[tuple[ReentryDecision, BoardDecision, FederationRuling | None]]


async def matter_of(db: Session, held: HeldCase) -> Matter:
    """Raises NotFound for a case of another kind, and CompartmentNotOpen for who has no part in its decisions."""
    row = await service.reentry_of(db, held)
    held.require_compartment(Compartment.DECISIONS)
    return Matter(
        row=row,
        concerns=await service.person_of(db, row),
        earlier=await _earlier(db, held, row),
        consultation=await service.consultation_of(db, row),
        decisions=await service.decisions_of(db, held.id),
    )


async def _earlier(db: Session, held: HeldCase, row: Reentry) -> Case | None:
    tag = held.actor.person_tag
    if row.earlier_case_id is None or tag is None or not await may_know(db, tag, row.earlier_case_id):
        return None
    return (await db.exec(select(Case).where(Case.id == row.earlier_case_id))).first()
