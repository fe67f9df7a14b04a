"""What whoever leads answers before the roll is locked: the board's account of a motion, and the preflight."""

from fastapi import APIRouter, Response

from app.core.database import Reading, Session, Transaction
from app.core.errors import Forbidden, InvalidInput, NotFound, NotSignedIn, PreconditionRequired, VersionMismatch
from app.core.problems import problems
from app.core.versions import SeenVersion, require_version, set_etag
from app.votes import accounts, preflight, preflight_sheet, reading, stepping_aside
from app.votes.access import HeldVote
from app.votes.dependencies import VoteToLead, VoteToReadAndLead
from app.votes.errors import (
    AccountNotAsked,
    FederationTimeNotOver,
    LeaderInConflict,
    PreflightOutdated,
    VoteHasMovedOn,
)
from app.votes.kinds import BEFORE_LOCK
from app.votes.preflight_schemas import PreflightSheet, PreflightWrite
from app.votes.schemas import AccountWrite, VoteRead

router = APIRouter(prefix="/votes/{vote_id}", tags=["votes"], responses=problems(NotSignedIn, NotFound))

CHANGED = (PreconditionRequired, VersionMismatch)


async def _answer(db: Session, held: HeldVote, response: Response) -> VoteRead:
    await db.flush()
    set_etag(response, held.vote.version)
    return await reading.as_read(db, held)


@router.put(
    "/account",
    summary="Give the board's account of a motion, or why there is none",
    responses=problems(Forbidden, *CHANGED, InvalidInput, VoteHasMovedOn, AccountNotAsked),
)
async def answer_account(
    wanted: AccountWrite, seen: SeenVersion, held: VoteToLead, response: Response, db: Transaction
) -> VoteRead:
    """What the board tells the group about a motion, until the summons; the group reads it from then on."""
    require_version(seen, current=held.vote.version)
    accounts.answer_account(db, held.vote, wanted, actor=held.actor)
    return await _answer(db, held, response)


@router.get(
    "/preflight",
    summary="What is to be read through before the roll is locked",
    responses=problems(Forbidden, VoteHasMovedOn),
)
async def read_preflight_sheet(held: VoteToReadAndLead, db: Reading) -> PreflightSheet:
    """Under each statute who would be on the roll and the rule in numbers; what is sent back shows what was read."""
    if held.vote.status not in BEFORE_LOCK:
        raise VoteHasMovedOn
    return await preflight_sheet.sheet_of(db, held.vote)


@router.put(
    "/preflight",
    summary="Answer what is read through before the roll is locked",
    responses=problems(
        Forbidden,
        *CHANGED,
        InvalidInput,
        VoteHasMovedOn,
        PreflightOutdated,
        LeaderInConflict,
        FederationTimeNotOver,
    ),
)
async def answer_preflight(
    wanted: PreflightWrite, seen: SeenVersion, held: VoteToLead, response: Response, db: Transaction
) -> VoteRead:
    """The answers so far, once the vote is convened. Locking waits for all of them, and for nothing to have changed."""
    require_version(seen, current=held.vote.version)
    await preflight.answer(db, held.vote, wanted, actor=held.actor)
    return await _answer(db, held, response)


@router.post(
    "/stepping-aside",
    summary="Step aside from leading: one is part of the matter",
    status_code=204,
    responses=problems(Forbidden, VoteHasMovedOn),
)
async def step_aside(held: VoteToLead, db: Transaction) -> None:
    """Whoever leads is part of the matter: they lead, assist and count no more, and keep their vote.

    Whoever may lead now is told. Before lock they read everything through themselves.
    """
    await stepping_aside.step_aside(db, held.vote, actor=held.actor)
