"""From the question to the summons, for whoever leads."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.access.dependencies import CurrentActor
from app.core.database import Reading, Transaction
from app.core.errors import (
    Forbidden,
    InvalidInput,
    NotFound,
    NotSignedIn,
)
from app.core.problems import problems
from app.core.versions import SeenVersion, require_version
from app.votes import accounts, locking, preflight, running, setup, stepping_aside
from app.votes.access import hold
from app.votes.answering import CHANGED, LED, as_answer
from app.votes.ceremony import make_keys
from app.votes.dependencies import (
    VoteSlowWork,
    VoteToLead,
    VoteToReadAndLead,
    WholeDatabase,
    on_record,
)
from app.votes.errors import (
    AccountNotAsked,
    FederationTimeNotOver,
    GroupNotToldThis,
    LeaderInConflict,
    PreflightMissing,
    PreflightOutdated,
    RollEmpty,
    StatementTimeNotOver,
    TimesOutOfOrder,
    VoteHasMovedOn,
)
from app.votes.kinds import BEFORE_LOCK
from app.votes.preflight_schemas import PreflightSheet, PreflightWrite
from app.votes.schemas import (
    AccountWrite,
    ConveningCreate,
    HearingCreate,
    VoteRead,
)
from app.votes.tellers.errors import TellerNotEligible, TellersNotReady

router = APIRouter(prefix="/votes", tags=["votes"], responses=problems(NotSignedIn))


@router.put(
    "/{vote_id}/account",
    summary="Give the board's account of a motion, or why there is none",
    responses=problems(Forbidden, NotFound, *CHANGED, InvalidInput, VoteHasMovedOn, AccountNotAsked),
)
async def answer_account(
    wanted: AccountWrite, seen: SeenVersion, held: VoteToLead, response: Response, db: Transaction
) -> VoteRead:
    """What the board tells the group about a motion, until the summons; the group reads it from then on."""
    require_version(seen, current=held.vote.version)
    accounts.answer_account(db, held.vote, wanted, actor=held.actor)
    return await as_answer(db, held, response)


@router.post(
    "/{vote_id}/hearing",
    summary="Record the hearing of whom the question concerns",
    responses=problems(*LED, *CHANGED, InvalidInput, StatementTimeNotOver),
)
async def record_hearing(
    hearing: HearingCreate, seen: SeenVersion, held: VoteToLead, response: Response, db: Transaction
) -> VoteRead:
    """Record that whom it concerns was heard, declined, or let the time run out."""
    require_version(seen, current=held.vote.version)
    setup.record_hearing(db, held.vote, hearing, actor=held.actor)
    return await as_answer(db, held, response)


@router.post(
    "/{vote_id}/convening",
    summary="Convene: where, when, and how it is held",
    responses=problems(*LED, *CHANGED, TimesOutOfOrder),
)
async def convene_vote(
    convening: ConveningCreate, seen: SeenVersion, held: VoteToLead, response: Response, db: Transaction
) -> VoteRead:
    """Say where and when; whoever does leads the vote. After the summons it voids every link and draw."""
    require_version(seen, current=held.vote.version)
    await setup.convene(db, held.vote, convening, actor=held.actor)
    return await as_answer(db, held, response)


@router.get(
    "/{vote_id}/preflight",
    summary="What is to be read through before the roll is locked",
    responses=problems(Forbidden, NotFound, VoteHasMovedOn),
)
async def read_preflight_sheet(held: VoteToReadAndLead, db: Reading) -> PreflightSheet:
    """Under each statute who would be on the roll and the rule in numbers; what is sent back shows what was read."""
    if held.vote.status not in BEFORE_LOCK:
        raise VoteHasMovedOn
    return await preflight.sheet_of(db, held.vote)


@router.put(
    "/{vote_id}/preflight",
    summary="Answer what is read through before the roll is locked",
    responses=problems(
        Forbidden,
        NotFound,
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
    return await as_answer(db, held, response)


@router.post(
    "/{vote_id}/stepping-aside",
    summary="Step aside from leading: one is part of the matter",
    status_code=204,
    responses=problems(Forbidden, NotFound, VoteHasMovedOn),
)
async def step_aside(held: VoteToLead, db: Transaction) -> None:
    """Whoever leads is part of the matter: they lead, assist and count no more, and keep their vote.

    Whoever may lead now is told. Before lock they read everything through themselves.
    """
    await stepping_aside.step_aside(db, held.vote, actor=held.actor)


@router.post(
    "/{vote_id}/lock",
    summary="Lock the roll and everything the manifest holds",
    responses=problems(
        *LED,
        *CHANGED,
        RollEmpty,
        TimesOutOfOrder,
        TellersNotReady,
        TellerNotEligible,
        PreflightMissing,
        PreflightOutdated,
    ),
)
async def lock_roll(  # noqa: PLR0913 - each is what FastAPI is to hand over
    vote_id: UUID,
    seen: SeenVersion,
    response: Response,
    actor: CurrentActor,
    database: WholeDatabase,
    slow_work: VoteSlowWork,
) -> VoteRead:
    """Lock roll, question, rule and keys: the manifest. Takes some seconds; keys are made outside the transaction."""
    async with database.reading() as db:
        with on_record(actor, vote_id):
            held = await hold(db, vote_id, actor=actor)
            held.require_lead()
        require_version(seen, current=held.vote.version)
        await locking.require_lockable(db, held.vote)
    made = await slow_work.run(make_keys)
    async with database.writing() as db:
        with on_record(actor, vote_id):
            held = await hold(db, vote_id, actor=actor, to_change=True)
            held.require_lead()
        require_version(seen, current=held.vote.version)
        await locking.lock_roll(db, held.vote, made=made, actor=actor)
        return await as_answer(db, held, response)


@router.post(
    "/{vote_id}/summons",
    summary="Send everyone on the roll their link",
    responses=problems(*LED, TimesOutOfOrder, GroupNotToldThis),
)
async def send_summons(held: VoteToLead, response: Response, db: Transaction) -> VoteRead:
    """Have everyone on the roll sent a personal link."""
    await running.summon(db, held.vote, by=held.actor.tag)
    return await as_answer(db, held, response)
