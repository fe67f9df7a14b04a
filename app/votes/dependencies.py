"""`VoteToRead`, `VoteToReadAndLead`, `VoteToLead`, `VoteToAssist`: load, ask, or answer as to a stranger."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from starlette.requests import Request

from app.access.actor import Actor
from app.access.dependencies import CurrentActor, doing
from app.access.rules import Task
from app.core.database import Database, Reading, Transaction
from app.core.errors import Forbidden, NotFound
from app.core.slow_work import SlowWork
from app.votes.access import HeldVote, hold

VoteRaiser = Annotated[Actor, Depends(doing(Task.RAISE_VOTE, Task.STAND_IN_FOR_CHAIR))]


@contextmanager
def on_record(actor: Actor, vote_id: UUID) -> Iterator[None]:
    """A refusal in this block is recorded; for what is not there as well, so that it takes as long."""
    try:
        yield
    except (NotFound, Forbidden) as refusal:
        refusal.refused_to, refusal.refused_about = actor.tag, str(vote_id)
        raise


async def _to_read(vote_id: UUID, actor: CurrentActor, db: Reading) -> HeldVote:
    with on_record(actor, vote_id):
        return await hold(db, vote_id, actor=actor)


async def _to_change(vote_id: UUID, actor: CurrentActor, db: Transaction) -> HeldVote:
    with on_record(actor, vote_id):
        return await hold(db, vote_id, actor=actor, to_change=True)


async def _to_read_and_lead(vote_id: UUID, actor: CurrentActor, db: Reading) -> HeldVote:
    with on_record(actor, vote_id):
        held = await hold(db, vote_id, actor=actor)
        held.require_lead()
    return held


async def _to_lead(vote_id: UUID, actor: CurrentActor, db: Transaction) -> HeldVote:
    with on_record(actor, vote_id):
        held = await hold(db, vote_id, actor=actor, to_change=True)
        held.require_lead()
    return held


async def _to_assist(vote_id: UUID, actor: CurrentActor, db: Transaction) -> HeldVote:
    with on_record(actor, vote_id):
        held = await hold(db, vote_id, actor=actor, to_change=True)
        held.require_assistance()
    return held


VoteToRead = Annotated[HeldVote, Depends(_to_read)]
VoteToChange = Annotated[HeldVote, Depends(_to_change)]
"""For what others than who leads or assists may do: the service asks who."""
VoteToReadAndLead = Annotated[HeldVote, Depends(_to_read_and_lead)]
VoteToLead = Annotated[HeldVote, Depends(_to_lead)]
VoteToAssist = Annotated[HeldVote, Depends(_to_assist)]


async def _database(request: Request) -> Database:
    found: Database = request.app.state.database
    return found


async def _slow_work(request: Request) -> SlowWork:
    found: SlowWork = request.app.state.slow_work
    return found


WholeDatabase = Annotated[Database, Depends(_database)]
"""For what needs several transactions; everything else takes `Reading` or `Transaction`."""
VoteSlowWork = Annotated[SlowWork, Depends(_slow_work)]
