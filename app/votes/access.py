"""Who may know of a vote. Whom it concerns gets what a stranger gets, whatever office they hold. Source: CON-01."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from sqlmodel import select

from app.access.actor import Actor
from app.access.rules import COUNCIL_GROUP, Task, may
from app.core.database import Session
from app.core.errors import Forbidden, NotFound
from app.core.keys import Keys
from app.votes.models import Vote
from app.votes.roll import service as roll


class Knowable(Protocol):
    """As much of a vote as decides who may know of it."""

    @property
    def id(self) -> UUID: ...
    @property
    def subject_tag(self) -> str: ...
    @property
    def locked_at(self) -> datetime | None: ...


_Vote = TypeVar("_Vote", bound=Knowable)


@dataclass(frozen=True)
class _Asked:
    id: UUID
    subject_tag: str
    locked_at: datetime | None


@dataclass(frozen=True)
class HeldVote:
    """A vote as its actor may know it."""

    vote: Vote
    actor: Actor
    leads: bool
    assists: bool

    def require_lead(self) -> None:
        if not self.leads:
            raise Forbidden

    def require_assistance(self) -> None:
        if not self.assists:
            raise Forbidden


def subject_tag(keys: Keys, *, vote_id: UUID, person_id: UUID) -> str:
    """Whom a vote concerns, in a way that can be asked but not read."""
    return keys.keyed_hash("vote subject", vote_id, person_id)


def concerns(db: Session, vote: Knowable, person_id: UUID | None) -> bool:
    return person_id is not None and vote.subject_tag == subject_tag(db.keys, vote_id=vote.id, person_id=person_id)


async def load(db: Session, vote_id: UUID, *, to_change: bool) -> Vote:
    """The vote; to change, after queueing for it behind every envelope on its way in. Raises NotFound."""
    query = select(Vote).where(Vote.id == vote_id)
    if to_change:
        query = query.with_for_update().execution_options(populate_existing=True)
    found = (await db.exec(query)).first()
    if found is None:
        raise NotFound
    return found


async def hold(db: Session, vote_id: UUID, *, actor: Actor, to_change: bool = False) -> HeldVote:
    """The vote as this actor may know it.

    For whoever may not, the database is asked the same two questions whether there is such a vote or not, and its lock
    is not queued for. Raises NotFound.
    """
    rows = await db.exec(select(Vote.id, Vote.subject_tag, Vote.locked_at).where(Vote.id == vote_id))
    if not await visible(db, [_Asked(*row) for row in rows.all()], actor=actor):
        raise NotFound
    return HeldVote(
        vote=await load(db, vote_id, to_change=to_change),
        actor=actor,
        leads=may(Task.LEAD_VOTES, offices=actor.offices),
        assists=may(Task.ASSIST_VOTES, offices=actor.offices),
    )


async def visible(db: Session, votes: Sequence[_Vote], *, actor: Actor) -> list[_Vote]:
    """Those the actor may know of: all for who leads or assists; before lock the group; after it the roll.

    Who may only know of some has the roll asked once, for no vote at all as well.
    """
    if actor.person_id is None:
        return []
    others = [vote for vote in votes if not concerns(db, vote, actor.person_id)]
    if may(Task.ASSIST_VOTES, offices=actor.offices):
        return others
    on_roll = await roll.on_roll_of(db, [vote.id for vote in others], person_id=actor.person_id)
    is_in_group = actor.holds(*COUNCIL_GROUP)
    return [vote for vote in others if vote.id in on_roll or (is_in_group and vote.locked_at is None)]
