"""A result for those who are signed in: its minutes and its file."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.access.dependencies import CurrentActor
from app.core.database import Reading, Transaction
from app.core.errors import NotFound, NotSignedIn
from app.core.problems import problems
from app.votes import certifying, reading
from app.votes.access import hold
from app.votes.answering import LED, as_answer
from app.votes.dependencies import VoteSlowWork, VoteToLead, VoteToRead, WholeDatabase, on_record
from app.votes.minutes.facts import facts_of
from app.votes.minutes.typesetting import pdf_of
from app.votes.minutes.writing import written
from app.votes.schemas import VoteRead

router = APIRouter(prefix="/votes", tags=["votes"], responses=problems(NotSignedIn))


@router.post("/{vote_id}/minutes", summary="Approve the minutes", responses=problems(*LED))
async def approve_minutes(held: VoteToLead, response: Response, db: Transaction) -> VoteRead:
    """The minutes with the result are approved."""
    certifying.approve_minutes(db, held.vote, by=held.actor.tag)
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


@router.get(
    "/{vote_id}/bulletin",
    summary="The certified bulletin",
    response_class=Response,
    responses={**problems(NotFound), 200: {"content": {"application/json": {}}}},
)
async def read_bulletin(held: VoteToRead, db: Reading) -> Response:
    """The certified bulletin, byte for byte as it was signed: `varna verify` recounts it."""
    return Response(await reading.bulletin_of(db, held.vote), media_type="application/json")
