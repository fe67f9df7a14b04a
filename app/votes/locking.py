"""Locking the roll: from here on everything that a manifest holds stands."""

from uuid import UUID

from app.access.actor import Actor
from app.audit import service as audit
from app.core import clock
from app.core.database import Session
from app.votes import ceremony, preflight, running
from app.votes.errors import RollEmpty
from app.votes.models import Vote
from app.votes.roll import service as roll
from app.votes.rules import VoteStatus, check_transition
from app.votes.setup import names_of, question_of, rule_of, voters_of
from app.votes.tellers import naming, seats
from app.votes.tellers.errors import TellersNotReady


async def require_lockable(db: Session, vote: Vote) -> list[UUID]:
    """Who would be on the roll.

    Raises IllegalTransition, TimesOutOfOrder, RollEmpty, TellersNotReady, PreflightMissing and PreflightOutdated.
    """
    check_transition(vote.status, to=VoteStatus.ROLL_LOCKED)
    running.require_times_ahead(vote)
    voters = await voters_of(db, vote)
    if not voters:
        raise RollEmpty
    if vote.teller_threshold and not await seats.are_ready(db, vote):
        raise TellersNotReady
    await preflight.require_current(db, vote, voters=voters)
    return voters


async def lock_roll(db: Session, vote: Vote, *, made: ceremony.VoteKeys, actor: Actor) -> None:
    """Snapshot of the group without whom it concerns, and everything else that may not change from here on.

    Raises what `require_lockable` raises, and TellerNotEligible. Source: CGR-05.
    """
    voters = await require_lockable(db, vote)
    tellers = await naming.take_places(db, vote)
    await roll.lock(db, vote_id=vote.id, voters=voters)
    names = await names_of(db, voters)
    question = await question_of(db, vote)
    manifest = ceremony.lock(
        db.keys,
        vote,
        made=made,
        question=question,
        fewest_envelopes=rule_of(vote).fewest_envelopes,
        names=names,
        tellers=tellers,
        at=clock.now(),
    )
    vote.status = VoteStatus.ROLL_LOCKED
    vote.version += 1
    audit.record(
        db,
        "vote-roll-locked",
        actor=actor.tag,
        subject=vote.id,
        roll=str(len(voters)),
        manifest=manifest.hash.hex(),
    )
