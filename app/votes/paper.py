"""Ballots on paper, in a room: who votes so, and what two people count by hand, each for themselves.

Nobody is shown what another has entered: two who agree have counted, and not copied. Until two are equal nothing is
opened.
"""

import json
from dataclasses import dataclass
from itertools import combinations
from uuid import UUID

from sqlmodel import select

from app.access.actor import Actor
from app.audit import service as audit
from app.core.database import Session
from app.core.due_work import schedule
from app.core.errors import Forbidden, InvalidInput
from app.votes import pairs, rules, running, sealed
from app.votes.access import HeldVote
from app.votes.ballot_box import service as box
from app.votes.counting import OnPaper
from app.votes.errors import PaperOnlyInARoom, VoteHasMovedOn
from app.votes.manifest import Held, Manifest
from app.votes.models import Vote, VotePaperCount
from app.votes.paper_schemas import PaperCountWrite, PaperRead, TallyFigures
from app.votes.roll import service as roll
from app.votes.roll.service import RollCount
from app.votes.rules import Tally, Turnout, VoteStatus
from app.votes.tellers import seats


async def mark(db: Session, vote: Vote, *, entry_id: UUID, votes_on_paper: bool, actor: Actor) -> None:
    """Whether this entry votes on paper: that voids its link, and counts as present. Until drawing closes.

    Raises NotFound, VoteHasMovedOn, PaperOnlyInARoom and AlreadyDrawn.
    """
    if vote.status is not VoteStatus.CREDENTIALS_OUT or vote.is_drawing_closed:
        raise VoteHasMovedOn
    if vote.held is not Held.IN_A_ROOM:
        raise PaperOnlyInARoom
    entry = await roll.entry_to_change(db, vote_id=vote.id, entry_id=entry_id)
    if entry.votes_on_paper == votes_on_paper:
        return
    roll.mark_paper(entry, votes_on_paper=votes_on_paper)
    await db.flush()
    kind = "vote-paper-marked" if votes_on_paper else "vote-paper-taken-back"
    audit.record(db, kind, actor=actor.tag, subject=vote.id, entry=str(entry.id))


# --- the two who count -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Counted:
    """What one person counted; no tally where the ballots were too few to be looked at."""

    ballots: int
    tally: Tally | None

    def to_bytes(self) -> bytes:
        split = None if self.tally is None else [self.tally.against, self.tally.for_, self.tally.blank]
        return json.dumps([self.ballots, split]).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Counted":
        ballots, split = json.loads(data)
        return cls(ballots, None if split is None else Tally(*split))


async def enter(db: Session, held: HeldVote, wanted: PaperCountWrite) -> None:
    """One of the two has counted. Entered again it takes the place of their own; with two that are equal it is settled.

    Raises Forbidden, VoteHasMovedOn and InvalidInput.
    """
    vote = held.vote
    counters = await _counters(db, vote)
    if held.actor.tag not in counters:
        raise Forbidden
    if not await are_awaited(db, vote):
        raise VoteHasMovedOn
    counted = _checked(vote, wanted, marked=(await roll.count(db, vote.id)).paper)
    tag, data = _counter_tag(db, vote.id, counters[held.actor.tag]), counted.to_bytes()
    lies_there = sealed.seal(db.keys, data, vote_id=vote.id, field=_field(tag))
    row = await db.get(VotePaperCount, (vote.id, tag))
    if row is None:
        db.add(VotePaperCount(vote_id=vote.id, tag=tag, sealed_count=lies_there))
    else:
        row.sealed_count = lies_there
    await db.flush()
    audit.record(db, "vote-paper-entered", actor=held.actor.tag, subject=vote.id)
    if await _settled(db, vote) is None:
        return
    audit.record(db, "vote-paper-counted", actor=held.actor.tag, subject=vote.id)
    due_at = running.check_ends_at(vote)
    if due_at is not None:
        await schedule(db, kind=running.JOB, subject=str(vote.id), due_at=due_at)


def _checked(vote: Vote, wanted: PaperCountWrite, *, marked: int) -> Counted:
    if wanted.ballots > marked:
        raise InvalidInput(fields=[("body.ballots", "more-than-marked")])
    tally = wanted.tally.tally() if wanted.tally else None
    if (tally is None) != (wanted.ballots < fewest_of(vote)):
        raise InvalidInput(fields=[("body.tally", "belongs-to-a-batch-that-is-counted")])
    if tally is not None and tally.cast != wanted.ballots:
        raise InvalidInput(fields=[("body.tally", "adds-up-to-something-else")])
    return Counted(wanted.ballots, tally)


def fewest_of(vote: Vote) -> int:
    """So many ballots on paper make a batch."""
    if vote.manifest is None:
        raise VoteHasMovedOn
    return rules.fewest_of_batch(Manifest.from_bytes(vote.manifest).fewest_envelopes)


async def are_awaited(db: Session, vote: Vote) -> bool:
    """Whether nothing is opened because two have not yet entered the same; never of a vote that stays sealed anyway."""
    if vote.status is not VoteStatus.CLOSED or vote.manifest is None or vote.held is not Held.IN_A_ROOM:
        return False
    counted = await roll.count(db, vote.id)
    if counted.paper == 0 or _stays_sealed(vote.manifest, counted, envelopes=await box.count_of(db, vote.id)):
        return False
    return await _settled(db, vote) is None


def _stays_sealed(manifest: bytes, counted: RollCount, *, envelopes: int) -> bool:
    locked = Manifest.from_bytes(manifest)
    turnout = Turnout(
        roll=locked.roll.size,
        present=counted.present,
        drawn=counted.drawn,
        envelopes=min(envelopes, counted.drawn),
        paper=counted.paper,
    )
    return rules.must_stay_sealed(turnout, locked.quorum.rule(), fewest_envelopes=locked.fewest_envelopes)


async def found(db: Session, vote: Vote, manifest: Manifest, counted: RollCount, *, envelopes: int) -> OnPaper:
    """What goes into the count: what two agreed on, and nothing of a vote that stays sealed."""
    if counted.paper == 0 or _stays_sealed(manifest.to_bytes(), counted, envelopes=envelopes):
        return OnPaper(marked=counted.paper)
    settled = await _settled(db, vote)
    if settled is None:
        return OnPaper(marked=counted.paper)
    return OnPaper(marked=counted.paper, tally=settled.tally, uncounted=settled.ballots if settled.tally is None else 0)


async def as_read(db: Session, held: HeldVote) -> PaperRead:
    """For who can be one of the two. Raises Forbidden and, before the roll is locked, VoteHasMovedOn."""
    vote, counters = held.vote, await _counters(db, held.vote)
    if held.actor.tag not in counters:
        raise Forbidden
    entered = await _entered(db, vote)
    own = entered.get(counters[held.actor.tag])
    return PaperRead(
        marked=(await roll.count(db, vote.id)).paper,
        fewest=fewest_of(vote),
        is_awaited=await are_awaited(db, vote),
        ballots=own.ballots if own else None,
        tally=TallyFigures.of(own.tally) if own and own.tally else None,
        others=len(entered) - (own is not None),
        differ=len(entered) > 1 and await _settled(db, vote) is None,
    )


async def can_count(db: Session, held: HeldVote) -> bool:
    return held.actor.tag in await _counters(db, held.vote)


async def _counters(db: Session, vote: Vote) -> dict[str, UUID]:
    """By tag, who can be one of the two: its tellers, or without tellers those who could print a slip together."""
    if not vote.teller_threshold:
        return await pairs.possible(db, vote)
    known = await seats.people_of(db, vote.id)
    seated = [known[seat.tag] for seat in await seats.seats_of(db, vote.id) if seat.tag in known]
    return {tag: person.person_id for tag, person in seated}


async def _entered(db: Session, vote: Vote) -> dict[UUID, Counted]:
    """By person. Whoever entered and may not any more counts for nothing."""
    by_tag = {_counter_tag(db, vote.id, each): each for each in (await _counters(db, vote)).values()}
    rows = (await db.exec(select(VotePaperCount).where(VotePaperCount.vote_id == vote.id))).all()
    return {
        by_tag[row.tag]: Counted.from_bytes(
            sealed.unseal(db.keys, row.sealed_count, vote_id=vote.id, field=_field(row.tag))
        )
        for row in rows
        if row.tag in by_tag
    }


async def _settled(db: Session, vote: Vote) -> Counted | None:
    """What two of them found alike."""
    entered = await _entered(db, vote)
    for (one, first), (other, second) in combinations(sorted(entered.items()), 2):
        if first == second and (vote.teller_threshold or await pairs.are_independent(db, one, other)):
            return first
    return None


def _counter_tag(db: Session, vote_id: UUID, person_id: UUID) -> str:
    """A person as one of those who count. Not their tag on the roll: neither row can be found from the other."""
    return db.keys.keyed_hash("vote paper", vote_id, person_id)


def _field(tag: str) -> str:
    return f"paper-count-{tag}"
