"""Who may not lead a vote, nor be on its roll, for what they are in its matter. Source: CON-01."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, func, select

from app.core.database import Session
from app.people import service as people
from app.votes import running
from app.votes.access import concerns, conflict_tag
from app.votes.kinds import BEFORE_LOCK, RESULT_IS_KNOWN, UNDER_WAY
from app.votes.models import Vote, VoteConflict
from app.votes.roll import service as roll
from app.votes.rules import LEGAL_TRANSITIONS, VoteStatus
from app.votes.tellers import seats

ROLL_WAS_WRONG = "the roll did not hold"
"""Says no more: who is part of a matter is nothing for the group to learn from a vote that was voided."""


async def struck_from_roll(db: Session, vote_id: UUID, voters: Collection[UUID]) -> set[UUID]:
    """Those of the voters who are off this roll."""
    struck = set(
        (
            await db.exec(
                select(VoteConflict.tag).where(VoteConflict.vote_id == vote_id, col(VoteConflict.is_off_roll))
            )
        ).all()
    )
    return {each for each in voters if conflict_tag(db.keys, vote_id=vote_id, person_id=each) in struck}


async def votes_of_case(db: Session, case_id: UUID) -> list[Vote]:
    """Queues for each, as leading one does."""
    query = select(Vote).where(Vote.case_id == case_id).order_by(col(Vote.id)).with_for_update()
    return list((await db.exec(query.execution_options(populate_existing=True))).all())


async def keep_away(db: Session, vote: Vote, person_id: UUID, *, is_off_roll: bool, by: str) -> None:
    """From now on they neither lead, assist nor tell. Off the roll too, a vote locked with them on it is void."""
    row = await _row_to_change(db, vote, person_id)
    if row is None:
        return
    row.is_barred, row.is_off_roll = True, row.is_off_roll or is_off_roll
    await db.flush()
    await seats.strike(db, vote, person_id=person_id)
    if not is_off_roll or vote.status in BEFORE_LOCK | RESULT_IS_KNOWN:
        return
    is_on_roll = bool(await roll.on_roll_of(db, [vote.id], person_id=person_id))
    if is_on_roll and VoteStatus.VOID in LEGAL_TRANSITIONS[vote.status]:
        await running.void(db, vote, reason=ROLL_WAS_WRONG, by=by)


async def let_back(db: Session, vote: Vote, person_id: UUID) -> None:
    """They are no part of its case after all. A vote that was voided meanwhile stays void."""
    row = await db.get(VoteConflict, conflict_tag(db.keys, vote_id=vote.id, person_id=person_id))
    if row is not None:
        row.is_barred = row.is_off_roll = False
        await _drop_if_empty(db, row)


async def declare(db: Session, vote: Vote, person_id: UUID) -> None:
    """They say that they are part of the matter: as `keep_away`, and they keep their vote. Source: CON-01."""
    row = await _row_to_change(db, vote, person_id)
    if row is None:
        return
    row.is_declared = True
    await db.flush()
    await seats.strike(db, vote, person_id=person_id)


async def step_aside(db: Session, vote: Vote, person_id: UUID) -> None:
    """They led it: as `declare`, and nobody takes it back for them."""
    row = await _row_to_change(db, vote, person_id)
    if row is None:
        return
    row.has_stepped_aside = True
    await db.flush()
    await seats.strike(db, vote, person_id=person_id)


async def take_back(db: Session, vote: Vote, person_id: UUID) -> None:
    """It was not they who said so. Whoever is barred, or stepped aside themselves, stays kept away."""
    row = await db.get(VoteConflict, conflict_tag(db.keys, vote_id=vote.id, person_id=person_id))
    if row is not None:
        row.is_declared = False
        await _drop_if_empty(db, row)


async def declared_in(db: Session, vote_id: UUID) -> list[UUID]:
    """Who said so when they were asked; nobody who is barred besides is told apart by it."""
    query = select(VoteConflict.tag).where(VoteConflict.vote_id == vote_id, col(VoteConflict.is_declared))
    tags = set((await db.exec(query)).all())
    everyone = [each.person_id for each in (await people.names_by_tag(db)).values()] if tags else []
    return [each for each in everyone if conflict_tag(db.keys, vote_id=vote_id, person_id=each) in tags]


async def count_of_declared(db: Session, vote_id: UUID) -> int:
    """Those who stepped aside are among them."""
    said_so = col(VoteConflict.is_declared) | col(VoteConflict.has_stepped_aside)
    query = select(func.count()).where(VoteConflict.vote_id == vote_id, said_so)
    return (await db.exec(query)).one()


async def _row_to_change(db: Session, vote: Vote, person_id: UUID) -> VoteConflict | None:
    """None for whom the vote concerns: they are off it already."""
    if concerns(db, vote, person_id):
        return None
    tag = conflict_tag(db.keys, vote_id=vote.id, person_id=person_id)
    row = await db.get(VoteConflict, tag)
    if row is None:
        row = VoteConflict(
            tag=tag,
            vote_id=vote.id,
            is_off_roll=False,
            is_barred=False,
            is_declared=False,
            has_stepped_aside=False,
        )
        db.add(row)
    return row


async def _drop_if_empty(db: Session, row: VoteConflict) -> None:
    if not (row.is_barred or row.is_declared or row.has_stepped_aside):
        await db.delete(row)
    await db.flush()


def is_under_way_about(db: Session, vote: Vote, person_id: UUID) -> bool:
    return vote.status in UNDER_WAY and concerns(db, vote, person_id)
