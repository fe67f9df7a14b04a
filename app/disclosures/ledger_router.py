"""Who knows what, on which ground, and the words for who is to be told."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter

from app.access.rules import Action
from app.cases import wishes
from app.cases.dependencies import CaseToChange, CaseToRead
from app.cases.errors import CaseClosed, CompartmentNotOpen, NothingAskedFor, NotToBeAskedFor
from app.cases.schemas import TellingWishWrite
from app.core.database import Reading, Transaction
from app.core.errors import Forbidden, NotFound, NotSignedIn
from app.core.problems import problems
from app.disclosures import ledger, prepared
from app.disclosures.schemas import LedgerRead, PreparedTextList, ReasonOpened, WordsOpened
from app.vault.service import KeyNotHeld

router = APIRouter(prefix="/cases", tags=["disclosures"], responses=problems(NotSignedIn, Forbidden, NotFound))


@router.get("/{case_id}/ledger", summary="Who was told what and why, and the whole history of each question of consent")
async def read_ledger(held: CaseToRead[Literal[Action.SEE_PEOPLE]], db: Reading) -> LedgerRead:
    return await ledger.ledger(db, held)


@router.post(
    "/{case_id}/disclosures/{disclosure_id}/reason",
    summary="Read why somebody was told; that it was opened is recorded",
    responses=problems(CompartmentNotOpen, KeyNotHeld),
)
async def read_disclosure_reason(
    held: CaseToChange[Literal[Action.SEE_PEOPLE]], disclosure_id: UUID, db: Transaction
) -> ReasonOpened:
    return ReasonOpened(text=await ledger.read_reason(db, held, disclosure_id))


@router.post(
    "/{case_id}/wishes",
    status_code=201,
    summary="Record that the affected person wants somebody told whom the list leaves out, or no longer",
    responses=problems(NotToBeAskedFor, NothingAskedFor, CaseClosed, CompartmentNotOpen),
)
async def record_wish(
    held: CaseToChange[Literal[Action.RECORD_CONSENT]], wish: TellingWishWrite, db: Transaction
) -> LedgerRead:
    return await ledger.record_wish(db, held, wish)


@router.post(
    "/{case_id}/wishes/{wish_id}/words",
    summary="Read what somebody may be told by the affected person's wish; that it was opened is recorded",
    responses=problems(CompartmentNotOpen, KeyNotHeld),
)
async def read_wish_words(
    held: CaseToChange[Literal[Action.SEE_PEOPLE]], wish_id: UUID, db: Transaction
) -> WordsOpened:
    return WordsOpened(text=await wishes.read_words(db, held, wish_id))


@router.get("/{case_id}/prepared-texts", summary="The policy's words for each who may be told, filled in")
async def list_prepared_texts(held: CaseToRead[Literal[Action.RECORD_DISCLOSURE]], db: Reading) -> PreparedTextList:
    return PreparedTextList(items=await prepared.prepared_texts(db, held))
