"""Who are named as tellers, and their places in the manifest."""

from uuid import UUID

from app.access.actor import Actor
from app.access.rules import Office
from app.audit import service as audit
from app.core.database import Session
from app.core.errors import NotFound
from app.notifications.rules import NoticeKind
from app.notifications.service import notify
from app.people import service as people
from app.votes import access
from app.votes.errors import VoteHasMovedOn
from app.votes.kinds import BEFORE_LOCK
from app.votes.manifest import Teller
from app.votes.models import Vote
from app.votes.tellers import seats
from app.votes.tellers.errors import TellerNotEligible, TellersNotReady
from app.votes.tellers.models import VoteTeller
from app.votes.tellers.schemas import TellersWrite


async def name_tellers(db: Session, vote: Vote, wanted: TellersWrite, *, actor: Actor) -> None:
    """These, and no others, from now on; whoever stays keeps their keys. Raises VoteHasMovedOn, TellerNotEligible."""
    if vote.status not in BEFORE_LOCK:
        raise VoteHasMovedOn
    for person_id in wanted.person_ids:
        if not await _is_eligible(db, vote, person_id):
            raise TellerNotEligible
    named = {seats.teller_tag(db.keys, vote_id=vote.id, person_id=each): each for each in wanted.person_ids}
    seated = {seat.tag: seat for seat in await seats.seats_of(db, vote.id)}
    for tag, seat in seated.items():
        if tag not in named:
            await db.delete(seat)
    for tag, person_id in named.items():
        if tag not in seated:
            db.add(VoteTeller(vote_id=vote.id, tag=tag))
            await notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=db.keys.person_tag(person_id))
    vote.teller_threshold = wanted.threshold
    vote.version += 1
    await db.flush()
    told = {"tellers": str(len(named)), "threshold": str(wanted.threshold)}
    audit.record(db, "vote-tellers-named", actor=actor.tag, subject=vote.id, **told)


async def _is_eligible(db: Session, vote: Vote, person_id: UUID) -> bool:
    """Anyone in the register who is no part of the matter, and does not run what tellers are there to keep out."""
    try:
        is_there = not (await people.person(db, person_id)).is_retired
    except NotFound:
        return False
    is_part_of_it = access.concerns(db, vote, person_id) or await access.is_in_conflict(db, vote, person_id)
    return is_there and not is_part_of_it and not await _runs_it(db, person_id)


async def _runs_it(db: Session, person_id: UUID) -> bool:
    return Office.ADMINISTRATOR in await people.offices_of(db, person_id)


async def take_places(db: Session, vote: Vote) -> tuple[Teller, ...]:
    """Give each a number, in the order of their names, and their keys for the manifest; nothing without tellers.

    Raises TellersNotReady, and TellerNotEligible for who has come to run the system since.
    """
    if not vote.teller_threshold:
        return ()
    if not await seats.are_ready(db, vote):
        raise TellersNotReady
    known = await seats.people_of(db, vote.id)
    seated = [(known[seat.tag][1], seat) for seat in await seats.seats_of(db, vote.id) if seat.tag in known]
    seated.sort(key=lambda each: (each[0].display_name.casefold(), each[1].id))
    tellers = []
    for number, (person, seat) in enumerate(seated):
        if await _runs_it(db, person.person_id):
            raise TellerNotEligible
        seat.number = number
        if seat.sealing_key is not None and seat.signing_key is not None:
            tellers.append(Teller(sealing_key=seat.sealing_key, signing_key=seat.signing_key))
    for person, _ in seated:
        await notify(db, NoticeKind.SOMETHING_NEEDS_YOU, to=db.keys.person_tag(person.person_id))
    return tuple(tellers)
