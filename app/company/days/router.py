"""Days with the police or in court, by account. By the receipt code it is `app/my_case`."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter

from app.access.rules import Action
from app.cases.dependencies import CaseToChange
from app.cases.errors import CaseClosed, CompartmentNotOpen
from app.company.days import reading, service
from app.company.days.errors import CannotComeAlong, CompanyNotWanted, DayNotYet, DayOver, NotYoursToAnswer
from app.company.days.schemas import (
    CompanyAnswer,
    CompanyAsk,
    CompanyDayEnd,
    CompanyDayList,
    CompanyDayWrite,
    CompanyWishWrite,
)
from app.company.errors import NoContactKept
from app.core.database import Transaction
from app.core.errors import (
    Forbidden,
    IdempotencyKeyReused,
    NotFound,
    NotSignedIn,
    PreconditionRequired,
    VersionMismatch,
)
from app.core.idempotency import IdempotencyKey
from app.core.problems import problems
from app.core.versions import SeenVersion

router = APIRouter(
    prefix="/cases/{case_id}/contact/days",
    tags=["contact"],
    responses=problems(NotSignedIn, Forbidden, NotFound, CompartmentNotOpen, CaseClosed, NoContactKept),
)
Beside = CaseToChange[Literal[Action.KEEP_IN_TOUCH]]
VERSIONED = problems(DayOver, PreconditionRequired, VersionMismatch)


@router.post(
    "",
    status_code=201,
    summary="Enter a day with the police or in court",
    responses=problems(IdempotencyKeyReused),
)
async def enter_company_day(
    held: Beside, wanted: CompanyDayWrite, db: Transaction, key: IdempotencyKey
) -> CompanyDayList:
    """What kind of day it is, where, and what to bring are sealed."""
    await service.enter_once(db, held, wanted, key=key)
    return await reading.read_days(db, held)


@router.put("/{day_id}", summary="Another time, or other words", responses=VERSIONED)
async def change_company_day(
    held: Beside, day_id: UUID, wanted: CompanyDayWrite, seen: SeenVersion, db: Transaction
) -> CompanyDayList:
    """Whoever has said yes to coming along is asked again where the time is another."""
    await service.change(db, held, day_id, wanted, seen=seen)
    return await reading.read_days(db, held)


@router.put("/{day_id}/state", summary="It was held, or is called off", responses=VERSIONED | problems(DayNotYet))
async def end_company_day(
    held: Beside, day_id: UUID, wanted: CompanyDayEnd, seen: SeenVersion, db: Transaction
) -> CompanyDayList:
    await service.end(db, held, day_id, wanted.state, seen=seen)
    return await reading.read_days(db, held)


@router.put("/{day_id}/wish", summary="Whether the affected person wants somebody along", responses=problems(DayOver))
async def wish_for_company(
    held: CaseToChange[Literal[Action.PAUSE_CONTACT]], day_id: UUID, wanted: CompanyWishWrite, db: Transaction
) -> CompanyDayList:
    """Their word: by themselves, or by the security officer whom they told it. Who wrote it stands in the trace."""
    await service.wish(db, held, day_id, is_wanted=wanted.is_wanted)
    return await reading.read_days(db, held)


@router.put(
    "/{day_id}/company",
    summary="Ask somebody to come along",
    responses=problems(DayOver, CompanyNotWanted, CannotComeAlong),
)
async def ask_for_company(held: Beside, day_id: UUID, wanted: CompanyAsk, db: Transaction) -> CompanyDayList:
    """Whoever is beside the affected person, or somebody else by name, which is sealed. Of the first they answer."""
    await service.ask(db, held, day_id, wanted)
    return await reading.read_days(db, held)


@router.put(
    "/{day_id}/answer",
    summary="Come along, or not",
    responses=problems(DayOver, CompanyNotWanted, NotYoursToAnswer),
)
async def answer_for_company(held: Beside, day_id: UUID, wanted: CompanyAnswer, db: Transaction) -> CompanyDayList:
    """By whoever is asked; of somebody from outside, by whoever asked them."""
    await service.answer(db, held, day_id, accepts=wanted.accepts)
    return await reading.read_days(db, held)
