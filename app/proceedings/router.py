"""The votes and exclusion cases of one case."""

from typing import Literal

from fastapi import APIRouter

from app.access.rules import Action
from app.cases.dependencies import CaseToChange, CaseToRead
from app.cases.errors import CaseClosed, CompartmentNotOpen, ConsentMissing, NameNeverSaid, RecipientNotAllowed
from app.core import idempotency
from app.core.database import Reading, Transaction
from app.core.errors import Forbidden, IdempotencyKeyReused, NotFound, NotSignedIn
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.problems import problems
from app.proceedings import votes_of_case
from app.proceedings.errors import AskedAlready, NoQuestionHere, NotAccused
from app.proceedings.exclusion import reading as exclusion
from app.proceedings.schemas import ProceedingsRead, QuestionCreate, QuestionRaised
from app.votes.errors import AboutOneself, NotInTheGroup
from app.votes.reading import summary_of

router = APIRouter(tags=["proceedings"])


@router.post(
    "/cases/{case_id}/votes",
    status_code=201,
    summary="Raise the question of confidence in the accused",
    responses=problems(
        NotSignedIn,
        Forbidden,
        NotFound,
        CaseClosed,
        NoQuestionHere,
        NotAccused,
        AskedAlready,
        ConsentMissing,
        RecipientNotAllowed,
        NameNeverSaid,
        NotInTheGroup,
        AboutOneself,
        IdempotencyKeyReused,
    ),
)
async def raise_question(
    held: CaseToChange[Literal[Action.RAISE_VOTE]], wanted: QuestionCreate, db: Transaction, key: IdempotencyKey
) -> QuestionRaised:
    """For the board. Whoever is kept out of the case neither leads the vote nor, as accused, is on its roll."""
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"votes {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        await votes_of_case.raise_question(db, held, wanted, vote_id=claim.made_id)
    return QuestionRaised(vote_id=claim.made_id)


@router.get(
    "/cases/{case_id}/proceedings",
    summary="Votes and exclusion cases of a case",
    responses=problems(NotSignedIn, Forbidden, NotFound, CompartmentNotOpen),
)
async def read_proceedings(held: CaseToRead[Literal[Action.SEE]], db: Reading) -> ProceedingsRead:
    votes = await votes_of_case.votes_of(db, held)
    return ProceedingsRead(
        votes=[summary_of(vote) for vote in votes], exclusion_cases=await exclusion.of_case(db, held)
    )
