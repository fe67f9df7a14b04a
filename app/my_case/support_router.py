"""Care that is held out, and the word about somebody's return, by the receipt code. Source: KNO-10, PRN-04.

As `app/proceedings/measures`, by the code instead of a sign-in. No line of it stands in the log.
"""

from uuid import UUID

from fastapi import APIRouter

from app.cases.errors import CaseClosed, CompartmentNotOpen
from app.core.database import Transaction
from app.core.errors import Forbidden, NotFound, PreconditionRequired, VersionMismatch
from app.core.problems import problems
from app.core.versions import SeenVersion
from app.core.web import untraced
from app.intake.service import ReceiptUnknown
from app.my_case.dependencies import OwnCaseToChange
from app.proceedings.measures import support
from app.proceedings.measures.errors import MeasureNotNext
from app.proceedings.measures.schemas import CareStepWrite, SupportRead, WordWrite

router = APIRouter(
    prefix="/reports/receipt/case/support",
    tags=["my case"],
    responses=problems(ReceiptUnknown, Forbidden, CompartmentNotOpen),
)


@router.post("/opening", summary="What is held out to me, and asked of me")
@untraced
async def open_own_support(held: OwnCaseToChange, db: Transaction) -> SupportRead:
    return await support.support_as_read(db, held)


@router.post(
    "/care/{measure_id}",
    summary="That I have begun, that it is completed, or that I do not want it",
    responses=problems(NotFound, CaseClosed, MeasureNotNext, PreconditionRequired, VersionMismatch),
)
@untraced
async def follow_own_care(
    held: OwnCaseToChange, measure_id: UUID, wanted: CareStepWrite, seen: SeenVersion, db: Transaction
) -> SupportRead:
    await support.follow_care(db, held, measure_id, wanted.step, seen=seen)
    return await support.support_as_read(db, held)


@router.post(
    "/returns/{measure_id}",
    status_code=201,
    summary="What I say about somebody's return",
    responses=problems(NotFound, CaseClosed, MeasureNotNext),
)
@untraced
async def write_own_word(held: OwnCaseToChange, measure_id: UUID, wanted: WordWrite, db: Transaction) -> SupportRead:
    """The words stay with them, their contact person and the officer; the board learns yes or no."""
    await support.write_word(db, held, measure_id, is_content=wanted.is_content, text=wanted.text)
    return await support.support_as_read(db, held)
