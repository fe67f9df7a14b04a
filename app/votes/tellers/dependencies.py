"""`TellingVote`: a vote and the seat of whoever asks, or the answer that a stranger gets."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.access.dependencies import CurrentActor
from app.core.database import Reading, Session, Transaction
from app.core.errors import Forbidden
from app.votes.access import HeldVote, hold
from app.votes.dependencies import on_record
from app.votes.tellers import seats
from app.votes.tellers.models import VoteTeller


@dataclass(frozen=True)
class Telling:
    """A vote as one of its tellers has it."""

    held: HeldVote
    seat: VoteTeller


async def _seated(db: Session, held: HeldVote) -> Telling:
    """Raises Forbidden for whoever may know of the vote and is no teller of it, though they lead it."""
    seat = await seats.seat_of(db, held.vote.id, person_id=held.actor.person_id)
    if seat is None:
        raise Forbidden
    return Telling(held, seat)


async def _to_read(vote_id: UUID, actor: CurrentActor, db: Reading) -> Telling:
    with on_record(actor, vote_id):
        return await _seated(db, await hold(db, vote_id, actor=actor))


async def _to_write(vote_id: UUID, actor: CurrentActor, db: Transaction) -> Telling:
    with on_record(actor, vote_id):
        return await _seated(db, await hold(db, vote_id, actor=actor, to_change=True))


async def _to_lead_or_tell(vote_id: UUID, actor: CurrentActor, db: Transaction) -> HeldVote:
    with on_record(actor, vote_id):
        held = await hold(db, vote_id, actor=actor, to_change=True)
        if not (held.leads or held.is_teller):
            raise Forbidden
    return held


TellingRead = Annotated[Telling, Depends(_to_read)]
TellingWrite = Annotated[Telling, Depends(_to_write)]
VoteToLeadOrTell = Annotated[HeldVote, Depends(_to_lead_or_tell)]
