"""The end of a vote's ballots: destroyed at the time that the policy's retention says, and what stays is a result.

What goes is all that could show how anyone voted: every line of an envelope or a ballot, and who on the roll drew,
was there, lost something or confirmed. What stays: the manifest, the numbers, the outcome, who signed, and the
bulletin's SHA-256, by which a copy that somebody kept can still be told to be the one.
"""

from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, select

from app.access.actor import SYSTEM
from app.audit import service as audit
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job, schedule
from app.core.errors import NotFound
from app.policy.loader import load as load_policy
from app.policy.rules import cleared_at
from app.policy.terms import Kept
from app.votes.access import load
from app.votes.ballot_box import service as box
from app.votes.models import PublishedBulletin, Vote, VoteComplaint
from app.votes.roll import service as roll
from app.votes.setup import complaints_end_at
from app.votes.tellers import seats

JOB = "destroy-ballots"
LOOKS_AGAIN = timedelta(minutes=1)


def due_at(vote: Vote) -> datetime | None:
    """When its ballots are destroyed; None while that is not known.

    Counted from the approved minutes, and for a result that fell from then; never while one can still complain.
    """
    since, complaints_end = vote.overturned_at or vote.minutes_approved_at, complaints_end_at(vote)
    if since is None or complaints_end is None or vote.ballots_destroyed_at is not None:
        return None
    policy = load_policy(vote.policy_name, vote.policy_version)
    return max(cleared_at(policy, kept=Kept.BALLOTS, since=since), complaints_end)


async def schedule_for(db: Session, vote: Vote) -> None:
    """Called whenever the answer of `due_at`, or what it waits for, has changed."""
    at = due_at(vote)
    if at is not None:
        await schedule(db, kind=JOB, subject=str(vote.id), due_at=at)


async def has_unanswered_complaint(db: Session, vote_id: UUID) -> bool:
    query = select(VoteComplaint.id).where(VoteComplaint.vote_id == vote_id, col(VoteComplaint.is_upheld).is_(None))
    return (await db.exec(query.limit(1))).first() is not None


async def destroy_ballots(database: Database, job: Job) -> datetime | None:
    """The leased job. A complaint that waits for its answer keeps them: whoever answers it schedules this anew.

    Nothing is done for good before the database's own log has let go of what was overwritten.
    """
    async with database.writing() as db:
        try:
            vote = await load(db, UUID(job.subject), to_change=True)
        except NotFound:
            return None
        if vote.ballots_destroyed_at is None:
            at = due_at(vote)
            if at is None or await has_unanswered_complaint(db, vote.id):
                return None
            if at > clock.now():
                return at
            await _destroy(db, vote)
    return None if await database.let_go_of_what_was_overwritten() else clock.now() + LOOKS_AGAIN


async def _destroy(db: Session, vote: Vote) -> None:
    published = await db.get(PublishedBulletin, vote.id)
    if published is not None:
        published.file = None
    await box.destroy(db, vote.id)
    await seats.destroy_passed(db, vote.id)
    await roll.destroy_marks(db, vote.id)
    vote.ballots_destroyed_at = clock.now()
    vote.version += 1
    audit.record(db, "vote-ballots-destroyed", actor=SYSTEM.tag, subject=vote.id)
    await db.flush()
