"""From the summons to the closed box, by whoever leads the vote or at the set times."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col

from app.audit import service as audit
from app.core import clock
from app.core.database import Session
from app.core.due_work import schedule
from app.core.keys import PersonTag
from app.notifications.hooks import Link
from app.notifications.rules import NoticeKind
from app.notifications.service import notify
from app.people import service as people
from app.votes import ceremony, rules, sealed
from app.votes.ballot_box import service as box
from app.votes.errors import (
    AdmissionsUnused,
    BarrierNotPassed,
    BeforeAnnouncedTime,
    PaperBatchTooSmall,
    TimesOutOfOrder,
    VoteHasMovedOn,
)
from app.votes.hooks import SummonedVote, summoned
from app.votes.kinds import RESULT_IS_KNOWN
from app.votes.manifest import Held, Manifest
from app.votes.models import Vote, VotePaperCount
from app.votes.roll import service as roll
from app.votes.roll.models import RollEntry
from app.votes.rules import IllegalTransition, VoteStatus, check_transition
from app.votes.tellers import seats
from app.votes.tellers.errors import TellersNotConfirmed

JOB = "move-vote"
REMINDER_JOB = "remind-voters"


def require_times_ahead(vote: Vote) -> None:
    """Raises TimesOutOfOrder: what is announced for a time that has passed would be over before it began."""
    times = (vote.drawing_closes_at, vote.casting_opens_at, vote.closes_at)
    if vote.closes_at is None or any(time is not None and time <= clock.now() for time in times):
        raise TimesOutOfOrder


async def summon(db: Session, vote: Vote, *, by: str) -> None:
    """Have each on the roll sent a personal link; the link is made when its mail is sent. Source: CGR-05.

    Raises TimesOutOfOrder.
    """
    check_transition(vote.status, to=VoteStatus.CREDENTIALS_OUT)
    require_times_ahead(vote)
    is_told_first = vote.summoned_at is None
    vote.status, vote.summoned_at, vote.reminded_at = VoteStatus.CREDENTIALS_OUT, clock.now(), None
    vote.version += 1
    for entry, tag in await with_person_tags(db, vote.id):
        await notify(
            db, NoticeKind.VOTE_SUMMONS, to=tag, about=entry.id, useless_from=vote.drawing_closes_at or clock.now()
        )
    await schedule_next(db, vote)
    reminds_at = next_reminder(vote)
    if reminds_at is not None:
        await schedule(db, kind=REMINDER_JOB, subject=str(vote.id), due_at=reminds_at)
    audit.record(db, "vote-summons-sent", actor=by, subject=vote.id)
    if vote.case_id is not None and is_told_first:
        await summoned(db, SummonedVote(vote.id, vote.case_id, vote.names_affected, by))


async def make_link(db: Session, to: PersonTag, entry_id: UUID | None) -> Link | None:
    """For the outbox. Nothing to someone whose link was printed, or once drawing has closed."""
    entry = await entry_still_to_draw(db, to, entry_id)
    if entry is None or entry.is_on_paper:
        return None
    return Link(link_path(entry.vote_id, roll.new_link(entry, on_paper=False)), voids_older=True)


async def entry_still_to_draw(db: Session, to: PersonTag, entry_id: UUID | None) -> RollEntry | None:
    """The entry, if it is this person's, has not drawn, and still can."""
    # Queues for it: closing the drawing writes the entries anew.
    entry = await db.get(RollEntry, entry_id, with_for_update=True) if entry_id else None
    vote = await db.get(Vote, entry.vote_id) if entry else None
    if entry is None or vote is None or entry.has_drawn or entry.votes_on_paper:
        return None
    if vote.status is not VoteStatus.CREDENTIALS_OUT or vote.is_drawing_closed:
        return None
    if vote.drawing_closes_at is not None and vote.drawing_closes_at <= clock.now():
        return None
    person = await people.person_by_tag(db, to)
    if person is None or entry.voter != roll.voter_tag(db.keys, vote_id=vote.id, person_id=person.id):
        return None
    return entry


def link_path(vote_id: UUID, token: str) -> str:
    """In the fragment: a browser sends it to no server, so no log or proxy sees it."""
    return f"/rosta#{vote_id}.{token}"


async def close_drawing(db: Session, vote: Vote, *, by: str) -> None:
    """From here on nobody draws; everyone is told whether their link was used: someone else's hand shows now.

    Raises BeforeAnnouncedTime: the manifest's time holds for as long as anyone could need it. And PaperBatchTooSmall,
    while the few who are marked to vote on paper can still borrow a device, or be joined by others.
    """
    if vote.status is not VoteStatus.CREDENTIALS_OUT or vote.is_drawing_closed:
        raise VoteHasMovedOn
    if not _has_come(vote.drawing_closes_at) and not await _all_have_drawn(db, vote.id):
        raise BeforeAnnouncedTime
    await _require_batch(db, vote)
    vote.is_drawing_closed = True
    vote.version += 1
    await roll.forget_the_order_of_draws(db, vote.id)
    for entry, tag in await with_person_tags(db, vote.id):
        await notify(db, _end_of_drawing(entry), to=tag, useless_from=vote.casting_opens_at or clock.now())
    await schedule_next(db, vote)
    audit.record(db, "vote-drawing-closed", actor=by, subject=vote.id)


async def _require_batch(db: Session, vote: Vote) -> None:
    """Raises PaperBatchTooSmall."""
    marked = (await roll.count(db, vote.id)).paper
    if vote.manifest is None or marked == 0:
        return
    if marked < rules.fewest_of_batch(Manifest.from_bytes(vote.manifest).fewest_envelopes):
        raise PaperBatchTooSmall


def _end_of_drawing(entry: RollEntry) -> NoticeKind:
    if entry.votes_on_paper:
        return NoticeKind.VOTE_ON_PAPER
    return NoticeKind.VOTE_LINK_USED if entry.has_drawn else NoticeKind.VOTE_LINK_UNUSED


async def open_casting(db: Session, vote: Vote, *, by: str) -> None:
    """The barrier: never while anyone can still draw. The issuing keys go, so that nothing can be minted any more.

    Raises BarrierNotPassed, BeforeAnnouncedTime, TimesOutOfOrder, and TellersNotConfirmed: what is sealed to keys that
    nobody has found in the manifest could be sealed to anyone's.
    """
    check_transition(vote.status, to=VoteStatus.OPEN)
    if not vote.is_drawing_closed:
        raise BarrierNotPassed
    if not _has_come(vote.casting_opens_at):
        raise BeforeAnnouncedTime  # whoever drew last has the page open: the first envelope would be theirs
    if vote.closes_at is None or vote.closes_at <= clock.now():
        raise TimesOutOfOrder
    if not await seats.have_confirmed(db, vote):
        raise TellersNotConfirmed
    vote.status = VoteStatus.OPEN
    vote.sealed_issuing_keys = None
    vote.version += 1
    if vote.held is Held.AT_A_DISTANCE:  # in a room the chair says so
        for entry, tag in await with_person_tags(db, vote.id):
            if entry.has_drawn:
                await notify(db, NoticeKind.VOTE_OPENED, to=tag, useless_from=vote.closes_at)
    await schedule_next(db, vote)
    audit.record(db, "vote-opened", actor=by, subject=vote.id)


def _has_come(announced: datetime | None) -> bool:
    """In a room nothing is announced: the chair says when."""
    return announced is None or announced <= clock.now()


async def _all_have_drawn(db: Session, vote_id: UUID) -> bool:
    counted = await roll.count(db, vote_id)
    return counted.drawn == counted.roll


async def close_early(db: Session, vote: Vote, *, by: str) -> None:
    """By whoever leads, once every admission is used. Raises AdmissionsUnused."""
    check_transition(vote.status, to=VoteStatus.CLOSED)
    if await box.count_of(db, vote.id) < (await roll.count(db, vote.id)).drawn:
        raise AdmissionsUnused
    await close(db, vote, by=by)


async def close(db: Session, vote: Vote, *, by: str) -> None:
    """No envelope comes in after this; states of lost pages are of no use and go."""
    check_transition(vote.status, to=VoteStatus.CLOSED)
    vote.status, vote.closed_at = VoteStatus.CLOSED, clock.now()
    vote.version += 1
    await box.rewrite_in_hash_order(db, vote.id)
    await roll.destroy_states(db, vote.id)
    await schedule_next(db, vote)
    audit.record(db, "vote-closed", actor=by, subject=vote.id)


async def tell_result(db: Session, vote: Vote) -> None:
    """Everyone on the roll is told that there is a result, never which."""
    for _, tag in await with_person_tags(db, vote.id):
        await notify(db, NoticeKind.VOTE_COUNTED, to=tag)


async def cancel(db: Session, vote: Vote, *, reason: str, by: str) -> None:
    """Before casting opens."""
    await _end(db, vote, to=VoteStatus.CANCELLED, reason=reason)
    audit.record(db, "vote-cancelled", actor=by, subject=vote.id)


async def void(db: Session, vote: Vote, *, reason: str, by: str) -> None:
    """A faulty vote: nothing is counted, and nothing can be any more. A new one may be held.

    A result that stands falls by a complaint alone. Raises IllegalTransition.
    """
    if vote.status in RESULT_IS_KNOWN:
        raise IllegalTransition("a result falls by a complaint")
    await _end(db, vote, to=VoteStatus.VOID, reason=reason)
    audit.record(db, "vote-voided", actor=by, subject=vote.id)


async def _end(db: Session, vote: Vote, *, to: VoteStatus, reason: str) -> None:
    check_transition(vote.status, to=to)
    vote.status = to
    vote.sealed_end_reason = sealed.seal_text(db.keys, reason, vote_id=vote.id, field="end-reason")
    vote.version += 1
    ceremony.destroy_keys(vote)
    await box.destroy(db, vote.id)
    await seats.destroy_passed(db, vote.id)
    await destroy_paper_counts(db, vote.id)
    await roll.destroy_states(db, vote.id)


async def destroy_paper_counts(db: Session, vote_id: UUID) -> None:
    """What each of two has entered has no use once the result stands, or nothing is counted."""
    await db.exec(delete(VotePaperCount).where(col(VotePaperCount.vote_id) == vote_id))


def check_ends_at(vote: Vote) -> datetime | None:
    return None if vote.closed_at is None else vote.closed_at + timedelta(seconds=vote.check_window_seconds)


def next_reminder(vote: Vote) -> datetime | None:
    """When those who have not drawn are reminded next. In a room nobody is: someone speaks."""
    if vote.status is not VoteStatus.CREDENTIALS_OUT or vote.is_drawing_closed:
        return None
    if vote.summoned_at is None or vote.drawing_closes_at is None:
        return None
    return rules.next_reminder(
        summoned_at=vote.summoned_at, reminded_at=vote.reminded_at, closes_at=vote.drawing_closes_at
    )


def next_due(vote: Vote) -> datetime | None:
    """When the vote moves on by itself."""
    match vote.status:
        case VoteStatus.CREDENTIALS_OUT:
            return vote.casting_opens_at if vote.is_drawing_closed else vote.drawing_closes_at
        case VoteStatus.OPEN:
            return vote.closes_at
        case VoteStatus.CLOSED:
            return check_ends_at(vote)
        case _:
            return None


async def schedule_next(db: Session, vote: Vote) -> None:
    due_at = next_due(vote)
    if due_at is not None:
        await schedule(db, kind=JOB, subject=str(vote.id), due_at=due_at)


async def with_person_tags(db: Session, vote_id: UUID) -> list[tuple[RollEntry, PersonTag]]:
    """Who stands behind each entry, for a notice that leaves at once."""
    tags = {
        roll.voter_tag(db.keys, vote_id=vote_id, person_id=each.person_id): tag
        for tag, each in (await people.names_by_tag(db)).items()
    }
    return [(entry, tags[entry.voter]) for entry in await roll.entries_of(db, vote_id)]
