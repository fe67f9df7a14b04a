"""Until when a closed case is kept, and two who keep it longer."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter

from app.access.rules import Action, Compartment
from app.cases.access import HeldCase
from app.cases.dependencies import CaseToChange, CaseToRead
from app.cases.errors import CompartmentNotOpen
from app.cases.names import Names
from app.core import idempotency
from app.core.database import Reading, Session, Transaction
from app.core.errors import Forbidden, IdempotencyKeyReused, NotFound, NotSignedIn
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.problems import problems
from app.disclosures.errors import AnotherPersonNeeded
from app.people.rules import local_date
from app.retention import reading, service
from app.retention.errors import CaseNotClosed, HoldNotInForce, HoldNotWaiting
from app.retention.rules import HoldState
from app.retention.schemas import HoldAsked, HoldRead, HoldReason, RetentionRead
from app.vault.service import KeyNotHeld

router = APIRouter(prefix="/cases", tags=["retention"], responses=problems(NotSignedIn, Forbidden, NotFound))


@router.get("/{case_id}/retention", summary="When a closed case is destroyed, and what keeps it longer")
async def read_retention(held: CaseToRead[Literal[Action.SEE]], db: Reading) -> RetentionRead:
    return await _read(db, held)


async def _read(db: Session, held: HeldCase) -> RetentionRead:
    found, name = await reading.retention_of(db, held), await Names.of(db, held)
    return RetentionRead(
        destroyed_on=local_date(found.destroyed_at) if found.destroyed_at else None,
        is_kept_longer=found.is_kept_longer,
        first_day=found.first_day,
        last_day=found.last_day,
        holds=[_hold(held, view, name) for view in found.holds],
    )


def _hold(held: HeldCase, view: reading.HoldView, name: Names) -> HoldRead:
    row, is_mine = view.row, view.row.asked_by == held.actor.tag
    return HoldRead(
        id=row.id,
        state=view.state,
        until=row.until,
        asked_by=name(row.asked_by),
        asked_at=row.asked_at,
        answered_by=name(row.answered_by),
        answered_at=row.answered_at,
        ended_by=name(row.ended_by),
        ended_at=row.ended_at,
        may_agree=view.state is HoldState.WAITS and not is_mine and Compartment.DECISIONS in held.compartments,
        is_mine=is_mine,
    )


@router.post(
    "/{case_id}/holds",
    status_code=201,
    summary="Ask a second person to keep a closed case beyond its time",
    responses=problems(CaseNotClosed, IdempotencyKeyReused),
)
async def ask_hold(
    held: CaseToChange[Literal[Action.KEEP_LONGER]], wanted: HoldAsked, db: Transaction, key: IdempotencyKey
) -> RetentionRead:
    """Nothing is kept by this: it waits for somebody else who leads the case."""
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"holds {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        await service.ask(db, held, until=wanted.until, reason=wanted.reason, hold_id=claim.made_id)
    return await _read(db, held)


@router.post(
    "/{case_id}/holds/{hold_id}/reason",
    summary="Read why; that it was opened is recorded",
    responses=problems(CompartmentNotOpen, KeyNotHeld),
)
async def read_hold_reason(
    held: CaseToChange[Literal[Action.KEEP_LONGER]], hold_id: UUID, db: Transaction
) -> HoldReason:
    return HoldReason(text=await service.read_reason(db, held, hold_id))


@router.post(
    "/{case_id}/holds/{hold_id}/agreement",
    summary="Agree as the second: the case is kept through the day that was asked for",
    responses=problems(CompartmentNotOpen, HoldNotWaiting, AnotherPersonNeeded, CaseNotClosed),
)
async def agree_to_hold(
    held: CaseToChange[Literal[Action.KEEP_LONGER]], hold_id: UUID, db: Transaction
) -> RetentionRead:
    await service.agree(db, held, hold_id)
    return await _read(db, held)


@router.post(
    "/{case_id}/holds/{hold_id}/refusal",
    summary="Take back what one asked for, or say no to it",
    responses=problems(HoldNotWaiting),
)
async def refuse_hold(held: CaseToChange[Literal[Action.KEEP_LONGER]], hold_id: UUID, db: Transaction) -> RetentionRead:
    await service.refuse(db, held, hold_id)
    return await _read(db, held)


@router.post(
    "/{case_id}/holds/{hold_id}/end",
    summary="End a hold before its time",
    responses=problems(HoldNotInForce),
)
async def end_hold(held: CaseToChange[Literal[Action.KEEP_LONGER]], hold_id: UUID, db: Transaction) -> RetentionRead:
    """The case is kept for as long as a warning takes all the same, and those who lead it are told."""
    await service.end(db, held, hold_id)
    return await _read(db, held)
