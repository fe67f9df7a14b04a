"""A teller's keys and confirmation, and the tellers as those who know of the vote see them."""

import hashlib
from collections.abc import Collection
from uuid import UUID

from sqlmodel import col, select

from app.access.actor import Actor
from app.audit import service as audit
from app.core import clock
from app.core.database import Session
from app.votes import messages, p256, running, setup
from app.votes.access import HeldVote
from app.votes.errors import VoteHasMovedOn
from app.votes.kinds import BEFORE_LOCK, TellerTask
from app.votes.manifest import Manifest, short_hash
from app.votes.models import Vote
from app.votes.rules import VoteStatus
from app.votes.tellers import counts, seats
from app.votes.tellers.errors import TellerKeysInvalid, TellerSignatureInvalid
from app.votes.tellers.models import VoteTeller
from app.votes.tellers.schemas import TellerKeysWrite, TellerRead, TellersRead

CONFIRMABLE = frozenset({VoteStatus.ROLL_LOCKED, VoteStatus.CREDENTIALS_OUT})


async def as_read(db: Session, held: HeldVote) -> TellersRead:
    vote, usual = held.vote, setup.rule_of(held.vote).tellers
    known = await seats.people_of(db, vote.id)
    chosen = seats.opening_set_of(vote)
    lines = []
    for seat in await seats.seats_of(db, vote.id):
        person = known[seat.tag][1] if seat.tag in known else None
        lines.append(
            TellerRead(
                name=person.display_name if person else None,
                person_id=person.person_id if person else None,
                number=seat.number,
                has_keys=seat.has_keys,
                has_confirmed=seat.confirmation is not None,
                has_sent=seat.has_sent,
                has_signed=seat.has_signed,
                is_in_opening_set=seat.number in chosen,
                is_struck=seat.is_struck,
                is_me=person is not None and person.person_id == held.actor.person_id,
                fingerprint=_fingerprint(seat),
            )
        )
    lines.sort(key=lambda line: (-1 if line.number is None else line.number, (line.name or "").casefold()))
    return TellersRead(
        threshold=vote.teller_threshold,
        usual_count=usual.count,
        usual_threshold=usual.threshold,
        tellers=lines,
        opening_set=list(chosen),
        counts_differ=await counts.differ(db, vote),
        opens_at=running.check_ends_at(vote) if vote.teller_threshold else None,
    )


async def tasks_of(db: Session, vote_ids: Collection[UUID], *, person_id: UUID | None) -> dict[UUID, TellerTask]:
    """What waits for this person as a teller, by vote. One question, whatever the answer."""
    if person_id is None:
        return {}
    tags = [seats.teller_tag(db.keys, vote_id=vote_id, person_id=person_id) for vote_id in vote_ids]
    query = select(Vote, VoteTeller).where(VoteTeller.vote_id == Vote.id, col(VoteTeller.tag).in_(tags))
    found = {vote.id: _task_of(vote, seat) for vote, seat in (await db.exec(query)).all()}
    return {vote_id: task for vote_id, task in found.items() if task is not None}


def _task_of(vote: Vote, seat: VoteTeller) -> TellerTask | None:
    if vote.status in BEFORE_LOCK:
        return None if seat.has_keys else TellerTask.KEYS
    if vote.status in CONFIRMABLE:
        return TellerTask.CONFIRMATION if seat.confirmation is None else None
    ends_at = running.check_ends_at(vote)
    if vote.status is not VoteStatus.CLOSED or ends_at is None or clock.now() < ends_at or seat.has_signed:
        return None
    # Whoever has sent their shares waits for the others.
    waits_for_others = seat.has_sent and not vote.opening_set
    return None if waits_for_others else TellerTask.OPENING


def _fingerprint(seat: VoteTeller) -> str | None:
    if seat.sealing_key is None or seat.signing_key is None:
        return None
    return short_hash(hashlib.sha256(seat.sealing_key + seat.signing_key).digest())


async def give_keys(db: Session, vote: Vote, seat: VoteTeller, wanted: TellerKeysWrite) -> None:
    """Until lock they can be given anew. Raises VoteHasMovedOn, PointInvalid and what a wrong key is refused with."""
    if vote.status not in BEFORE_LOCK:
        raise VoteHasMovedOn
    for point in (wanted.sealing_key, wanted.signing_key):
        p256.key_from_point(point)
    message = messages.teller_key_message(str(vote.id), sealing=wanted.sealing_key, signing=wanted.signing_key)
    if not p256.is_signed(message, by=wanted.signing_key, signature=wanted.possession):
        raise TellerSignatureInvalid
    taken = {
        key
        for other in await seats.seats_of(db, vote.id)
        if other.id != seat.id
        for key in (other.sealing_key, other.signing_key)
    }
    if wanted.sealing_key == wanted.signing_key or not taken.isdisjoint({wanted.sealing_key, wanted.signing_key}):
        raise TellerKeysInvalid
    seat.sealing_key, seat.signing_key = wanted.sealing_key, wanted.signing_key
    await db.flush()


async def confirm(db: Session, vote: Vote, seat: VoteTeller, *, signature: bytes, actor: Actor) -> None:
    """Their page found their keys in the locked manifest. With the last of them casting can open at its time.

    Raises VoteHasMovedOn and TellerSignatureInvalid.
    """
    if vote.status not in CONFIRMABLE or vote.manifest is None or seat.signing_key is None:
        raise VoteHasMovedOn
    message = messages.teller_confirmation_message(Manifest.from_bytes(vote.manifest))
    if not p256.is_signed(message, by=seat.signing_key, signature=signature):
        raise TellerSignatureInvalid
    is_new, seat.confirmation = seat.confirmation is None, signature
    await db.flush()
    if not is_new:
        return
    audit.record(db, "vote-teller-confirmed", actor=actor.tag, subject=vote.id)
    if await seats.have_confirmed(db, vote):
        await running.schedule_next(db, vote)
