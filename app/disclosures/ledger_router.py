"""Who knows what, on which ground, and the words for who is to be told."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter

from app.access.rules import Action
from app.cases.dependencies import CaseToChange, CaseToRead
from app.cases.errors import CompartmentNotOpen
from app.core.database import Reading, Transaction
from app.core.errors import Forbidden, NotFound, NotSignedIn
from app.core.problems import problems
from app.disclosures import ledger, prepared
from app.disclosures.schemas import LedgerRead, PreparedTextList, ReasonOpened
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


@router.get("/{case_id}/prepared-texts", summary="The policy's words for each who may be told, filled in")
async def list_prepared_texts(held: CaseToRead[Literal[Action.RECORD_DISCLOSURE]], db: Reading) -> PreparedTextList:
    return PreparedTextList(items=await prepared.prepared_texts(db, held))
