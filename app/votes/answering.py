"""What the routes of a vote have in common: its answer, and what leading it can be refused for."""

from fastapi import Response

from app.core.database import Session
from app.core.errors import Forbidden, NotFound, PreconditionRequired, VersionMismatch
from app.core.versions import set_etag
from app.votes import reading
from app.votes.access import HeldVote
from app.votes.rules import IllegalTransition
from app.votes.schemas import VoteRead

LED = (Forbidden, NotFound, IllegalTransition)
CHANGED = (PreconditionRequired, VersionMismatch)


async def as_answer(db: Session, held: HeldVote, response: Response) -> VoteRead:
    await db.flush()
    set_etag(response, held.vote.version)
    return await reading.as_read(db, held)
