"""Exclusion cases."""

from typing import Annotated

from fastapi import APIRouter, Depends

from app.access.actor import Actor
from app.access.dependencies import doing
from app.access.rules import Task
from app.core.database import Reading
from app.core.errors import Forbidden, NotSignedIn
from app.core.problems import problems
from app.core.schemas import Page
from app.proceedings import service
from app.proceedings.schemas import ExclusionCaseRead

router = APIRouter(tags=["proceedings"])

ExclusionReader = Annotated[Actor, Depends(doing(Task.SEE_EXCLUSION_CASES))]


@router.get(
    "/exclusion-cases", summary="The exclusion cases that one may know of", responses=problems(NotSignedIn, Forbidden)
)
async def list_exclusion_cases(actor: ExclusionReader, db: Reading) -> Page[ExclusionCaseRead]:
    """Every exclusion case that one may know of; always one page, there are few."""
    return Page(items=[ExclusionCaseRead(**row.model_dump()) for row in await service.exclusion_cases_for(db, actor)])
