"""The case as its reporter holds it who has no account: by the receipt code, for as long as it is theirs.

They are its reporter, and the affected person once an officer who has talked with them has said so.
"""

from typing import Annotated

from fastapi import Depends, Header
from sqlmodel import col, select

from app.access.actor import Actor, ActorKind
from app.access.rules import CaseRole, Compartment
from app.cases.access import HeldCase, opens
from app.cases.models import Case, Grant
from app.cases.seated import receipt_tag
from app.core.database import Reading, Session, Transaction
from app.intake.models import Receipt
from app.intake.rules import normalised_code
from app.intake.service import ReceiptUnknown, reporters_keys

ReceiptCode = Annotated[str, Header(max_length=100)]


async def held_by(db: Session, code: str, *, to_change: bool) -> HeldCase:
    """Raises ReceiptUnknown: a wrong code, one that never was, and one that opens nothing any more are one answer."""
    letters = normalised_code(code)
    lookup = db.keys.keyed_hash("receipt", letters or "")
    receipt = (await db.exec(select(Receipt).where(Receipt.lookup == lookup))).first() if letters else None
    if receipt is None or letters is None:
        raise ReceiptUnknown
    question = select(Case).where(Case.id == receipt.case_id)
    case = (await db.exec(question.with_for_update(key_share=True) if to_change else question)).one()
    tag = receipt_tag(db, receipt.holder_id)
    grants = (
        await db.exec(
            select(Grant).where(
                Grant.case_id == case.id,
                Grant.holder == tag,
                col(Grant.role).in_([CaseRole.REPORTER, CaseRole.AFFECTED]),
                col(Grant.ended_at).is_(None),
                col(Grant.suspended_at).is_(None),
            )
        )
    ).all()
    if not grants:
        raise ReceiptUnknown
    return HeldCase(
        case=case,
        actor=Actor(
            kind=ActorKind.ANONYMOUS,
            tag=tag,
            holder_id=receipt.holder_id,
            holder_seed=reporters_keys(letters).seed,
        ),
        roles=frozenset(grant.role for grant in grants),
        compartments=frozenset[Compartment]().union(*(opens(grant) for grant in grants)),
        awaiting_key=frozenset(),
    )


async def _to_read(receipt_code: ReceiptCode, db: Reading) -> HeldCase:
    return await held_by(db, receipt_code, to_change=False)


async def _to_change(receipt_code: ReceiptCode, db: Transaction) -> HeldCase:
    return await held_by(db, receipt_code, to_change=True)


ReportToRead = Annotated[HeldCase, Depends(_to_read)]
ReportToChange = Annotated[HeldCase, Depends(_to_change)]
