"""Exclusion cases in their case, and those without one as the offices that lead them hold them."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from app.access.actor import Actor
from app.access.dependencies import CurrentActor, doing
from app.access.rules import Action, Task
from app.audit import service as audit
from app.cases import service as cases
from app.cases.dependencies import CaseToChange, CaseToRead, held_in
from app.cases.errors import CaseClosed, CompartmentNotOpen, ConsentMissing, NameNeverSaid, RecipientNotAllowed
from app.core import idempotency
from app.core.database import Reading, Transaction
from app.core.errors import (
    Forbidden,
    IdempotencyKeyReused,
    NotFound,
    NotSignedIn,
    PreconditionRequired,
    VersionMismatch,
)
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.problems import problems
from app.core.schemas import Page
from app.core.versions import SeenVersion, set_etag
from app.proceedings.exclusion import acting, reading, service, telling
from app.proceedings.exclusion.errors import (
    BoardHasNotDecided,
    ExclusionNotThere,
    ExclusionUnderWay,
    LetterNotYet,
    NoExclusionHere,
)
from app.proceedings.exclusion.letters import letter_of
from app.proceedings.exclusion.reading import Known
from app.proceedings.exclusion.rules import ExclusionLetter
from app.proceedings.exclusion.schemas import (
    ActWrite,
    ExclusionCaseList,
    ExclusionCaseRead,
    ExclusionCreate,
    ExclusionMade,
    OpenedExclusion,
)
from app.vault.service import KeyNotHeld
from app.votes.dependencies import VoteSlowWork as SlowWork
from app.votes.dependencies import WholeDatabase
from app.votes.minutes.typesetting import pdf_of

router = APIRouter(tags=["exclusion cases"])

ExclusionReader = Annotated[Actor, Depends(doing(Task.SEE_EXCLUSION_CASES, Task.STAND_IN_FOR_CHAIR))]

BY_OFFICE = problems(NotSignedIn, Forbidden)
IN_THE_CASE = problems(NotSignedIn, Forbidden, NotFound, CompartmentNotOpen)
CHANGED = problems(VersionMismatch, PreconditionRequired, ExclusionNotThere)
TELLS = problems(ConsentMissing, RecipientNotAllowed, NameNeverSaid)


@router.get("/exclusion-cases", summary="The exclusion cases that one may know of", responses=BY_OFFICE)
async def list_exclusion_cases(actor: ExclusionReader, db: Reading) -> Page[ExclusionCaseRead]:
    """Every exclusion case that one may know of; always one page, there are few."""
    return Page(items=await reading.by_office(db, await reading.known_to(db, actor), actor=actor))


@router.get("/exclusion-cases/{exclusion_id}", summary="One exclusion case", responses=BY_OFFICE | problems(NotFound))
async def read_exclusion_case(
    actor: ExclusionReader, exclusion_id: UUID, db: Reading, response: Response
) -> ExclusionCaseRead:
    (found,) = await reading.by_office(db, [await reading.known(db, exclusion_id, actor=actor)], actor=actor)
    set_etag(response, found.version)
    return found


async def _led(actor: ExclusionReader, exclusion_id: UUID, db: Transaction) -> Known:
    return await reading.to_lead(db, exclusion_id, actor=actor)


@router.post(
    "/exclusion-cases/{exclusion_id}/acts",
    summary="Take an exclusion case without a case one step on",
    responses=BY_OFFICE | problems(NotFound) | CHANGED,
)
async def act_on_exclusion_case(
    led: Annotated[Known, Depends(_led)], actor: ExclusionReader, wanted: ActWrite, db: Transaction, seen: SeenVersion
) -> ExclusionCaseRead:
    """What it comes to in words is kept outside: there is no case whose vault could hold it."""
    await acting.act_without_case(db, led.row, wanted, seen=seen, by=actor.tag)
    (found,) = await reading.by_office(db, [led], actor=actor)
    return found


@router.post(
    "/exclusion-cases/{exclusion_id}/letters/{letter}.pdf",
    summary="A letter of an exclusion case without a case, as a PDF",
    response_class=Response,
    responses={**BY_OFFICE, **problems(NotFound, LetterNotYet), 200: {"content": {"application/pdf": {}}}},
)
async def print_letter(
    actor: ExclusionReader,
    exclusion_id: UUID,
    letter: ExclusionLetter,
    database: WholeDatabase,
    slow_work: SlowWork,
) -> Response:
    """What was written is kept outside, and enclosed by whoever sends it."""
    async with database.writing() as db:
        led = await reading.to_lead(db, exclusion_id, actor=actor)
        (found,) = await reading.by_office(db, [led], actor=actor)
        document = await letter_of(db, led.row, letter, read=found)
        audit.record(db, "exclusion-letter", actor=actor.tag, subject=exclusion_id, letter=letter.value)
    return Response(await slow_work.run(pdf_of, document), media_type="application/pdf")


@router.get("/cases/{case_id}/exclusion-cases", summary="The exclusion cases of a case", responses=IN_THE_CASE)
async def list_exclusion_cases_of_case(held: CaseToRead[Literal[Action.SEE]], db: Reading) -> ExclusionCaseList:
    return ExclusionCaseList(
        items=await reading.of_case(db, held), board_decided=await reading.decided_by_board(db, held)
    )


@router.post(
    "/cases/{case_id}/exclusion-cases",
    status_code=201,
    summary="Have the board decide whether an exclusion case is opened",
    responses=IN_THE_CASE | problems(CaseClosed, NoExclusionHere, ExclusionUnderWay, IdempotencyKeyReused),
)
async def begin_exclusion_case(
    held: CaseToChange[Literal[Action.LEAD_EXCLUSION]], wanted: ExclusionCreate, db: Transaction, key: IdempotencyKey
) -> ExclusionMade:
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"exclusion-cases {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        await service.begin(db, held, wanted.concerns, exclusion_id=claim.made_id)
    return ExclusionMade(exclusion_id=claim.made_id)


@router.post(
    "/cases/{case_id}/exclusion-cases/{exclusion_id}/acts",
    summary="Take an exclusion case one step on",
    responses=IN_THE_CASE | CHANGED | TELLS | problems(BoardHasNotDecided),
)
async def act_on_exclusion_case_of_case(
    held: CaseToChange[Literal[Action.LEAD_EXCLUSION]],
    exclusion_id: UUID,
    wanted: ActWrite,
    db: Transaction,
    seen: SeenVersion,
) -> ExclusionCaseRead:
    row = await acting.act_in_case(db, held, exclusion_id, wanted, seen=seen)
    return next(each for each in await reading.of_case(db, held) if each.id == row.id)


@router.post(
    "/cases/{case_id}/exclusion-cases/{exclusion_id}/opening",
    summary="Open what is written in an exclusion case; that it was opened is recorded",
    responses=IN_THE_CASE,
)
async def open_exclusion_case(
    held: CaseToChange[Literal[Action.SEE]], exclusion_id: UUID, db: Transaction
) -> OpenedExclusion:
    return await reading.opened(db, held, await acting.of_case(db, held, exclusion_id))


@router.post(
    "/cases/{case_id}/exclusion-cases/{exclusion_id}/letters/{letter}.pdf",
    summary="A letter of an exclusion case as a PDF; that it was printed is recorded",
    response_class=Response,
    responses={**IN_THE_CASE, **TELLS, **problems(LetterNotYet, KeyNotHeld), 200: {"content": {"application/pdf": {}}}},
)
async def print_letter_of_case(  # noqa: PLR0913 - what FastAPI hands in
    case_id: UUID,
    exclusion_id: UUID,
    letter: ExclusionLetter,
    actor: CurrentActor,
    database: WholeDatabase,
    slow_work: SlowWork,
) -> Response:
    """In the association's language: A4, accessible, made anew each time, kept nowhere. To the federation with the
    statement and the recommendation in it; to whom it concerns with no word that was written in the case.
    """
    async with database.writing() as db:
        held = await held_in(db, case_id, actor, Action.LEAD_EXCLUSION, to_change=True)
        row = await acting.of_case(db, held, exclusion_id)
        found = next(each for each in await reading.of_case(db, held) if each.id == row.id)
        words = await reading.opened(db, held, row) if letter is ExclusionLetter.REFERRAL else None
        document = await letter_of(db, row, letter, read=found, words=words)
        await telling.require_may_tell(db, held, letter)
        cases.log(db, held, "exclusion-letter", letter=letter.value)
        audit.record(db, "exclusion-letter", actor=actor.tag, subject=exclusion_id, letter=letter.value)
    return Response(await slow_work.run(pdf_of, document), media_type="application/pdf")
