"""Two who owe each other nothing, for what one alone must not do."""

from itertools import combinations
from uuid import UUID

from app.access.rules import TASKS, Task
from app.core.database import Session
from app.people import service as people
from app.votes import access
from app.votes.models import Vote

_OFFICES = TASKS[Task.ASSIST_VOTES] | TASKS[Task.STAND_IN_FOR_CHAIR]


async def possible(db: Session, vote: Vote) -> dict[str, UUID]:
    """By tag, everyone who can be one of the two: those who assist; whoever leads only where no two others can."""
    assisting: dict[str, UUID] = {db.keys.person_tag(each): each for each in await access.assistants(db, vote)}
    others = {tag: person_id for tag, person_id in assisting.items() if tag != vote.chair}
    for one, other in combinations(others.values(), 2):
        if await are_independent(db, one, other):
            return others
    return assisting


async def are_independent(db: Session, one: UUID, other: UUID) -> bool:
    """Whether neither has from the other alone what lets them assist."""
    return not (
        await people.is_shadow_of(db, one, giver=other, offices=_OFFICES)
        or await people.is_shadow_of(db, other, giver=one, offices=_OFFICES)
    )
