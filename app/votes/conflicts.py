"""Who may not lead a vote, nor be on its roll, for what they are in its matter. Source: CON-01."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from app.core.database import Session
from app.votes import running
from app.votes.access import concerns, conflict_tag
from app.votes.kinds import BEFORE_LOCK, RESULT_IS_KNOWN, UNDER_WAY
from app.votes.models import Vote, VoteConflict
from app.votes.roll import service as roll
from app.votes.rules import LEGAL_TRANSITIONS, VoteStatus
from app.votes.tellers import seats

ROLL_WAS_WRONG = "the roll did not hold"
"""Says no more: who is part of a matter is nothing for the group to learn from a vote that was voided."""


async def without_struck(db: Session, vote_id: UUID, voters: Collection[UUID]) -> list[UUID]:
    """The voters in their order, without those who are off this roll."""
    struck = set(
        (
            await db.exec(
                select(VoteConflict.tag).where(VoteConflict.vote_id == vote_id, col(VoteConflict.is_off_roll))
            )
        ).all()
    )
    return [each for each in voters if conflict_tag(db.keys, vote_id=vote_id, person_id=each) not in struck]


async def votes_of_case(db: Session, case_id: UUID) -> list[Vote]:
    """Queues for each, as leading one does."""
    query = select(Vote).where(Vote.case_id == case_id).order_by(col(Vote.id)).with_for_update()
    return list((await db.exec(query.execution_options(populate_existing=True))).all())


async def keep_away(db: Session, vote: Vote, person_id: UUID, *, is_off_roll: bool, by: str) -> None:
    """From now on they neither lead, assist nor tell. Off the roll too, a vote locked with them on it is void."""
    if concerns(db, vote, person_id):
        return
    tag = conflict_tag(db.keys, vote_id=vote.id, person_id=person_id)
    row = await db.get(VoteConflict, tag)
    if row is None:
        db.add(VoteConflict(tag=tag, vote_id=vote.id, is_off_roll=is_off_roll))
    else:
        row.is_off_roll = row.is_off_roll or is_off_roll
    await db.flush()
    await seats.strike(db, vote, person_id=person_id)
    if not is_off_roll or vote.status in BEFORE_LOCK | RESULT_IS_KNOWN:
        return
    is_on_roll = bool(await roll.on_roll_of(db, [vote.id], person_id=person_id))
    if is_on_roll and VoteStatus.VOID in LEGAL_TRANSITIONS[vote.status]:
        await running.void(db, vote, reason=ROLL_WAS_WRONG, by=by)


async def let_back(db: Session, vote: Vote, person_id: UUID) -> None:
    """They were no part of the matter after all. A vote that was voided meanwhile stays void."""
    row = await db.get(VoteConflict, conflict_tag(db.keys, vote_id=vote.id, person_id=person_id))
    if row is not None:
        await db.delete(row)
        await db.flush()


def is_under_way_about(db: Session, vote: Vote, person_id: UUID) -> bool:
    return vote.status in UNDER_WAY and concerns(db, vote, person_id)
