"""A link on paper takes two who owe each other nothing; whoever leads the vote only where nobody else is left."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.access.actor import Actor
from app.audit import service as audit
from app.core.database import Session
from app.votes import pairs, running
from app.votes.errors import AlreadyDrawn, SecondNotIndependent, SlipNotByWhoLeads, VoteHasMovedOn, VotesOnPaper
from app.votes.models import Vote
from app.votes.roll import service as roll
from app.votes.roll.models import RollEntry
from app.votes.rules import VoteStatus


def can_be_printed(vote: Vote) -> bool:
    """While someone can still draw."""
    return vote.status is VoteStatus.CREDENTIALS_OUT and not vote.is_drawing_closed


@dataclass(frozen=True)
class Asked:
    """What became of one slip: `path` to print, a second person waited for, or why there is none."""

    entry_id: UUID
    path: str | None = None
    refusal: AlreadyDrawn | SecondNotIndependent | VotesOnPaper | None = None

    @property
    def waits_for_second(self) -> bool:
        return self.path is None and self.refusal is None


async def ask(db: Session, vote: Vote, *, entry_id: UUID, actor: Actor) -> str | None:
    """The path to print, when a second person asks; None for the first. It voids the mailed link.

    Raises NotFound, VoteHasMovedOn, AlreadyDrawn, VotesOnPaper, SlipNotByWhoLeads and SecondNotIndependent.
    """
    [asked] = await ask_for_each(db, vote, entry_ids=[entry_id], actor=actor)
    if asked.refusal is not None:
        raise asked.refusal
    return asked.path


async def ask_for_each(db: Session, vote: Vote, *, entry_ids: Sequence[UUID], actor: Actor) -> list[Asked]:
    """As `ask`, for each and in their order. One who drew meanwhile keeps no slip from the others.

    Raises NotFound, VoteHasMovedOn and SlipNotByWhoLeads, and has then changed nothing.
    """
    if not can_be_printed(vote):
        raise VoteHasMovedOn
    entries = await roll.entries_to_change(db, vote_id=vote.id, entry_ids=entry_ids)
    printers = await pairs.possible(db, vote)
    if actor.tag not in printers:
        raise SlipNotByWhoLeads
    firsts = {entry.slip_asked_by for entry in entries} - {None, actor.tag}
    # Whoever asked first and may not any more counts for nothing.
    known = {tag: printers[tag] for tag in firsts if tag is not None and tag in printers}
    second_to = {tag for tag, first in known.items() if await pairs.are_independent(db, first, printers[actor.tag])}
    asked = [_ask(entry, actor=actor, known=known.keys(), second_to=second_to) for entry in entries]
    await db.flush()
    for each in asked:
        if each.refusal is None:
            kind = "vote-slip-asked" if each.path is None else "vote-slip-printed"
            audit.record(db, kind, actor=actor.tag, subject=vote.id, entry=str(each.entry_id))
    return asked


def _ask(entry: RollEntry, *, actor: Actor, known: Collection[str], second_to: Collection[str]) -> Asked:
    first = entry.slip_asked_by
    if first is not None and first != actor.tag:
        if first not in known:
            entry.slip_asked_by = None
        elif first not in second_to:
            return Asked(entry.id, refusal=SecondNotIndependent())
    try:
        token = roll.ask_for_slip(entry, asked_by=actor.tag)
    except (AlreadyDrawn, VotesOnPaper) as refusal:
        return Asked(entry.id, refusal=refusal)
    return Asked(entry.id, path=None if token is None else running.link_path(entry.vote_id, token))


async def prints(db: Session, vote: Vote, *, actor: Actor) -> bool:
    """Whether the actor can be one of the two now."""
    return can_be_printed(vote) and actor.tag in await pairs.possible(db, vote)
