"""Exclusion cases, and the votes and exclusion cases of one case."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends

from app.access.actor import Actor
from app.access.dependencies import doing
from app.access.rules import Action, Task
from app.cases.dependencies import CaseToChange, CaseToRead
from app.cases.errors import CaseClosed, CompartmentNotOpen, ConsentMissing
from app.core import idempotency
from app.core.database import Reading, Transaction
from app.core.errors import Forbidden, IdempotencyKeyReused, NotFound, NotSignedIn
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.problems import problems
from app.core.schemas import Page
from app.proceedings import service, votes_of_case
from app.proceedings.errors import AskedAlready, NoQuestionHere, NotAccused
from app.proceedings.schemas import ExclusionCaseRead, ProceedingsRead, QuestionCreate, QuestionRaised
from app.votes.errors import AboutOneself, NotInTheGroup
from app.votes.reading import summary_of

router = APIRouter(tags=["proceedings"])

ExclusionReader = Annotated[Actor, Depends(doing(Task.SEE_EXCLUSION_CASES))]


@router.get(
    "/exclusion-cases", summary="The exclusion cases that one may know of", responses=problems(NotSignedIn, Forbidden)
)
async def list_exclusion_cases(actor: ExclusionReader, db: Reading) -> Page[ExclusionCaseRead]:
    """Every exclusion case that one may know of; always one page, there are few."""
    rows = await service.exclusion_cases_for(db, actor)
    case_ids = [await service.case_shown_to(db, row, actor) for row in rows]
    return Page(
        items=[
            ExclusionCaseRead(**row.model_dump(exclude={"case_id"}), case_id=case_id)
            for row, case_id in zip(rows, case_ids, strict=True)
        ]
    )


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
    found = await votes_of_case.proceedings_of(db, held)
    return ProceedingsRead(
        votes=[summary_of(vote) for vote in found.votes],
        exclusion_cases=[ExclusionCaseRead(**row.model_dump()) for row in found.exclusions],
    )
