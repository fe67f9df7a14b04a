"""A result for those who are signed in: its minutes, its file, and complaints about it."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.access.dependencies import CurrentActor
from app.core.database import Reading, Transaction
from app.core.errors import Forbidden, NotFound, NotSignedIn
from app.core.problems import problems
from app.votes import certifying, complaining, reading
from app.votes.access import hold
from app.votes.answering import LED, as_answer
from app.votes.dependencies import (
    VoteSlowWork,
    VoteToAssist,
    VoteToChange,
    VoteToLead,
    VoteToRead,
    WholeDatabase,
    on_record,
)
from app.votes.errors import (
    BallotsDestroyed,
    ComplainedAlready,
    ComplaintTimeOver,
    OwnComplaint,
    SecondToUpholdNotIndependent,
    VoteHasMovedOn,
)
from app.votes.minutes.facts import facts_of
from app.votes.minutes.typesetting import pdf_of
from app.votes.minutes.writing import written
from app.votes.rules import IllegalTransition
from app.votes.schemas import ComplaintAnswer, ComplaintCreate, VoteRead

router = APIRouter(prefix="/votes", tags=["votes"], responses=problems(NotSignedIn))


@router.post("/{vote_id}/minutes", summary="Approve the minutes", responses=problems(*LED))
async def approve_minutes(held: VoteToLead, response: Response, db: Transaction) -> VoteRead:
    """The minutes with the result are approved."""
    await certifying.approve_minutes(db, held.vote, by=held.actor.tag)
    return await as_answer(db, held, response)


@router.get(
    "/{vote_id}/minutes.pdf",
    summary="The minutes as a PDF to sign",
    response_class=Response,
    responses={**problems(NotFound), 200: {"content": {"application/pdf": {}}}},
)
async def read_minutes(
    vote_id: UUID, actor: CurrentActor, database: WholeDatabase, slow_work: VoteSlowWork
) -> Response:
    """The minutes of a vote with a result, in the association's language: A4, accessible, made anew each time."""
    async with database.reading() as db:
        with on_record(actor, vote_id):
            held = await hold(db, vote_id, actor=actor)
        facts = await facts_of(db, held)
    pdf = await slow_work.run(pdf_of, written(facts))
    return Response(pdf, media_type="application/pdf")


@router.post(
    "/{vote_id}/complaints",
    summary="Complain about the result",
    status_code=201,
    responses=problems(Forbidden, NotFound, VoteHasMovedOn, ComplaintTimeOver, ComplainedAlready),
)
async def make_complaint(
    complaint: ComplaintCreate, held: VoteToChange, response: Response, db: Transaction
) -> VoteRead:
    """By someone on the roll, once, while the policy's time lasts. The group reads it, and not whose it is."""
    await complaining.complain(db, held, text=complaint.text)
    return await as_answer(db, held, response)


@router.post(
    "/{vote_id}/complaints/{complaint_id}/answer",
    summary="Dismiss a complaint, or be the first to uphold it",
    responses=problems(Forbidden, NotFound, VoteHasMovedOn, OwnComplaint),
)
async def answer_complaint(
    complaint_id: UUID, answer: ComplaintAnswer, held: VoteToLead, response: Response, db: Transaction
) -> VoteRead:
    """With a reason. Dismissed, the group reads it; upheld, nothing happens until a second person agrees."""
    act = complaining.uphold if answer.is_upheld else complaining.dismiss
    await act(db, held, complaint_id=complaint_id, reason=answer.reason)
    return await as_answer(db, held, response)


@router.post(
    "/{vote_id}/complaints/{complaint_id}/agreement",
    summary="Be the second to uphold a complaint: the result falls",
    responses=problems(
        Forbidden, NotFound, VoteHasMovedOn, OwnComplaint, SecondToUpholdNotIndependent, IllegalTransition
    ),
)
async def agree_to_uphold(complaint_id: UUID, held: VoteToAssist, response: Response, db: Transaction) -> VoteRead:
    """The vote is void by it. Its bulletin stays to be read, and an exclusion case that it opened loses its ground."""
    await complaining.agree(db, held, complaint_id=complaint_id)
    return await as_answer(db, held, response)


@router.get(
    "/{vote_id}/bulletin",
    summary="The certified bulletin",
    response_class=Response,
    responses={**problems(NotFound, BallotsDestroyed), 200: {"content": {"application/json": {}}}},
)
async def read_bulletin(held: VoteToRead, db: Reading) -> Response:
    """The certified bulletin, byte for byte as it was signed: `varna verify` recounts it."""
    return Response(await reading.bulletin_of(db, held.vote), media_type="application/json")
