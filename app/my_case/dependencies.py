"""The case by the receipt code, for whom an officer has confirmed to be the affected person; else as to a reporter."""

from typing import Annotated

from fastapi import Depends

from app.access.rules import Action
from app.cases.access import HeldCase
from app.core.database import Session, Transaction
from app.core.errors import Forbidden
from app.intake.coming_back import ReceiptCode, held_by


async def own_case_by(db: Session, code: str, action: Action, *, to_change: bool) -> HeldCase:
    """For a route that cannot hold a transaction all along; everything else takes the case below.

    Raises ReceiptUnknown, Forbidden.
    """
    held = await held_by(db, code, to_change=to_change)
    try:
        held.require(action)
    except Forbidden as refusal:
        refusal.refused_to, refusal.refused_about = held.actor.tag, str(held.id)
        raise
    return held


async def _to_change(receipt_code: ReceiptCode, db: Transaction) -> HeldCase:
    return await own_case_by(db, receipt_code, Action.OWN_RECORD, to_change=True)


OwnCaseToChange = Annotated[HeldCase, Depends(_to_change)]
