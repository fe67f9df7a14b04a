"""`MyHearingToRead` and `MyHearingToChange`: theirs, or a stranger's answer. For every part that speaks to them."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends

from app.access.dependencies import CurrentActor
from app.core.database import Reading, Session, Transaction
from app.core.errors import NotFound
from app.proceedings.hearing.mine import HeldHearing, hold


async def _held(db: Session, hearing_id: UUID, actor: CurrentActor, *, to_change: bool) -> HeldHearing:
    try:
        return await hold(db, hearing_id, actor=actor, to_change=to_change)
    except NotFound as refusal:
        refusal.refused_to, refusal.refused_about = actor.tag, str(hearing_id)
        raise


async def _to_read(hearing_id: UUID, actor: CurrentActor, db: Reading) -> HeldHearing:
    return await _held(db, hearing_id, actor, to_change=False)


async def _to_change(hearing_id: UUID, actor: CurrentActor, db: Transaction) -> HeldHearing:
    return await _held(db, hearing_id, actor, to_change=True)


MyHearingToRead = Annotated[HeldHearing, Depends(_to_read)]
MyHearingToChange = Annotated[HeldHearing, Depends(_to_change)]
