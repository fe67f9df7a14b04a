"""Seats as the rest of a vote sees them: whose they are, whether all is ready, and striking one."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, or_, update
from sqlmodel import col, select

from app.core.database import Session
from app.core.keys import Keys, PersonTag
from app.people import service as people
from app.people.service import PersonName
from app.votes.models import Vote
from app.votes.rules import VoteStatus
from app.votes.tellers import rules
from app.votes.tellers.models import VoteShares, VoteTeller, VoteTellerCount


def teller_tag(keys: Keys, *, vote_id: UUID, person_id: UUID) -> str:
    """A person as teller of one vote. Not their tag on its roll: neither row can be found from the other."""
    return keys.keyed_hash("vote teller", vote_id, person_id)


async def told_by(db: Session, vote_ids: Iterable[UUID], *, person_id: UUID) -> set[UUID]:
    """Those of the votes that the person is a teller of."""
    tags = [teller_tag(db.keys, vote_id=vote_id, person_id=person_id) for vote_id in vote_ids]
    return set((await db.exec(select(VoteTeller.vote_id).where(col(VoteTeller.tag).in_(tags)))).all())


async def seats_of(db: Session, vote_id: UUID) -> list[VoteTeller]:
    """By number; before lock in the order of random ids."""
    query = select(VoteTeller).where(VoteTeller.vote_id == vote_id).order_by(col(VoteTeller.number), col(VoteTeller.id))
    return list((await db.exec(query)).all())


async def seat_of(db: Session, vote_id: UUID, *, person_id: UUID | None) -> VoteTeller | None:
    if person_id is None:
        return None
    tag = teller_tag(db.keys, vote_id=vote_id, person_id=person_id)
    return (await db.exec(select(VoteTeller).where(VoteTeller.vote_id == vote_id, VoteTeller.tag == tag))).first()


async def people_of(db: Session, vote_id: UUID) -> dict[str, tuple[PersonTag, PersonName]]:
    """Everyone who could sit there, by the tag of a seat: only who has the installation's key can tell."""
    return {
        teller_tag(db.keys, vote_id=vote_id, person_id=each.person_id): (tag, each)
        for tag, each in (await people.names_by_tag(db)).items()
    }


async def person_tags_of(db: Session, vote_id: UUID) -> list[PersonTag]:
    """Who sits there, for a notice."""
    known = await people_of(db, vote_id)
    return [known[seat.tag][0] for seat in await seats_of(db, vote_id) if seat.tag in known]


async def are_ready(db: Session, vote: Vote) -> bool:
    """Whether the vote can be locked with them."""
    seats = await seats_of(db, vote.id)
    return len(seats) >= vote.teller_threshold and all(seat.has_keys and not seat.is_struck for seat in seats)


async def have_confirmed(db: Session, vote: Vote) -> bool:
    """Whether casting can open; also for a vote without tellers."""
    seats = await seats_of(db, vote.id)
    return all(seat.confirmation is not None and not seat.is_struck for seat in seats)


def opening_set_of(vote: Vote) -> tuple[int, ...]:
    """Empty until enough tellers have sent their shares."""
    return tuple(int(number) for number in vote.opening_set.split(",")) if vote.opening_set else ()


async def settle_opening_set(db: Session, vote: Vote, *, without: int | None = None) -> None:
    """Fix who opens, as soon as enough have sent. What was signed on another set is void."""
    await db.flush()
    before = opening_set_of(vote)
    senders = [seat.number for seat in await seats_of(db, vote.id) if seat.has_sent and not seat.is_struck]
    numbers = [number for number in senders if number is not None]
    now = rules.opening_set(numbers, threshold=vote.teller_threshold, before=before, without=without) or ()
    if now == before:
        return
    vote.opening_set = ",".join(map(str, now)) or None
    if before:
        await _void_counts(db, vote.id)


async def _void_counts(db: Session, vote_id: UUID) -> None:
    await db.exec(delete(VoteTellerCount).where(col(VoteTellerCount.vote_id) == vote_id))
    await db.exec(update(VoteTeller).where(col(VoteTeller.vote_id) == vote_id).values(has_signed=False))


async def strike(db: Session, vote: Vote, *, person_id: UUID) -> None:
    """They are part of the matter: they count no more, and nothing that they sent or signed does. Source: CON-01.

    Before lock the seat is gone. After it a seat is short: casting does not open, and an open vote is counted by the
    others while there are enough of them.
    """
    seat = await seat_of(db, vote.id, person_id=person_id)
    if seat is None:
        return
    if seat.number is None:
        await db.delete(seat)
        await db.flush()
        return
    number = seat.number
    seat.tag = seat.confirmation = None
    seat.has_sent = seat.has_signed = False
    await db.exec(
        delete(VoteShares).where(
            col(VoteShares.vote_id) == vote.id,
            or_(col(VoteShares.from_number) == number, col(VoteShares.to_number) == number),
        )
    )
    await db.exec(
        delete(VoteTellerCount).where(col(VoteTellerCount.vote_id) == vote.id, col(VoteTellerCount.number) == number)
    )
    if vote.opening_set and vote.status is VoteStatus.CLOSED:
        await settle_opening_set(db, vote)
    await db.flush()


async def destroy_passed(db: Session, vote_id: UUID) -> None:
    """Counted or not: what tellers passed to each other has no use any more but to be attacked."""
    await db.exec(delete(VoteShares).where(col(VoteShares.vote_id) == vote_id))
    await db.exec(delete(VoteTellerCount).where(col(VoteTellerCount.vote_id) == vote_id))


async def unlock(db: Session, vote_id: UUID) -> None:
    """Another manifest is to come: keys stay, what was confirmed is void, and a struck seat is gone."""
    await db.exec(delete(VoteTeller).where(col(VoteTeller.vote_id) == vote_id, col(VoteTeller.tag).is_(None)))
    await db.exec(update(VoteTeller).where(col(VoteTeller.vote_id) == vote_id).values(number=None, confirmation=None))
