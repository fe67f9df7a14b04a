"""Tellers: named by whoever leads, confirmed by themselves, and opening the vote together."""

from fastapi import APIRouter, Response

from app.core.database import Reading, Transaction
from app.core.errors import Forbidden, NotFound, NotSignedIn, PreconditionRequired, VersionMismatch
from app.core.problems import problems
from app.core.versions import SeenVersion, require_version, set_etag
from app.votes import reading
from app.votes.dependencies import VoteToLead, VoteToRead
from app.votes.encoding import RecordMalformed
from app.votes.errors import CheckWindowOpen, ObjectionUnanswered, PaperNotCounted, VoteHasMovedOn
from app.votes.p256 import PointInvalid
from app.votes.schemas import VoteRead
from app.votes.tellers import naming, opening, service
from app.votes.tellers.dependencies import TellingRead, TellingWrite, VoteToLeadOrTell
from app.votes.tellers.errors import (
    BallotBoxAltered,
    CountOfAnotherVote,
    NoOtherTellerHasSent,
    OpeningSetMovedOn,
    SharesIncomplete,
    TellerKeysInvalid,
    TellerNotEligible,
    TellerSignatureInvalid,
    VoteStaysSealed,
)
from app.votes.tellers.schemas import (
    BoxRead,
    OpeningSetChange,
    SharesRead,
    SharesWrite,
    TellerConfirmationWrite,
    TellerCountAnswer,
    TellerCountWrite,
    TellerKeysWrite,
    TellersRead,
    TellersWrite,
)

router = APIRouter(prefix="/votes/{vote_id}/tellers", tags=["tellers"], responses=problems(NotSignedIn, NotFound))

LARGEST_REQUEST = 4 * 1024 * 1024
"""A count is some 2 kB for each envelope, and a policy's group at most a thousand."""

TOLD = (Forbidden, VoteHasMovedOn)
OPENED = (*TOLD, CheckWindowOpen, ObjectionUnanswered, PaperNotCounted)


@router.put(
    "",
    summary="Name the tellers",
    responses=problems(*TOLD, PreconditionRequired, VersionMismatch, TellerNotEligible),
)
async def name_tellers(
    wanted: TellersWrite, seen: SeenVersion, held: VoteToLead, response: Response, db: Transaction
) -> VoteRead:
    """Until the roll is locked: who counts, and how many of them it takes; nobody and 0 for a vote without tellers."""
    require_version(seen, current=held.vote.version)
    await naming.name_tellers(db, held.vote, wanted, actor=held.actor)
    set_etag(response, held.vote.version)
    return await reading.as_read(db, held)


@router.get("", summary="The tellers, and how far each has come")
async def read_tellers(held: VoteToRead, db: Reading) -> TellersRead:
    """Who they are and how far each has come, for everyone who may know of the vote."""
    return await service.as_read(db, held)


@router.put(
    "/me/keys",
    summary="Give one's public keys",
    status_code=204,
    responses=problems(*TOLD, PointInvalid, TellerSignatureInvalid, TellerKeysInvalid),
)
async def give_teller_keys(wanted: TellerKeysWrite, telling: TellingWrite, db: Transaction) -> None:
    """A teller's two public keys, with proof of having the private one that signs. Given anew they replace the old."""
    await service.give_keys(db, telling.held.vote, telling.seat, wanted)


@router.put(
    "/me/confirmation",
    summary="Confirm that one's keys are in the manifest",
    status_code=204,
    responses=problems(*TOLD, TellerSignatureInvalid),
)
async def confirm_manifest(wanted: TellerConfirmationWrite, telling: TellingWrite, db: Transaction) -> None:
    """One's page has found one's keys in the locked manifest. Casting opens when all have said so."""
    held = telling.held
    await service.confirm(db, held.vote, telling.seat, signature=wanted.signature, actor=held.actor)


@router.get("/me/box", summary="The whole ballot box, for a teller", responses=problems(*OPENED, BallotBoxAltered))
async def read_box(telling: TellingRead, db: Reading) -> BoxRead:
    """Every envelope and the numbers, once the check window is over and every objection is answered."""
    return await opening.box_for(db, telling.held.vote, telling.seat)


@router.put(
    "/me/shares",
    summary="Send one's shares to every other teller",
    status_code=204,
    responses=problems(*OPENED, VoteStaysSealed, SharesIncomplete, PointInvalid, TellerSignatureInvalid),
    max_body_size=LARGEST_REQUEST,
)
async def send_shares(wanted: SharesWrite, telling: TellingWrite, db: Transaction) -> None:
    """One's shares of every envelope's key, sealed to each of the others and signed."""
    held = telling.held
    await opening.send(db, held.vote, telling.seat, wanted.packages, actor=held.actor)


@router.get("/me/shares", summary="The shares sent to oneself", responses=problems(*OPENED))
async def read_shares(telling: TellingRead, db: Reading) -> SharesRead:
    """What those who open have sent to oneself; nothing until enough have sent."""
    return await opening.shares_for(db, telling.held.vote, telling.seat)


@router.put(
    "/me/count",
    summary="Sign what one has counted",
    responses=problems(*OPENED, RecordMalformed, CountOfAnotherVote, TellerSignatureInvalid, OpeningSetMovedOn),
    max_body_size=LARGEST_REQUEST,
)
async def sign_count(wanted: TellerCountWrite, telling: TellingWrite, db: Transaction) -> TellerCountAnswer:
    """One's count, signed. The signature that makes enough of them on the same count certifies the vote."""
    held = telling.held
    return await opening.take_count(db, held.vote, telling.seat, wanted, actor=held.actor)


@router.post(
    "/opening-set",
    summary="Open with another teller instead of one",
    status_code=204,
    responses=problems(*OPENED, OpeningSetMovedOn, NoOtherTellerHasSent),
)
async def change_opening_set(wanted: OpeningSetChange, held: VoteToLeadOrTell, db: Transaction) -> None:
    """Another who has sent shares takes the place of one whose shares do not hold; what was signed so far is void."""
    await opening.change_opening_set(db, held, without=wanted.without)
