"""What minutes tell, gathered from the vote. Nobody is named here but who leads, who counts and whom it concerns."""

from dataclasses import dataclass
from datetime import date, datetime

from app.core.database import Session
from app.core.errors import NotFound
from app.core.keys import PersonTag
from app.people import service as people
from app.people.association import association
from app.people.rules import Language
from app.votes import ceremony, complaining, sealed
from app.votes.access import HeldVote
from app.votes.certifying import objections_to
from app.votes.kinds import HearingOutcome, Origin
from app.votes.manifest import Manifest
from app.votes.models import PublishedBulletin, Vote
from app.votes.preflight import Preflight, answers_of
from app.votes.rules import Outcome
from app.votes.setup import rule_of
from app.votes.summary import Summary
from app.votes.tellers import seats


@dataclass(frozen=True)
class TellerFacts:
    """`name` is None for one who was struck: a number in the manifest is all that is left of them."""

    number: int
    name: str | None
    has_opened: bool
    has_signed: bool


@dataclass(frozen=True)
class AnsweredObjection:
    text: str
    answer: str | None


@dataclass(frozen=True)
class AnsweredComplaint:
    text: str
    answer: str
    is_upheld: bool


@dataclass(frozen=True)
class MinutesFacts:
    language: Language
    association: str
    concerns: str
    led_by: str | None
    origin: Origin
    raised_at: datetime
    hearing: HearingOutcome | None
    heard_on: date | None
    convened_at: datetime | None
    summoned_at: datetime | None
    closed_at: datetime | None
    certified_at: datetime | None
    manifest: Manifest
    result: Summary
    opens_exclusion: bool
    bulletin_sha256: bytes
    tellers: tuple[TellerFacts, ...]
    prepared: Preflight | None
    """What the vote was locked on."""
    objections: tuple[AnsweredObjection, ...]
    complaints: tuple[AnsweredComplaint, ...]
    """Those that are answered; whose they are stands nowhere."""
    overturned_at: datetime | None
    ballots_destroyed_at: datetime | None


async def facts_of(db: Session, held: HeldVote) -> MinutesFacts:
    """Raises NotFound before there is a result, and for a teller who is not of the group."""
    vote = held.vote
    published = await db.get(PublishedBulletin, vote.id)
    if published is None or vote.manifest is None or not held.is_of_group:
        raise NotFound
    ours, manifest = await association(db), Manifest.from_bytes(vote.manifest)
    result = Summary.from_bytes(published.summary)
    return MinutesFacts(
        language=ours.language,
        association=ours.name,
        concerns=ceremony.subject_of(db.keys, vote).name,
        led_by=await _led_by(db, vote),
        origin=vote.origin,
        raised_at=vote.raised_at,
        hearing=vote.hearing,
        heard_on=vote.heard_on,
        convened_at=vote.convened_at,
        summoned_at=vote.summoned_at,
        closed_at=vote.closed_at,
        certified_at=vote.certified_at,
        manifest=manifest,
        result=result,
        opens_exclusion=rule_of(vote).opens_exclusion and result.outcome is Outcome.NO_CONFIDENCE,
        bulletin_sha256=published.sha256,
        tellers=await _tellers_of(db, vote, result),
        prepared=await answers_of(db, vote),
        objections=tuple(
            [
                AnsweredObjection(
                    text=sealed.unseal(db.keys, row.sealed_text, vote_id=vote.id, field="says").decode(),
                    answer=sealed.unseal_text(db.keys, row.sealed_answer, vote_id=vote.id, field="answer"),
                )
                for row in await objections_to(db, vote.id)
            ]
        ),
        complaints=tuple(
            AnsweredComplaint(text=each.text, answer=each.answer or "", is_upheld=each.is_upheld)
            for each in await complaining.as_read(db, held)
            if each.is_upheld is not None
        ),
        overturned_at=vote.overturned_at,
        ballots_destroyed_at=vote.ballots_destroyed_at,
    )


async def _led_by(db: Session, vote: Vote) -> str | None:
    found = await people.person_by_tag(db, PersonTag(vote.chair)) if vote.chair else None
    return found.display_name if found else None


async def _tellers_of(db: Session, vote: Vote, result: Summary) -> tuple[TellerFacts, ...]:
    known = await seats.people_of(db, vote.id)
    return tuple(
        [
            TellerFacts(
                number=seat.number,
                name=known[seat.tag][1].display_name if seat.tag in known else None,
                has_opened=seat.number in result.opened_by,
                has_signed=f"teller-{seat.number}" in result.signed_by,
            )
            for seat in await seats.seats_of(db, vote.id)
            if seat.number is not None
        ]
    )
