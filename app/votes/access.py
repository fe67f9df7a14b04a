"""Who may know of a vote. Whom it concerns gets what a stranger gets, whatever office they hold. Source: CON-01."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from sqlmodel import col, select

from app.access.actor import Actor
from app.access.rules import BOARD, COUNCIL_GROUP, TASKS, Office, Task, may
from app.core.database import Session
from app.core.errors import Forbidden, NotFound
from app.core.keys import Keys
from app.notifications.rules import NoticeKind
from app.notifications.service import notify
from app.people import service as people
from app.votes.models import Vote, VoteConflict
from app.votes.roll import service as roll
from app.votes.tellers import seats


class Knowable(Protocol):
    """As much of a vote as decides who may know of it."""

    @property
    def id(self) -> UUID: ...
    @property
    def subject_tag(self) -> str: ...
    @property
    def mover_tag(self) -> str | None: ...
    @property
    def summoned_at(self) -> datetime | None: ...


_Vote = TypeVar("_Vote", bound=Knowable)


@dataclass(frozen=True)
class _Asked:
    id: UUID
    subject_tag: str
    mover_tag: str | None
    summoned_at: datetime | None


@dataclass(frozen=True)
class Known(Generic[_Vote]):
    """A vote as its actor may know it. `moved`: it is their motion, which says nothing of leading it.

    `is_summoned`: they are on its roll, and it has been told. Neither leader nor assistant is who only `is_teller`.
    """

    vote: _Vote
    actor: Actor
    leads: bool
    assists: bool
    moved: bool
    is_summoned: bool
    is_teller: bool

    @property
    def is_of_group(self) -> bool:
        """Whoever only counts its votes has no use for what the board tells the group, nor for who is on the roll."""
        return self.assists or self.moved or self.is_summoned

    def require_lead(self) -> None:
        if not self.leads:
            raise Forbidden

    def require_assistance(self) -> None:
        if not self.assists:
            raise Forbidden


HeldVote = Known[Vote]


def subject_tag(keys: Keys, *, vote_id: UUID, person_id: UUID) -> str:
    """Whom a vote concerns, in a way that can be asked but not read."""
    return keys.keyed_hash("vote subject", vote_id, person_id)


def mover_tag(keys: Keys, *, vote_id: UUID, person_id: UUID) -> str:
    """Whose motion it is, to be asked and not read: two motions by one member cannot be laid together."""
    return keys.keyed_hash("vote mover", vote_id, person_id)


def concerns(db: Session, vote: Knowable, person_id: UUID | None) -> bool:
    return person_id is not None and vote.subject_tag == subject_tag(db.keys, vote_id=vote.id, person_id=person_id)


def _moved(db: Session, vote: Knowable, actor: Actor) -> bool:
    """A motion is its mover's while they are in the group."""
    if actor.person_id is None or not actor.holds(*COUNCIL_GROUP):
        return False
    return vote.mover_tag == mover_tag(db.keys, vote_id=vote.id, person_id=actor.person_id)


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

    For whoever may not, the database is asked the same questions whether there is such a vote or not, and its lock is
    not queued for. Raises NotFound.
    """
    asked = select(Vote.id, Vote.subject_tag, col(Vote.mover_tag), col(Vote.summoned_at))
    rows = (await db.exec(asked.where(Vote.id == vote_id))).all()
    known = await visible(db, [_Asked(*row) for row in rows], actor=actor)
    if not known:
        raise NotFound
    vote = await load(db, vote_id, to_change=to_change)
    # What let them know may have ended while this request queued.
    held = await visible(db, [vote], actor=actor) if to_change else [_of(known[0], vote)]
    if not held:
        raise NotFound
    return held[0]


def _of(known: Known[_Asked], vote: Vote) -> HeldVote:
    return Known(
        vote=vote,
        actor=known.actor,
        leads=known.leads,
        assists=known.assists,
        moved=known.moved,
        is_summoned=known.is_summoned,
        is_teller=known.is_teller,
    )


async def visible(db: Session, votes: Sequence[_Vote], *, actor: Actor) -> list[Known[_Vote]]:
    """Those the actor may know of: who leads, assists, moved or tells it; from the summons on, the roll. ORG-04.

    Whoever is part of its matter is neither leader nor assistant; one who is off its roll does not know of it. Of a
    vote that ended before its summons the group learns nothing, not even that it was. The questions asked are the
    same for no vote at all.
    """
    if actor.person_id is None:
        return []
    conflicts = {
        vote_id: is_off_roll
        for (vote_id, _), is_off_roll in (await _conflicts_of(db, votes, people_ids=[actor.person_id])).items()
    }
    on_roll = await roll.on_roll_of(db, [vote.id for vote in votes], person_id=actor.person_id)
    told = await seats.told_by(db, [vote.id for vote in votes], person_id=actor.person_id)
    leading = await _may_lead(db, votes, actor=actor)
    held = [
        Known(
            vote=vote,
            actor=actor,
            leads=vote.id not in conflicts and vote.id in leading,
            assists=vote.id not in conflicts and (vote.id in leading or may(Task.ASSIST_VOTES, offices=actor.offices)),
            moved=_moved(db, vote, actor),
            is_summoned=vote.summoned_at is not None and vote.id in on_roll,
            is_teller=vote.id in told,
        )
        for vote in votes
        if not concerns(db, vote, actor.person_id) and not conflicts.get(vote.id, False)
    ]
    return [each for each in held if each.assists or each.moved or each.is_summoned or each.is_teller]


# Who leads when the chair cannot


async def _may_lead(db: Session, votes: Sequence[Knowable], *, actor: Actor) -> set[UUID]:
    """Those that the actor's offices let them lead, should they be no part of the matter."""
    if may(Task.LEAD_VOTES, offices=actor.offices):
        return {vote.id for vote in votes}
    return await led_by_board(db, votes) if may(Task.STAND_IN_FOR_CHAIR, offices=actor.offices) else set()


async def led_by_board(db: Session, votes: Sequence[Knowable]) -> set[UUID]:
    """Those that neither chair nor vice chair can lead: they are part of it, or there are none. Source: CON-02."""
    board = [person_id for office in Office if office in BOARD for person_id in await people.holders_of(db, office)]
    conflicts = await _conflicts_of(db, votes, people_ids=board)
    barred = [
        frozenset(each for each in board if concerns(db, vote, each) or (vote.id, each) in conflicts) for vote in votes
    ]
    acting = await people.next_in_line_past(db, Office.CHAIR, barred)
    return {vote.id for vote, found in zip(votes, acting, strict=True) if found.choice is not None}


async def lacks_leader(db: Session, *, barred: Collection[UUID]) -> bool:
    """Whether the board is to choose who acts as chair, past the barred. Source: CON-02."""
    return (await people.next_in_line(db, Office.CHAIR, barred=barred)).choice is not None


async def assistants(db: Session, vote: Vote) -> list[UUID]:
    """Everyone who may assist with it today."""
    return await _holding(db, vote, TASKS[Task.ASSIST_VOTES])


async def leaders(db: Session, vote: Vote) -> list[UUID]:
    """Everyone who may lead it today."""
    return await _holding(db, vote, TASKS[Task.LEAD_VOTES])


async def tell_leaders(db: Session, vote: Vote) -> bool:
    """Neutrally, that something waits for them; never whom it concerns. Whether there is anybody."""
    found = await leaders(db, vote)
    for person_id in found:
        await notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=db.keys.person_tag(person_id))
    return bool(found)


async def _holding(db: Session, vote: Vote, offices: frozenset[Office]) -> list[UUID]:
    """Of those offices, and the board where it leads, whoever is no part of the matter."""
    if await led_by_board(db, [vote]):
        offices = offices | TASKS[Task.STAND_IN_FOR_CHAIR]
    held = [person_id for office in sorted(offices) for person_id in await people.holders_of(db, office)]
    conflicts = await _conflicts_of(db, [vote], people_ids=held)
    return [each for each in dict.fromkeys(held) if not concerns(db, vote, each) and (vote.id, each) not in conflicts]


# Who is part of the matter


def conflict_tag(keys: Keys, *, vote_id: UUID, person_id: UUID) -> str:
    """Someone kept from leading. Not their tag on the roll: neither row can be found from the other."""
    return keys.keyed_hash("vote conflict", vote_id, person_id)


async def is_in_conflict(db: Session, vote: Knowable, person_id: UUID) -> bool:
    return (vote.id, person_id) in await _conflicts_of(db, [vote], people_ids=[person_id])


async def _conflicts_of(
    db: Session, votes: Sequence[Knowable], *, people_ids: Collection[UUID]
) -> dict[tuple[UUID, UUID], bool]:
    """By vote and person, who may not lead or assist, and whether they are off the roll as well."""
    asked = {
        conflict_tag(db.keys, vote_id=vote.id, person_id=person_id): (vote.id, person_id)
        for vote in votes
        for person_id in people_ids
    }
    found = await db.exec(select(VoteConflict.tag, VoteConflict.is_off_roll).where(col(VoteConflict.tag).in_(asked)))
    return {asked[tag]: is_off_roll for tag, is_off_roll in found.all()}
