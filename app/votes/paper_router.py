"""Ballots on paper: marked by who assists, counted by two people each alone."""

from uuid import UUID

from fastapi import APIRouter

from app.core.database import Reading, Transaction
from app.core.errors import Forbidden, InvalidInput, NotFound, NotSignedIn
from app.core.problems import problems
from app.votes import paper
from app.votes.dependencies import VoteToAssist, VoteToChange, VoteToRead, on_record
from app.votes.errors import AlreadyDrawn, PaperOnlyInARoom, VoteHasMovedOn
from app.votes.paper_schemas import PaperCountWrite, PaperMark, PaperRead

router = APIRouter(prefix="/votes", tags=["votes"], responses=problems(NotSignedIn))


@router.put(
    "/{vote_id}/roll/{entry_id}/paper",
    summary="Mark who votes on paper",
    status_code=204,
    responses=problems(Forbidden, NotFound, VoteHasMovedOn, PaperOnlyInARoom, AlreadyDrawn),
)
async def mark_paper(entry_id: UUID, change: PaperMark, held: VoteToAssist, db: Transaction) -> None:
    """In a room, until drawing closes: this entry votes on paper. It voids their link, and counts as present."""
    await paper.mark(db, held.vote, entry_id=entry_id, votes_on_paper=change.votes_on_paper, actor=held.actor)


@router.get(
    "/{vote_id}/paper",
    summary="The ballots on paper, for one who counts them",
    responses=problems(Forbidden, NotFound, VoteHasMovedOn),
)
async def read_paper(held: VoteToRead, db: Reading) -> PaperRead:
    """What one has entered oneself, and whether it agrees with another's; theirs is shown to nobody."""
    with on_record(held.actor, held.vote.id):
        return await paper.as_read(db, held)


@router.put(
    "/{vote_id}/paper",
    summary="Enter what one has counted on paper",
    responses=problems(Forbidden, NotFound, VoteHasMovedOn, InvalidInput),
)
async def enter_paper(wanted: PaperCountWrite, held: VoteToChange, db: Transaction) -> PaperRead:
    """After close, by two people each for themselves. Nothing is opened until two have entered the same."""
    with on_record(held.actor, held.vote.id):
        await paper.enter(db, held, wanted)
        return await paper.as_read(db, held)
