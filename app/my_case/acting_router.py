"""What the affected person does in their own case by the receipt code: their steps, and the media plan's other side.

No line of it stands in the log.
"""

from uuid import UUID

from fastapi import APIRouter, Response

from app.cases.errors import CaseClosed, CompartmentNotOpen
from app.core.database import Transaction
from app.core.errors import Forbidden, NotFound, PreconditionRequired, VersionMismatch
from app.core.problems import problems
from app.core.versions import SeenVersion, require_version, set_etag
from app.core.web import untraced
from app.intake.service import ReceiptUnknown
from app.my_case import steps
from app.my_case.dependencies import OwnCaseToChange
from app.my_case.schemas import OfferAct, OfferRead
from app.plans.errors import NotForThem, StepHeldBack
from app.plans.media import service as media
from app.plans.media.errors import MediaPlanAnswered, MediaPlanChanged, MediaPlanNotAsked
from app.plans.media.held import hold_plan
from app.plans.media.schemas import MediaPlanAnswerWrite, MediaPlanContents, MediaPlanRead
from app.vault.service import KeyNotHeld

router = APIRouter(prefix="/reports/receipt/case", tags=["my case"], responses=problems(ReceiptUnknown, Forbidden))
ACTED = problems(NotFound, StepHeldBack, NotForThem, CaseClosed)
PLAN = problems(CompartmentNotOpen)


@router.post("/steps/{step_id}", summary="Do what is offered, leave it, hand it on, or open it again", responses=ACTED)
@untraced
async def act_on_own_step(held: OwnCaseToChange, step_id: UUID, wanted: OfferAct, db: Transaction) -> OfferRead:
    """Only the steps that are the affected person's own. Nothing has to be said about why. Source: PRN-04."""
    return await steps.act(db, held, step_id, wanted)


@router.post("/media-plan", summary="How far the media plan has come, without its words", responses=PLAN)
@untraced
async def read_own_media_plan(held: OwnCaseToChange, db: Transaction, response: Response) -> MediaPlanRead:
    this = await hold_plan(db, held)
    set_etag(response, this.texts.version)
    return await media.read(db, this)


@router.post(
    "/media-plan/opening",
    summary="Read the media plan; that it was opened is recorded",
    responses=PLAN | problems(KeyNotHeld),
)
@untraced
async def open_own_media_plan(held: OwnCaseToChange, db: Transaction) -> MediaPlanContents:
    return await media.contents(db, await hold_plan(db, held))


@router.post(
    "/media-plan/answers",
    status_code=204,
    summary="Sign the text that was read, or say no to it",
    responses=PLAN
    | problems(
        VersionMismatch,
        PreconditionRequired,
        CaseClosed,
        MediaPlanNotAsked,
        MediaPlanChanged,
        MediaPlanAnswered,
        KeyNotHeld,
    ),
)
@untraced
async def answer_own_media_plan(
    held: OwnCaseToChange, wanted: MediaPlanAnswerWrite, seen: SeenVersion, db: Transaction
) -> None:
    """The hash says which text it was. Source: ASP-05, ASM-06, KNO-11."""
    this = await hold_plan(db, held)
    require_version(seen, current=this.texts.version)
    await media.answer(db, this, wanted)
