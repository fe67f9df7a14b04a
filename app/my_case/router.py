"""My case: by the receipt code for whom an officer has confirmed to be the affected person; the data also by account.

No line of what comes by the code stands in the log.
"""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter

from app.access.rules import Action
from app.cases import answering, wishes
from app.cases.dependencies import CaseToChange, Hooks
from app.cases.errors import CaseClosed, CompartmentNotOpen, NothingAskedFor, NotToBeAskedFor, UnknownQuestion
from app.cases.schemas import AnswerRead, AnswerWrite, TellingWishWrite
from app.core.database import Transaction
from app.core.errors import Forbidden, NotFound, NotSignedIn
from app.core.problems import problems
from app.core.web import untraced
from app.disclosures import ledger
from app.disclosures.schemas import LedgerRead, ReasonOpened, WordsOpened
from app.intake.service import ReceiptUnknown
from app.my_case.dependencies import OwnCaseToChange
from app.my_case.schemas import OwnCaseRead, OwnDataRead
from app.my_case.service import own_case, own_data
from app.vault.service import KeyNotHeld

router = APIRouter(tags=["my case"])
BY_CODE = problems(ReceiptUnknown, Forbidden)


@router.post(
    "/reports/receipt/case/opening", summary="My case: what happens, who acts, who knows and opened", responses=BY_CODE
)
@untraced
async def open_own_case(held: OwnCaseToChange, db: Transaction) -> OwnCaseRead:
    """A POST: the code goes in a header, and no copy of the answer is kept anywhere on the way."""
    return await own_case(db, held)


@router.post(
    "/reports/receipt/case/consents",
    status_code=201,
    summary="My answer to a question of consent; the newest holds, and none is written over",
    responses=BY_CODE | problems(UnknownQuestion),
)
@untraced
async def answer_own_question(held: OwnCaseToChange, answer: AnswerWrite, db: Transaction, hooks: Hooks) -> AnswerRead:
    return await answering.answer(db, held, answer, hooks=hooks)


@router.post(
    "/reports/receipt/case/disclosures/{disclosure_id}/reason",
    summary="Why somebody was told; that it was opened is recorded",
    responses=BY_CODE | problems(NotFound, CompartmentNotOpen, KeyNotHeld),
)
@untraced
async def read_own_reason(held: OwnCaseToChange, disclosure_id: UUID, db: Transaction) -> ReasonOpened:
    return ReasonOpened(text=await ledger.read_reason(db, held, disclosure_id))


@router.post(
    "/reports/receipt/case/wishes",
    status_code=201,
    summary="That I want somebody more told, or no longer",
    responses=BY_CODE | problems(NotToBeAskedFor, NothingAskedFor, CaseClosed, CompartmentNotOpen),
)
@untraced
async def record_own_wish(held: OwnCaseToChange, wish: TellingWishWrite, db: Transaction) -> LedgerRead:
    return await ledger.record_wish(db, held, wish)


@router.post(
    "/reports/receipt/case/wishes/{wish_id}/words",
    summary="What somebody may be told by my wish; that it was opened is recorded",
    responses=BY_CODE | problems(NotFound, CompartmentNotOpen, KeyNotHeld),
)
@untraced
async def read_own_wish_words(held: OwnCaseToChange, wish_id: UUID, db: Transaction) -> WordsOpened:
    return WordsOpened(text=await wishes.read_words(db, held, wish_id))


@router.post("/reports/receipt/case/data", summary="My data, to take along", responses=BY_CODE)
@untraced
async def take_own_data(held: OwnCaseToChange, db: Transaction) -> OwnDataRead:
    return await own_data(db, held)


@router.post(
    "/cases/{case_id}/own-data",
    summary="The affected person's data, to take along; that it was taken is recorded",
    responses=problems(NotSignedIn, Forbidden, NotFound),
)
async def take_own_data_by_account(held: CaseToChange[Literal[Action.OWN_RECORD]], db: Transaction) -> OwnDataRead:
    return await own_data(db, held)
