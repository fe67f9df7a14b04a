"""A link on paper takes two who owe each other nothing; whoever leads the vote only where nobody else is left."""

from itertools import combinations
from uuid import UUID

from app.access.actor import Actor
from app.access.rules import TASKS, Task
from app.audit import service as audit
from app.core.database import Session
from app.people import service as people
from app.votes import access, running
from app.votes.errors import SecondNotIndependent, SlipNotByWhoLeads, VoteHasMovedOn
from app.votes.models import Vote
from app.votes.roll import service as roll
from app.votes.rules import VoteStatus

_OFFICES = TASKS[Task.ASSIST_VOTES] | TASKS[Task.STAND_IN_FOR_CHAIR]


def can_be_printed(vote: Vote) -> bool:
    """While someone can still draw."""
    return vote.status is VoteStatus.CREDENTIALS_OUT and not vote.is_drawing_closed


async def ask(db: Session, vote: Vote, *, entry_id: UUID, actor: Actor) -> str | None:
    """The path to print, when a second person asks; None for the first. It voids the mailed link.

    Raises NotFound, VoteHasMovedOn, AlreadyDrawn, SlipNotByWhoLeads and SecondNotIndependent.
    """
    if not can_be_printed(vote):
        raise VoteHasMovedOn
    entry = await roll.entry_to_change(db, vote_id=vote.id, entry_id=entry_id)
    printers = await _printers(db, vote)
    if actor.tag not in printers:
        raise SlipNotByWhoLeads
    first = printers.get(entry.slip_asked_by or "")
    if first is None:
        entry.slip_asked_by = None  # whoever asked first may not any more
    elif first != printers[actor.tag] and not await _are_independent(db, first, printers[actor.tag]):
        raise SecondNotIndependent
    token = roll.ask_for_slip(entry, asked_by=actor.tag)
    await db.flush()
    kind = "vote-slip-asked" if token is None else "vote-slip-printed"
    audit.record(db, kind, actor=actor.tag, subject=vote.id, entry=str(entry_id))
    return None if token is None else running.link_path(vote.id, token)


async def prints(db: Session, vote: Vote, *, actor: Actor) -> bool:
    """Whether the actor can be one of the two now."""
    return can_be_printed(vote) and actor.tag in await _printers(db, vote)


async def _printers(db: Session, vote: Vote) -> dict[str, UUID]:
    """By tag, everyone who can be one of the two."""
    assisting: dict[str, UUID] = {db.keys.person_tag(each): each for each in await access.assistants(db, vote)}
    others = {tag: person_id for tag, person_id in assisting.items() if tag != vote.chair}
    for one, other in combinations(others.values(), 2):
        if await _are_independent(db, one, other):
            return others
    return assisting


async def _are_independent(db: Session, one: UUID, other: UUID) -> bool:
    return not (
        await people.is_shadow_of(db, one, giver=other, offices=_OFFICES)
        or await people.is_shadow_of(db, other, giver=one, offices=_OFFICES)
    )
