"""The safety ahead of a case, for whoever leads it. Source: SOP-05, ASM-01."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter

from app.access.rules import Action
from app.cases.dependencies import CaseToChange, CaseToRead
from app.cases.errors import CaseClosed, CompartmentNotOpen
from app.core.database import Reading, Transaction
from app.core.errors import Forbidden, NotFound, NotSignedIn, PreconditionRequired, VersionMismatch
from app.core.problems import problems
from app.core.versions import SeenVersion
from app.safety import reading, service
from app.safety.errors import AssessmentReplaced, MeasureOver, NotResponsible, SafetyNotAsked
from app.safety.schemas import (
    AssessmentReview,
    SafetyAssessmentWrite,
    SafetyContents,
    SafetyMeasureChange,
    SafetyMeasureWrite,
    SafetyRead,
)
from app.vault.service import KeyNotHeld

router = APIRouter(
    prefix="/cases/{case_id}/safety",
    tags=["safety"],
    responses=problems(NotSignedIn, Forbidden, NotFound, CompartmentNotOpen, SafetyNotAsked),
)

CaseToLead = CaseToChange[Literal[Action.ASSIGN_STEPS]]


@router.get("", summary="How the safety ahead stands, and what is arranged")
async def read_safety(held: CaseToRead[Literal[Action.SEE]], db: Reading) -> SafetyRead:
    """Dates, states and who is responsible, without its words."""
    return await reading.read(db, await service.hold_safety(db, held))


@router.post("/opening", summary="Read its words; that they were opened is recorded", responses=problems(KeyNotHeld))
async def open_safety(held: CaseToChange[Literal[Action.SEE]], db: Transaction) -> SafetyContents:
    """Every assessment and what is arranged, the newest assessment first."""
    return await reading.contents(db, await service.hold_safety(db, held))


@router.post(
    "/assessments",
    status_code=204,
    summary="Assess the safety ahead, or assess it anew",
    responses=problems(CaseClosed),
)
async def assess_safety(held: CaseToLead, wanted: SafetyAssessmentWrite, db: Transaction) -> None:
    """Sealed where the policy's step of assessing it lies. The first one asks about every event that is to come."""
    await service.assess(db, await service.hold_safety(db, held), wanted)


@router.post(
    "/reviews",
    status_code=204,
    summary="Say that the newest assessment holds still",
    responses=problems(CaseClosed, AssessmentReplaced),
)
async def review_safety(held: CaseToLead, wanted: AssessmentReview, db: Transaction) -> None:
    await service.review(db, await service.hold_safety(db, held), wanted)


@router.post(
    "/measures",
    status_code=204,
    summary="Plan something for their safety, with somebody who sees to it",
    responses=problems(CaseClosed, NotResponsible),
)
async def plan_safety_measure(held: CaseToLead, wanted: SafetyMeasureWrite, db: Transaction) -> None:
    """Never the affected person's job."""
    await service.arrange(db, await service.hold_safety(db, held), wanted)


@router.patch(
    "/measures/{measure_id}",
    status_code=204,
    summary="It is in place, over or not needed; or somebody else sees to it",
    responses=problems(CaseClosed, NotResponsible, MeasureOver, PreconditionRequired, VersionMismatch),
)
async def change_safety_measure(
    held: CaseToLead, measure_id: UUID, wanted: SafetyMeasureChange, seen: SeenVersion, db: Transaction
) -> None:
    await service.change(db, await service.hold_safety(db, held), measure_id, wanted, seen=seen)
