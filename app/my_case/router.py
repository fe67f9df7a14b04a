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
from app.company import reading as contact_reading
from app.company import service as contact
from app.company.days import service as days
from app.company.days.errors import DayOver
from app.company.days.reading import read_days
from app.company.days.schemas import CompanyDayList, CompanyDayWrite, CompanyWishWrite
from app.company.errors import NobodyToRead, NoContactKept, NotPaused
from app.company.schemas import ContactContents, ContactStanding, MessageWrite, PauseWrite, RhythmWrite
from app.core.database import Transaction
from app.core.errors import Forbidden, IdempotencyKeyReused, NotFound, NotSignedIn
from app.core.idempotency import IdempotencyKey
from app.core.problems import problems
from app.core.web import untraced
from app.disclosures import ledger
from app.disclosures.schemas import LedgerRead, ReasonOpened, WordsOpened
from app.intake.service import ReceiptUnknown
from app.my_case.dependencies import OwnCaseToChange
from app.my_case.schemas import OwnCaseRead, OwnDataRead
from app.my_case.service import own_case, own_data
from app.plans import appointing
from app.plans.errors import NoContactPersonToDecline
from app.plans.schemas import ContactPersonDecline
from app.vault.service import KeyNotHeld

router = APIRouter(tags=["my case"])
BY_CODE = problems(ReceiptUnknown, Forbidden)
OF_CONTACT = BY_CODE | problems(CompartmentNotOpen, CaseClosed, NoContactKept)


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


@router.post(
    "/reports/receipt/case/contact/opening",
    summary="Who is beside me, what was noted and what was written",
    responses=BY_CODE | problems(CompartmentNotOpen),
)
@untraced
async def open_own_contact(held: OwnCaseToChange, db: Transaction) -> ContactContents:
    return await contact_reading.contents(db, held)


@router.post(
    "/reports/receipt/case/contact/messages",
    status_code=201,
    summary="Write to whoever is beside me",
    responses=OF_CONTACT | problems(NobodyToRead, IdempotencyKeyReused),
)
@untraced
async def send_own_message(
    held: OwnCaseToChange, written: MessageWrite, db: Transaction, key: IdempotencyKey
) -> ContactContents:
    await contact.send_once(db, held, written, key=key)
    return await contact_reading.read_all(db, held)


@router.post(
    "/reports/receipt/case/contact/days",
    status_code=201,
    summary="A day with the police or in court that comes",
    responses=OF_CONTACT | problems(IdempotencyKeyReused),
)
@untraced
async def enter_own_day(
    held: OwnCaseToChange, wanted: CompanyDayWrite, db: Transaction, key: IdempotencyKey
) -> CompanyDayList:
    await days.enter_once(db, held, wanted, key=key)
    return await read_days(db, held)


@router.post(
    "/reports/receipt/case/contact/days/{day_id}/wish",
    summary="Whether I want somebody along",
    responses=OF_CONTACT | problems(NotFound, DayOver),
)
@untraced
async def wish_for_own_company(
    held: OwnCaseToChange, day_id: UUID, wanted: CompanyWishWrite, db: Transaction
) -> CompanyDayList:
    await days.wish(db, held, day_id, is_wanted=wanted.is_wanted)
    return await read_days(db, held)


@router.post(
    "/reports/receipt/case/contact/rhythm", summary="How often I want somebody to be in touch", responses=OF_CONTACT
)
@untraced
async def agree_own_rhythm(held: OwnCaseToChange, wanted: RhythmWrite, db: Transaction) -> ContactStanding:
    await contact.agree(db, held, wanted)
    return await contact_reading.contact_of(db, held)


@router.post("/reports/receipt/case/contact/pause", summary="Leave me in peace for a while", responses=OF_CONTACT)
@untraced
async def pause_own_contact(held: OwnCaseToChange, wanted: PauseWrite, db: Transaction) -> ContactStanding:
    await contact.pause(db, held, wanted)
    return await contact_reading.contact_of(db, held)


@router.post(
    "/reports/receipt/case/contact/resumption",
    summary="Get in touch again",
    responses=OF_CONTACT | problems(NotPaused),
)
@untraced
async def resume_own_contact(held: OwnCaseToChange, db: Transaction) -> ContactStanding:
    await contact.resume(db, held)
    return await contact_reading.contact_of(db, held)


@router.post(
    "/reports/receipt/case/contact/decline",
    summary="I want another contact person, or none",
    responses=BY_CODE | problems(CaseClosed, NoContactPersonToDecline),
)
@untraced
async def decline_own_contact(
    held: OwnCaseToChange, declined: ContactPersonDecline, db: Transaction
) -> ContactStanding:
    await appointing.decline_contact_person(
        db, held, wants_another=declined.wants_another, reason=declined.reason or ""
    )
    return await contact_reading.contact_of(db, held)
