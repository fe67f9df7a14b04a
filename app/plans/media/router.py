"""The media plan of a case, for the two sides that sign it."""

from typing import Literal

from fastapi import APIRouter, Response

from app.access.rules import Action, Compartment
from app.cases.access import HeldCase
from app.cases.dependencies import CaseToChange, CaseToRead
from app.cases.errors import CaseClosed, CompartmentNotOpen
from app.core import idempotency
from app.core.database import Reading, Session, Transaction
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
from app.core.versions import SeenVersion, require_version, set_etag
from app.plans.media import service
from app.plans.media.errors import MediaPlanAnswered, MediaPlanChanged, MediaPlanNotAsked
from app.plans.media.held import HeldPlan, hold_plan
from app.plans.media.schemas import (
    MediaPlanAnswerWrite,
    MediaPlanContents,
    MediaPlanMade,
    MediaPlanRead,
    MediaPlanWrite,
)
from app.vault.service import KeyNotHeld

router = APIRouter(
    prefix="/cases/{case_id}/media-plan",
    tags=["plans"],
    responses=problems(NotSignedIn, Forbidden, NotFound, CompartmentNotOpen),
)
CHANGED = problems(VersionMismatch, PreconditionRequired, CaseClosed, MediaPlanNotAsked)

CaseToSign = CaseToChange[Literal[Action.WORK_STEPS]]


@router.get("", summary="How far the media plan has come, and who has signed what")
async def read_media_plan(held: CaseToRead[Literal[Action.SEE]], db: Reading, response: Response) -> MediaPlanRead:
    """Without its words. Only the affected person, the officers and whoever is accountable get an answer."""
    this = await hold_plan(db, held)
    set_etag(response, this.texts.version)
    return await service.read(db, this)


@router.post("/opening", summary="Read the media plan; that it was opened is recorded", responses=problems(KeyNotHeld))
async def open_media_plan(held: CaseToChange[Literal[Action.SEE]], db: Transaction) -> MediaPlanContents:
    """Every text there has been, with what was said to it."""
    return await service.contents(db, await hold_plan(db, held))


async def _to_change(db: Session, held: HeldCase, seen: str) -> HeldPlan:
    this = await hold_plan(db, held)
    require_version(seen, current=this.texts.version)
    return this


@router.post(
    "/texts",
    status_code=201,
    summary="Write the text, or another in its place: both sides sign anew",
    responses=CHANGED | problems(IdempotencyKeyReused),
)
async def write_media_plan(
    held: CaseToSign, wanted: MediaPlanWrite, seen: SeenVersion, db: Transaction, key: IdempotencyKey
) -> MediaPlanMade:
    held.require_compartment(Compartment.MEDIA_PLAN)
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"media plan {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        await service.write(db, await _to_change(db, held, seen), wanted, plan_id=claim.made_id)
    return MediaPlanMade(id=claim.made_id)


@router.post(
    "/answers",
    status_code=204,
    summary="Sign the text that was read, or say no to it",
    responses=CHANGED | problems(MediaPlanChanged, MediaPlanAnswered, KeyNotHeld),
)
async def answer_media_plan(held: CaseToSign, wanted: MediaPlanAnswerWrite, seen: SeenVersion, db: Transaction) -> None:
    """The hash says which text it was. Somebody's last answer holds, and a no outweighs what the others said."""
    await service.answer(db, await _to_change(db, held, seen), wanted)
