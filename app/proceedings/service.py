"""Exclusion cases: opened by a certified vote, read by those whose duty they are."""

from uuid import UUID

from sqlmodel import col, select

from app.access.actor import SYSTEM, Actor
from app.audit import service as audit
from app.cases.access import is_barred, may_know
from app.core import clock
from app.core.database import Session
from app.core.ids import new_id
from app.proceedings.models import ExclusionCase
from app.proceedings.rules import ExclusionGround, ExclusionStatus
from app.votes import access as votes
from app.votes.hooks import CertifiedVote
from app.votes.models import Vote


async def open_mandatory(db: Session, certified: CertifiedVote) -> None:
    """The listener of a certified vote: no confidence opens an exclusion case, once. Source: KNO-09, CGR-06."""
    if not certified.opens_exclusion:
        return
    made = ExclusionCase(
        id=new_id(),
        vote_id=certified.vote_id,
        case_id=certified.case_id,
        ground=ExclusionGround.MANDATORY_AFTER_NO_CONFIDENCE,
        status=ExclusionStatus.OPENED,
        opened_at=clock.now(),
    )
    db.add(made)
    await db.flush()
    audit.record(db, "exclusion-opened", actor=SYSTEM.tag, subject=made.id, ground=made.ground.value)


async def exclusion_cases_for(db: Session, actor: Actor) -> list[ExclusionCase]:
    """The newest first; never one that concerns the actor, nor one in a case they are barred from. Source: CON-01."""
    rows = (await db.exec(select(ExclusionCase).order_by(col(ExclusionCase.opened_at).desc()))).all()
    return [row for row in rows if await _may_see(db, row, actor)]


async def case_shown_to(db: Session, row: ExclusionCase, actor: Actor) -> UUID | None:
    """An office shows that there is an exclusion case; which case it came from, only a grant in that case."""
    if row.case_id is None or actor.person_tag is None:
        return None
    return row.case_id if await may_know(db, actor.person_tag, row.case_id) else None


async def _may_see(db: Session, row: ExclusionCase, actor: Actor) -> bool:
    person_id = actor.person_id
    if person_id is None or await _concerns(db, row.vote_id, person_id):
        return False
    return row.case_id is None or not await is_barred(db, case_id=row.case_id, person_id=person_id)


async def _concerns(db: Session, vote_id: UUID | None, person_id: UUID) -> bool:
    vote = await db.get(Vote, vote_id) if vote_id else None
    return vote is not None and votes.concerns(db, vote, person_id)
