"""Exclusion cases: opened by a certified vote, read by those whose duty they are."""

from uuid import UUID

from sqlmodel import col, select

from app.access.actor import SYSTEM, Actor
from app.audit import service as audit
from app.cases.access import barred_from, may_know
from app.core import clock
from app.core.database import Session
from app.core.ids import new_id
from app.proceedings.models import ExclusionCase
from app.proceedings.rules import ExclusionGround, ExclusionStatus
from app.votes.access import subject_tag
from app.votes.hooks import CertifiedVote, OverturnedVote
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


async def lose_ground(db: Session, overturned: OverturnedVote) -> None:
    """The listener of a result that fell: what it alone had opened has nothing to stand on any more. Source: KNO-09."""
    query = select(ExclusionCase).where(
        ExclusionCase.vote_id == overturned.vote_id, ExclusionCase.status == ExclusionStatus.OPENED
    )
    for row in (await db.exec(query.with_for_update())).all():
        row.status = ExclusionStatus.GROUND_FELL
        row.version += 1
        audit.record(db, "exclusion-ground-fell", actor=SYSTEM.tag, subject=row.id)
    await db.flush()


async def exclusion_cases_for(db: Session, actor: Actor) -> list[ExclusionCase]:
    """The newest first; never one that concerns the actor, nor one in a case they are barred from. Source: CON-01.

    Two questions, however many there are: a third would tell that something was left out.
    """
    if actor.person_id is None:
        return []
    person_id = actor.person_id
    with_vote = (
        select(ExclusionCase, Vote.subject_tag)
        .join(Vote, col(Vote.id) == col(ExclusionCase.vote_id), isouter=True)
        .order_by(col(ExclusionCase.opened_at).desc())
    )
    rows = (await db.exec(with_vote)).all()
    barred = await barred_from(db, [row.case_id for row, _ in rows if row.case_id], person_id=person_id)
    return [
        row
        for row, concerned in rows
        if row.case_id not in barred
        and (row.vote_id is None or concerned != subject_tag(db.keys, vote_id=row.vote_id, person_id=person_id))
    ]


async def case_shown_to(db: Session, row: ExclusionCase, actor: Actor) -> UUID | None:
    """An office shows that there is an exclusion case; which case it came from, only a grant in that case."""
    if row.case_id is None or actor.person_tag is None:
        return None
    return row.case_id if await may_know(db, actor.person_tag, row.case_id) else None
