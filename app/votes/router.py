"""Votes for those who are signed in: raising, reading and leading them."""

from uuid import UUID

from fastapi import APIRouter, Response
from starlette import status as http

from app.access.dependencies import CurrentActor
from app.core import idempotency
from app.core.database import Reading, Transaction
from app.core.errors import (
    Forbidden,
    IdempotencyKeyReused,
    InvalidInput,
    NotFound,
    NotSignedIn,
)
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.paging import PageQuery
from app.core.problems import problems
from app.core.schemas import Page
from app.votes import certifying, listing, reading, running, setup, slips
from app.votes.access import hold
from app.votes.answering import LED, as_answer
from app.votes.dependencies import (
    VoteRaiser,
    VoteToAssist,
    VoteToLead,
    VoteToRead,
)
from app.votes.errors import (
    AboutOneself,
    AdmissionsUnused,
    AlreadyDrawn,
    BarrierNotPassed,
    BeforeAnnouncedTime,
    CheckWindowOpen,
    NotInTheGroup,
    ObjectionUnanswered,
    PaperBatchTooSmall,
    PaperNotCounted,
    SecondNotIndependent,
    SlipNotByWhoLeads,
    SubstitutesMayNotMove,
    TimesOutOfOrder,
    VoteHasMovedOn,
    VotesOnPaper,
)
from app.votes.roll import service as roll
from app.votes.rules import VoteStatus
from app.votes.schemas import (
    Because,
    EntrySlip,
    PresenceChange,
    RollRead,
    SlipRead,
    SlipsAsk,
    SlipsRead,
    VoteCreate,
    VoteListed,
    VoteRead,
)
from app.votes.tellers.errors import TellersNotConfirmed, TellersOpen

router = APIRouter(prefix="/votes", tags=["votes"], responses=problems(NotSignedIn))


@router.post(
    "",
    summary="Raise the question of confidence",
    status_code=201,
    responses=problems(
        Forbidden, NotInTheGroup, AboutOneself, SubstitutesMayNotMove, IdempotencyKeyReused, InvalidInput
    ),
)
async def raise_vote(
    wanted: VoteCreate, key: IdempotencyKey, response: Response, actor: VoteRaiser, db: Transaction
) -> VoteRead:
    """Raise the question, for the board or as a motion by a member of the group."""
    claim = await idempotency.claim(db, key=key, actor=actor.tag, route="raise_vote", body=wanted, new_id=new_id())
    if claim.is_new:
        await setup.raise_vote(db, wanted, actor=actor, vote_id=claim.made_id)
    return await as_answer(db, await hold(db, claim.made_id, actor=actor), response)


@router.get("", summary="The votes that one may know of, newest first")
async def list_votes(page: PageQuery, actor: CurrentActor, db: Reading) -> Page[VoteListed]:
    """The votes that one may know of, the newest first."""
    return await listing.page_of_votes(db, page, actor=actor)


@router.get("/{vote_id}", summary="One vote, as its reader may know it", responses=problems(NotFound))
async def read_vote(held: VoteToRead, response: Response, db: Reading) -> VoteRead:
    """Everything about a vote that its group may know at this moment; while it is open, only a coarse turnout."""
    return await as_answer(db, held, response)


@router.get("/{vote_id}/roll", summary="The electoral roll", responses=problems(NotFound))
async def read_roll(held: VoteToRead, db: Reading) -> RollRead:
    """Who is on the roll; who has drawn, for whoever leads, and after close for the group. Never who has cast."""
    return await reading.roll_of(db, held)


@router.post(
    "/{vote_id}/roll/{entry_id}/slip",
    summary="A link on paper, when two have asked for it",
    status_code=http.HTTP_200_OK,
    responses=problems(
        Forbidden, NotFound, AlreadyDrawn, VotesOnPaper, VoteHasMovedOn, SlipNotByWhoLeads, SecondNotIndependent
    ),
)
async def print_slip(entry_id: UUID, held: VoteToAssist, db: Transaction) -> SlipRead:
    """A link to print, shown once, when two who owe each other nothing have asked for it. It voids the mailed one."""
    path = await slips.ask(db, held.vote, entry_id=entry_id, actor=held.actor)
    return SlipRead(path=path, waits_for_second=path is None)


@router.post(
    "/{vote_id}/slips",
    summary="Links on paper for many, when two have asked for them",
    status_code=http.HTTP_200_OK,
    responses=problems(Forbidden, NotFound, VoteHasMovedOn, SlipNotByWhoLeads),
)
async def print_slips(wanted: SlipsAsk, held: VoteToAssist, db: Transaction) -> SlipsRead:
    """As a slip for each of the entries: one that gets none says why, and keeps none from the others."""
    asked = await slips.ask_for_each(db, held.vote, entry_ids=wanted.entry_ids, actor=held.actor)
    return SlipsRead(slips=[_slip_read(each) for each in asked])


def _slip_read(asked: slips.Asked) -> EntrySlip:
    refusal = asked.refusal.code if asked.refusal else None
    told = {"path": asked.path, "waits_for_second": asked.waits_for_second, "refusal": refusal}
    return EntrySlip.model_validate({"entry_id": asked.entry_id, **told})


@router.put(
    "/{vote_id}/roll/{entry_id}/presence",
    summary="Mark who is present in the room",
    status_code=204,
    responses=problems(*LED, VoteHasMovedOn),
)
async def mark_presence(entry_id: UUID, change: PresenceChange, held: VoteToLead, db: Transaction) -> None:
    """In a room: who is there, whether they draw or not. Counts for the quorum."""
    if held.vote.status not in {VoteStatus.ROLL_LOCKED, VoteStatus.CREDENTIALS_OUT, VoteStatus.OPEN}:
        raise VoteHasMovedOn
    entry = await roll.entry_to_change(db, vote_id=held.vote.id, entry_id=entry_id)
    entry.is_present = change.is_present
    await db.flush()


@router.post(
    "/{vote_id}/drawing/close",
    summary="Close the drawing",
    responses=problems(*LED, VoteHasMovedOn, BeforeAnnouncedTime, PaperBatchTooSmall),
)
async def close_drawing(held: VoteToLead, response: Response, db: Transaction) -> VoteRead:
    """End drawing, and tell everyone whether their link was used. At a distance at its time, or when all have drawn."""
    await running.close_drawing(db, held.vote, by=held.actor.tag)
    return await as_answer(db, held, response)


@router.post(
    "/{vote_id}/open",
    summary="Open the ballot box",
    responses=problems(*LED, BarrierNotPassed, BeforeAnnouncedTime, TimesOutOfOrder, TellersNotConfirmed),
)
async def open_casting(held: VoteToLead, response: Response, db: Transaction) -> VoteRead:
    """Open the box, when drawing has closed and, at a distance, at its time."""
    await running.open_casting(db, held.vote, by=held.actor.tag)
    return await as_answer(db, held, response)


@router.post("/{vote_id}/close", summary="Close before the set time", responses=problems(*LED, AdmissionsUnused))
async def close_vote(held: VoteToLead, response: Response, db: Transaction) -> VoteRead:
    """Close before the set time, once everyone who drew has cast."""
    await running.close_early(db, held.vote, by=held.actor.tag)
    return await as_answer(db, held, response)


@router.post(
    "/{vote_id}/objections/{objection_id}/answer",
    summary="Dismiss an objection, with a reason",
    responses=problems(*LED, VoteHasMovedOn),
)
async def answer_objection(
    objection_id: UUID, because: Because, held: VoteToLead, response: Response, db: Transaction
) -> VoteRead:
    """Dismiss an objection with a reason that the group reads. An upheld one voids the vote instead."""
    await certifying.answer(db, held.vote, objection_id=objection_id, reason=because.reason, by=held.actor.tag)
    return await as_answer(db, held, response)


@router.post(
    "/{vote_id}/certification",
    summary="Open, count and certify",
    responses=problems(*LED, CheckWindowOpen, ObjectionUnanswered, PaperNotCounted, TellersOpen),
)
async def certify_vote(held: VoteToLead, response: Response, db: Transaction) -> VoteRead:
    """Open and count when the check window is over, in a vote without tellers; it happens by itself too.

    Done already, it changes nothing.
    """
    await certifying.certify(db, held.vote, by=held.actor.tag)
    return await as_answer(db, held, response)


@router.post("/{vote_id}/cancellation", summary="Call a vote off before casting opens", responses=problems(*LED))
async def cancel_vote(because: Because, held: VoteToLead, response: Response, db: Transaction) -> VoteRead:
    """Call it off before casting opens."""
    await running.cancel(db, held.vote, reason=because.reason, by=held.actor.tag)
    return await as_answer(db, held, response)


@router.post("/{vote_id}/voiding", summary="Void a faulty vote", responses=problems(*LED))
async def void_vote(because: Because, held: VoteToLead, response: Response, db: Transaction) -> VoteRead:
    """Void a faulty vote before it is certified: what lies in the box is destroyed unopened."""
    await running.void(db, held.vote, reason=because.reason, by=held.actor.tag)
    return await as_answer(db, held, response)
