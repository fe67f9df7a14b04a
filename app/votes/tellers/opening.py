"""Opening with tellers: the box they count, the shares they pass to each other, and what they sign.

The server knows no share, no key and no choice before the count is signed: it checks sizes, points and signatures of
what it passes on. Nothing here relies on the order in which tellers come.
"""

from sqlalchemy import delete
from sqlmodel import col, select

from app.access.actor import Actor
from app.audit import service as audit
from app.core.database import Session
from app.votes import certifying, messages, p256, rules
from app.votes.access import HeldVote
from app.votes.ballot_box import service as box
from app.votes.bulletin import Body, Bulletin
from app.votes.counting import Attendance
from app.votes.encoding import from_base64url, to_base64url
from app.votes.envelope import KEM_BYTES, TAG_BYTES
from app.votes.errors import VoteHasMovedOn
from app.votes.kinds import RESULT_IS_KNOWN
from app.votes.manifest import Manifest
from app.votes.models import PublishedBulletin, Vote
from app.votes.paper_schemas import TallyFigures
from app.votes.rules import Turnout, VoteStatus
from app.votes.tellers import counts, seats
from app.votes.tellers.errors import (
    BallotBoxAltered,
    CountOfAnotherVote,
    NoOtherTellerHasSent,
    OpeningSetMovedOn,
    SharesIncomplete,
    TellerSignatureInvalid,
    VoteStaysSealed,
)
from app.votes.tellers.models import VoteShares, VoteTeller
from app.votes.tellers.schemas import (
    BoxRead,
    PackageRead,
    PackageWrite,
    PaperFound,
    SharesRead,
    TellerCountAnswer,
    TellerCountWrite,
)

LINE_BYTES = 66
"""Of each envelope in a package: row key 32, whether there is a share 1, the share 33."""


async def _require_may_open(db: Session, vote: Vote) -> Manifest:
    """Raises VoteHasMovedOn, CheckWindowOpen, ObjectionUnanswered and PaperNotCounted."""
    if vote.status is not VoteStatus.CLOSED or vote.manifest is None:
        raise VoteHasMovedOn
    await certifying.require_check_is_over(db, vote)
    return Manifest.from_bytes(vote.manifest)


def _number_of(seat: VoteTeller) -> int:
    if seat.number is None:
        raise VoteHasMovedOn
    return seat.number


def _must_stay_sealed(manifest: Manifest, attendance: Attendance, *, envelopes: int) -> bool:
    # An altered box may hold more envelopes than were drawn: then the vote is void before anything is opened.
    turnout = Turnout(
        roll=manifest.roll.size,
        present=attendance.present,
        drawn=attendance.drawn,
        envelopes=min(envelopes, attendance.drawn),
        paper=attendance.paper.marked,
    )
    return rules.must_stay_sealed(turnout, manifest.quorum.rule(), fewest_envelopes=manifest.fewest_envelopes)


async def box_for(db: Session, vote: Vote, seat: VoteTeller) -> BoxRead:
    """The whole box, when it may be opened; of one that stays sealed nothing sealed, so that no two can open it.

    Raises as `_require_may_open`, and BallotBoxAltered.
    """
    manifest = await _require_may_open(db, vote)
    counted = await certifying.counted_box(db, vote)
    attendance = counted.attendance
    stays_sealed = _must_stay_sealed(manifest, attendance, envelopes=len(counted.casts))
    return BoxRead(
        number=_number_of(seat),
        stays_sealed=stays_sealed,
        casts=[] if stays_sealed else [checked.cast for checked in counted.casts],
        present=attendance.present,
        drawn=attendance.drawn,
        confirmed=attendance.confirmed,
        lost=attendance.lost,
        paper=PaperFound(
            marked=attendance.paper.marked,
            tally=TallyFigures.of(attendance.paper.tally) if attendance.paper.tally else None,
            uncounted=attendance.paper.uncounted,
        ),
        opening_set=list(seats.opening_set_of(vote)),
    )


# --- shares ----------------------------------------------------------------------------------------------------


async def send(db: Session, vote: Vote, seat: VoteTeller, packages: list[PackageWrite], *, actor: Actor) -> None:
    """One teller's shares for all the others; sent again they take the place of the old ones.

    Raises as `_require_may_open`, VoteStaysSealed, SharesIncomplete, PointInvalid and TellerSignatureInvalid.
    """
    manifest = await _require_may_open(db, vote)
    mine, envelopes = _number_of(seat), await box.count_of(db, vote.id)
    attendance = await certifying.attendance_of(db, vote, manifest, envelopes=envelopes)
    if _must_stay_sealed(manifest, attendance, envelopes=envelopes):
        raise VoteStaysSealed
    others = set(range(len(manifest.tellers))) - {mine}
    seated = {each.number for each in await seats.seats_of(db, vote.id) if not each.is_struck}
    named = [package.to for package in packages]
    if len(set(named)) != len(named) or not (others & seated) <= set(named) <= others:
        raise SharesIncomplete
    size = KEM_BYTES + LINE_BYTES * envelopes + TAG_BYTES
    checked = [
        _checked(manifest, package, from_=mine, by=manifest.tellers[mine].signing_key, size=size)
        for package in packages
    ]
    await db.exec(delete(VoteShares).where(col(VoteShares.vote_id) == vote.id, col(VoteShares.from_number) == mine))
    for package, data in zip(packages, checked, strict=True):
        if package.to in seated:
            kept = {"sealed": data, "signature": package.signature}
            db.add(VoteShares(vote_id=vote.id, from_number=mine, to_number=package.to, **kept))
    is_new, seat.has_sent = not seat.has_sent, True
    await db.flush()
    if is_new:
        audit.record(db, "vote-teller-sent", actor=actor.tag, subject=vote.id)
    if not vote.opening_set:
        await seats.settle_opening_set(db, vote)
        await db.flush()


def _checked(manifest: Manifest, package: PackageWrite, *, from_: int, by: bytes, size: int) -> bytes:
    data = from_base64url(package.sealed)
    if len(data) != size:
        raise SharesIncomplete
    p256.key_from_point(data[:KEM_BYTES])
    message = messages.shares_message(manifest, from_=from_, to=package.to, sealed=data)
    if not p256.is_signed(message, by=by, signature=package.signature):
        raise TellerSignatureInvalid
    return data


async def shares_for(db: Session, vote: Vote, seat: VoteTeller) -> SharesRead:
    """What the opening set has sealed to this teller; before there is one nobody gets any, so that nobody opens alone.

    Raises as `_require_may_open`.
    """
    await _require_may_open(db, vote)
    chosen = seats.opening_set_of(vote)
    query = select(VoteShares).where(VoteShares.vote_id == vote.id, VoteShares.to_number == _number_of(seat))
    rows = (await db.exec(query.order_by(col(VoteShares.from_number)))).all()
    return SharesRead(
        opening_set=list(chosen),
        packages=[
            PackageRead.model_validate(
                {"from": row.from_number, "sealed": to_base64url(row.sealed), "signature": row.signature}
            )
            for row in rows
            if row.from_number in chosen
        ],
    )


async def change_opening_set(db: Session, held: HeldVote, *, without: int) -> None:
    """Another who has sent takes the place of one; what was signed so far is void.

    Raises as `_require_may_open`, OpeningSetMovedOn and NoOtherTellerHasSent.
    """
    vote = held.vote
    await _require_may_open(db, vote)
    chosen = seats.opening_set_of(vote)
    if without not in chosen:
        raise OpeningSetMovedOn
    if not any(
        each.has_sent and not each.is_struck and each.number not in chosen for each in await seats.seats_of(db, vote.id)
    ):
        raise NoOtherTellerHasSent
    await seats.settle_opening_set(db, vote, without=without)
    await db.flush()
    audit.record(db, "vote-opening-set-changed", actor=held.actor.tag, subject=vote.id)


# --- counts ----------------------------------------------------------------------------------------------------


async def take_count(
    db: Session, vote: Vote, seat: VoteTeller, wanted: TellerCountWrite, *, actor: Actor
) -> TellerCountAnswer:
    """Keep what a teller counted and signed; when enough agree, with each other and with the server, certify.

    Raises as `_require_may_open`, and RecordMalformed, CountOfAnotherVote, TellerSignatureInvalid, OpeningSetMovedOn.
    """
    data = wanted.body.encode()
    if vote.status in RESULT_IS_KNOWN:
        return TellerCountAnswer(is_certified=True, counts_differ=data != await _certified_body(db, vote))
    manifest, number = await _require_may_open(db, vote), _number_of(seat)
    body = Body.from_bytes(data)
    if body.manifest != manifest or body.manifest_hash != manifest.hash:
        raise CountOfAnotherVote
    message = messages.bulletin_message(data)
    if not p256.is_signed(message, by=manifest.tellers[number].signing_key, signature=wanted.signature):
        raise TellerSignatureInvalid
    chosen = seats.opening_set_of(vote) if body.is_opened else ()
    if body.opened_by != chosen or (body.is_opened and not chosen):
        raise OpeningSetMovedOn
    try:
        counted = await certifying.counted_box(db, vote)
    except BallotBoxAltered as found:
        await certifying.void_altered(db, vote, found, by=actor.tag)
        return TellerCountAnswer(is_certified=False, counts_differ=True)
    signed = counts.SignedCount(number, data, wanted.signature, fits=counts.fits(counted, body))
    if await counts.keep(db, vote, signed):
        seat.has_signed = True
        audit.record(db, "vote-teller-counted", actor=actor.tag, subject=vote.id)
    bulletin = await counts.agreed(db, vote)
    if bulletin is None:
        return TellerCountAnswer(is_certified=False, counts_differ=await counts.differ(db, vote))
    differ = await counts.differ(db, vote)
    await certifying.let_stand(db, vote, bulletin, by=actor.tag)
    return TellerCountAnswer(is_certified=True, counts_differ=differ)


async def _certified_body(db: Session, vote: Vote) -> bytes:
    found = await db.get(PublishedBulletin, vote.id)
    if found is None or found.file is None:
        raise VoteHasMovedOn
    return Bulletin.from_bytes(found.file).body.to_bytes()
