from typing import Literal
from uuid import UUID

from fastapi import APIRouter

from app.access.rules import Action, Compartment
from app.cases.access import HeldCase
from app.cases.dependencies import CaseToChange
from app.cases.errors import CaseClosed, CompartmentNotOpen, ConsentMissing, RecipientNotAllowed
from app.core import idempotency
from app.core.database import Session, Transaction
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
from app.core.versions import SeenVersion, require_version
from app.proceedings.measures import service, support
from app.proceedings.measures.errors import (
    DecisionMissing,
    MeasureNotNext,
    MeasureStands,
    NoMeasuresHere,
    ReturnNotAsked,
    ReturnNotWanted,
)
from app.proceedings.measures.models import Measure
from app.proceedings.measures.reading import measures_as_read
from app.proceedings.measures.rows import measure_to_change
from app.proceedings.measures.schemas import (
    CareOffer,
    CareRequirement,
    CareStepWrite,
    Continuation,
    LeavingDemand,
    MeasureAnswer,
    MeasuresRead,
    SupportRead,
    TimeOutDemand,
    WhyReviewed,
    WordWrite,
)

router = APIRouter(tags=["measures"], responses=problems(NotSignedIn))
case_router = APIRouter(prefix="/cases/{case_id}", responses=problems(Forbidden, NotFound, CompartmentNotOpen))
ASKS = problems(CaseClosed, NoMeasuresHere)
CHANGES = problems(CaseClosed, MeasureNotNext, PreconditionRequired, VersionMismatch)

Handled = CaseToChange[Literal[Action.HANDLE_MEASURES]]
Supported = CaseToChange[Literal[Action.WORK_STEPS]]


@case_router.post("/measures/opening", summary="What is asked of the accused, person by person")
async def open_measures(held: CaseToChange[Literal[Action.SEE]], db: Transaction) -> MeasuresRead:
    """A POST, because it leaves a trace: which assignments they are is sealed."""
    return await measures_as_read(db, held)


@case_router.post(
    "/measures/time-outs",
    status_code=201,
    summary="Demand a time-out from all assignments at once",
    responses=ASKS | problems(IdempotencyKeyReused),
)
async def demand_time_out(held: Handled, wanted: TimeOutDemand, db: Transaction, key: IdempotencyKey) -> MeasuresRead:
    """One measure for each assignment, answered one by one. It needs no decision: it lasts until there is one."""
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"time-outs {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        await service.demand_time_out(db, held, person_id=wanted.person_id, also=wanted.also)
    return await measures_as_read(db, held)


@case_router.post(
    "/measures/leavings",
    status_code=201,
    summary="Demand that assignments are left, as the board has decided",
    responses=ASKS | problems(IdempotencyKeyReused, DecisionMissing),
)
async def demand_leaving(held: Handled, wanted: LeavingDemand, db: Transaction, key: IdempotencyKey) -> MeasuresRead:
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"leavings {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        await service.demand_leaving(db, held, person_id=wanted.person_id, also=wanted.also)
    return await measures_as_read(db, held)


@case_router.post(
    "/measures/continuation",
    summary="Let the time-out go on, as the board has decided",
    responses=ASKS | problems(DecisionMissing, MeasureStands),
)
async def continue_time_out(held: Handled, wanted: Continuation, db: Transaction) -> MeasuresRead:
    """Whoever has said no, or nothing, is asked anew."""
    await service.continue_time_out(db, held, person_id=wanted.person_id)
    return await measures_as_read(db, held)


@case_router.post(
    "/measures/care",
    status_code=201,
    summary="Require care and counselling of the accused, as the board has decided",
    responses=ASKS | problems(DecisionMissing, MeasureStands, ConsentMissing, RecipientNotAllowed),
)
async def require_care(held: Handled, wanted: CareRequirement, db: Transaction) -> MeasuresRead:
    await service.require_care(db, held, person_id=wanted.person_id, text=wanted.text)
    return await measures_as_read(db, held)


async def _seen(db: Session, held: HeldCase, measure_id: UUID, seen: str) -> Measure:
    row = await measure_to_change(db, held, measure_id)
    if row.subject is None:
        raise NotFound
    require_version(seen, current=row.version)
    return row


@case_router.post("/measures/{measure_id}/answer", summary="Write down what the accused answers", responses=CHANGES)
async def answer_measure(
    held: Handled, measure_id: UUID, wanted: MeasureAnswer, seen: SeenVersion, db: Transaction
) -> MeasuresRead:
    """`none`: they were told, and have said nothing."""
    row = await _seen(db, held, measure_id, seen)
    await service.record_answer(db, held, row, wanted.answer)
    return await measures_as_read(db, held)


@case_router.post("/measures/{measure_id}/review", summary="Look a time-out over: it goes on", responses=CHANGES)
async def review_measure(
    held: Handled, measure_id: UUID, wanted: WhyReviewed, seen: SeenVersion, db: Transaction
) -> MeasuresRead:
    await service.extend(db, held, await _seen(db, held, measure_id, seen), reason=wanted.reason)
    return await measures_as_read(db, held)


@case_router.post(
    "/measures/{measure_id}/end",
    summary="End a time-out, as the board has decided",
    responses=CHANGES | problems(DecisionMissing, ReturnNotAsked, ReturnNotWanted),
)
async def end_measure(
    held: Handled, measure_id: UUID, wanted: WhyReviewed, seen: SeenVersion, db: Transaction
) -> MeasuresRead:
    """After a decision that it was not severe, the affected person has to have said how a return would be."""
    await service.end(db, held, await _seen(db, held, measure_id, seen), reason=wanted.reason)
    return await measures_as_read(db, held)


@case_router.post(
    "/measures/{measure_id}/care",
    summary="Write down that required care has begun, is completed or was declined",
    responses=CHANGES,
)
async def follow_required_care(
    held: Handled, measure_id: UUID, wanted: CareStepWrite, seen: SeenVersion, db: Transaction
) -> MeasuresRead:
    await service.follow_care(db, held, await _seen(db, held, measure_id, seen), wanted.step)
    return await measures_as_read(db, held)


# The affected person's side


@case_router.post("/support/opening", summary="What is held out to the affected person, and asked of them")
async def open_support(held: CaseToChange[Literal[Action.SEE]], db: Transaction) -> SupportRead:
    """A POST, because it leaves a trace."""
    return await support.support_as_read(db, held)


@case_router.post(
    "/support/care",
    status_code=201,
    summary="Hold out care and counselling to the affected person",
    responses=problems(CaseClosed, IdempotencyKeyReused),
)
async def offer_care(held: Supported, wanted: CareOffer, db: Transaction, key: IdempotencyKey) -> SupportRead:
    held.require_compartment(Compartment.SUPPORT)
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"care {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        await support.offer_care(db, held, text=wanted.text, measure_id=claim.made_id)
    return await support.support_as_read(db, held)


@case_router.post(
    "/support/care/{measure_id}",
    summary="Say that care has begun, is completed, or is not wanted",
    responses=CHANGES,
)
async def follow_offered_care(
    held: Supported, measure_id: UUID, wanted: CareStepWrite, seen: SeenVersion, db: Transaction
) -> SupportRead:
    await support.follow_care(db, held, measure_id, wanted.step, seen=seen)
    return await support.support_as_read(db, held)


@case_router.post(
    "/support/returns/{measure_id}",
    status_code=201,
    summary="What the affected person says about somebody's return",
    responses=problems(CaseClosed, MeasureNotNext),
)
async def write_word(held: Supported, measure_id: UUID, wanted: WordWrite, db: Transaction) -> SupportRead:
    """Their own words stay with them, their contact person and the officer; the board learns yes or no."""
    await support.write_word(db, held, measure_id, is_content=wanted.is_content, text=wanted.text)
    return await support.support_as_read(db, held)


router.include_router(case_router)
