"""The contact by the receipt code: who is beside them, what is said, and the days with the police and in court.

As `app/company`, by the code instead of a sign-in. No line of it stands in the log.
"""

from uuid import UUID

from fastapi import APIRouter

from app.cases.errors import CaseClosed, CompartmentNotOpen
from app.company import reading as contact_reading
from app.company import service as contact
from app.company.days import service as days
from app.company.days.errors import CannotComeAlong, CompanyNotWanted, DayNotYet, DayOver, NotYoursToAnswer
from app.company.days.reading import read_days
from app.company.days.schemas import (
    CompanyAnswer,
    CompanyAsk,
    CompanyDayEnd,
    CompanyDayList,
    CompanyDayWrite,
    CompanyWishWrite,
)
from app.company.errors import NobodyToRead, NoContactKept, NotPaused
from app.company.schemas import ContactContents, ContactStanding, MessageWrite, PauseWrite, RhythmWrite
from app.core.database import Transaction
from app.core.errors import Forbidden, IdempotencyKeyReused, NotFound, PreconditionRequired, VersionMismatch
from app.core.idempotency import IdempotencyKey
from app.core.problems import problems
from app.core.versions import SeenVersion
from app.core.web import untraced
from app.intake.service import ReceiptUnknown
from app.my_case.dependencies import OwnCaseToChange
from app.plans import appointing
from app.plans.errors import NoContactPersonToDecline
from app.plans.schemas import ContactPersonDecline

router = APIRouter(
    prefix="/reports/receipt/case/contact", tags=["my case"], responses=problems(ReceiptUnknown, Forbidden)
)
KEPT = problems(CompartmentNotOpen, CaseClosed, NoContactKept)
OF_A_DAY = KEPT | problems(NotFound, DayOver)
VERSIONED = OF_A_DAY | problems(PreconditionRequired, VersionMismatch)


@router.post(
    "/opening",
    summary="Who is beside me, what was noted and what was written",
    responses=problems(CompartmentNotOpen),
)
@untraced
async def open_own_contact(held: OwnCaseToChange, db: Transaction) -> ContactContents:
    return await contact_reading.contents(db, held)


@router.post(
    "/messages",
    status_code=201,
    summary="Write to whoever is beside me",
    responses=KEPT | problems(NobodyToRead, IdempotencyKeyReused),
)
@untraced
async def send_own_message(
    held: OwnCaseToChange, written: MessageWrite, db: Transaction, key: IdempotencyKey
) -> ContactContents:
    await contact.send_once(db, held, written, key=key)
    return await contact_reading.read_all(db, held)


@router.post(
    "/days",
    status_code=201,
    summary="A day with the police or in court that comes",
    responses=KEPT | problems(IdempotencyKeyReused),
)
@untraced
async def enter_own_day(
    held: OwnCaseToChange, wanted: CompanyDayWrite, db: Transaction, key: IdempotencyKey
) -> CompanyDayList:
    await days.enter_once(db, held, wanted, key=key)
    return await read_days(db, held)


@router.post(
    "/days/{day_id}/wish",
    summary="Whether I want somebody along",
    responses=OF_A_DAY,
)
@untraced
async def wish_for_own_company(
    held: OwnCaseToChange, day_id: UUID, wanted: CompanyWishWrite, db: Transaction
) -> CompanyDayList:
    await days.wish(db, held, day_id, is_wanted=wanted.is_wanted)
    return await read_days(db, held)


@router.post("/days/{day_id}", summary="Another time, or other words", responses=VERSIONED)
@untraced
async def change_own_day(
    held: OwnCaseToChange, day_id: UUID, wanted: CompanyDayWrite, seen: SeenVersion, db: Transaction
) -> CompanyDayList:
    """Whoever has said yes to coming along is asked again where the time is another."""
    await days.change(db, held, day_id, wanted, seen=seen)
    return await read_days(db, held)


@router.post("/days/{day_id}/state", summary="It was held, or is called off", responses=VERSIONED | problems(DayNotYet))
@untraced
async def end_own_day(
    held: OwnCaseToChange, day_id: UUID, wanted: CompanyDayEnd, seen: SeenVersion, db: Transaction
) -> CompanyDayList:
    await days.end(db, held, day_id, wanted.state, seen=seen)
    return await read_days(db, held)


@router.post(
    "/days/{day_id}/company",
    summary="Ask somebody to come along",
    responses=OF_A_DAY | problems(CompanyNotWanted, CannotComeAlong),
)
@untraced
async def ask_for_own_company(
    held: OwnCaseToChange, day_id: UUID, wanted: CompanyAsk, db: Transaction
) -> CompanyDayList:
    """Whoever is beside them, who answers themselves, or somebody else by name. It is taken back by the wish."""
    await days.ask(db, held, day_id, wanted)
    return await read_days(db, held)


@router.post(
    "/days/{day_id}/answer",
    summary="What somebody from outside has answered",
    responses=OF_A_DAY | problems(CompanyNotWanted, NotYoursToAnswer),
)
@untraced
async def answer_for_own_company(
    held: OwnCaseToChange, day_id: UUID, wanted: CompanyAnswer, db: Transaction
) -> CompanyDayList:
    await days.answer(db, held, day_id, accepts=wanted.accepts)
    return await read_days(db, held)


@router.post("/rhythm", summary="How often I want somebody to be in touch", responses=KEPT)
@untraced
async def agree_own_rhythm(held: OwnCaseToChange, wanted: RhythmWrite, db: Transaction) -> ContactStanding:
    await contact.agree(db, held, wanted)
    return await contact_reading.contact_of(db, held)


@router.post("/pause", summary="Leave me in peace for a while", responses=KEPT)
@untraced
async def pause_own_contact(held: OwnCaseToChange, wanted: PauseWrite, db: Transaction) -> ContactStanding:
    await contact.pause(db, held, wanted)
    return await contact_reading.contact_of(db, held)


@router.post(
    "/resumption",
    summary="Get in touch again",
    responses=KEPT | problems(NotPaused),
)
@untraced
async def resume_own_contact(held: OwnCaseToChange, db: Transaction) -> ContactStanding:
    await contact.resume(db, held)
    return await contact_reading.contact_of(db, held)


@router.post(
    "/decline",
    summary="I want another contact person, or none",
    responses=problems(CaseClosed, NoContactPersonToDecline),
)
@untraced
async def decline_own_contact(
    held: OwnCaseToChange, declined: ContactPersonDecline, db: Transaction
) -> ContactStanding:
    await appointing.decline_contact_person(
        db, held, wants_another=declined.wants_another, reason=declined.reason or ""
    )
    return await contact_reading.contact_of(db, held)
