from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Response

from app.access.dependencies import CurrentActor
from app.access.rules import Action
from app.cases import records
from app.cases.access import HeldCase
from app.cases.dependencies import CaseToChange, CaseToRead
from app.cases.errors import (
    CaseClosed,
    ConsentMissing,
    NameNeverSaid,
    NotEligible,
    RecipientKeptOut,
    RecipientNotAllowed,
    SomeKeptOut,
)
from app.cases.names import Names
from app.cases.schemas import Words
from app.core.database import Reading, Session, Transaction
from app.core.errors import Forbidden, NotFound, NotSignedIn, PreconditionRequired, VersionMismatch
from app.core.problems import problems
from app.core.versions import SeenVersion, require_version, set_etag
from app.plans import appointing, before_events, doing, service, views
from app.plans.doing import HeldStep, hold_step
from app.plans.errors import (
    ContactPersonInvestigates,
    FactFollows,
    NoContactPersonToDecline,
    NotForThem,
    SignedAlready,
    StepHeldBack,
    UnknownFact,
    WrongGroupSize,
)
from app.plans.now import now_for
from app.plans.obstacles import StepAction
from app.plans.reading import plan_of, reader_of
from app.plans.schemas import (
    Approval,
    AssessmentWrite,
    Assignment,
    Completion,
    ContactPersonDecline,
    ContactPersonRead,
    ContactPersonWrite,
    Delegation,
    EventWrite,
    FactList,
    FactRead,
    FactWrite,
    InvestigatorsWrite,
    NowRead,
    ProgressRead,
    Reopening,
    SettingAside,
    StepList,
    StepRead,
)
from app.policy.terms import Condition

router = APIRouter(tags=["plans"], responses=problems(NotSignedIn))
case_router = APIRouter(prefix="/cases/{case_id}", responses=problems(Forbidden, NotFound))
CHANGED = problems(VersionMismatch, PreconditionRequired, StepHeldBack, CaseClosed)
TELLS = problems(ConsentMissing, RecipientNotAllowed, NameNeverSaid, RecipientKeptOut, SomeKeptOut)


@router.get("/now", summary="What needs me, the most urgent first")
async def read_now(actor: CurrentActor, db: Reading) -> NowRead:
    return views.now_as_read(await now_for(db, actor))


@case_router.get("/steps", summary="The plan of a case, by owner")
async def list_steps(held: CaseToRead[Literal[Action.SEE]], db: Reading) -> StepList:
    return await views.plan_as_list(db, held)


@case_router.get("/steps/{step_id}", summary="One step: what the policy asks and why")
async def read_step(held: CaseToRead[Literal[Action.SEE]], step_id: UUID, db: Reading, response: Response) -> StepRead:
    this = await hold_step(db, held, step_id)
    set_etag(response, this.row.version)
    return await views.step_in_full(db, held, this.found, this.row.row())


async def _to_change(db: Session, held: HeldCase, step_id: UUID, seen: str) -> HeldStep:
    this = await hold_step(db, held, step_id)
    require_version(seen, current=this.row.version)
    return this


async def _changed(db: Session, this: HeldStep, response: Response) -> StepRead:
    set_etag(response, this.row.version)
    return await views.step_in_full(db, this.held, await plan_of(db, this.held.case), this.row.row())


def _telling(said: Completion | AssessmentWrite) -> doing.StepTelling:
    return doing.StepTelling(said.with_name, said.without_kept_out, said.prepared_text)


@case_router.put("/steps/{step_id}/assignment", summary="Assign it", responses=CHANGED | problems(NotForThem))
async def assign_step(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToChange[Literal[Action.ASSIGN_STEPS]],
    step_id: UUID,
    wanted: Assignment,
    seen: SeenVersion,
    db: Transaction,
    response: Response,
) -> StepRead:
    """Who does it moves; who answers for it in the end stays the same."""
    this = await _to_change(db, held, step_id, seen)
    await doing.give(db, this, person_id=wanted.person_id, by=StepAction.ASSIGN)
    return await _changed(db, this, response)


@case_router.post(
    "/steps/{step_id}/delegation", summary="Hand it to someone else", responses=CHANGED | problems(NotForThem)
)
async def delegate_step(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToChange[Literal[Action.WORK_STEPS]],
    step_id: UUID,
    wanted: Delegation,
    seen: SeenVersion,
    db: Transaction,
    response: Response,
) -> StepRead:
    """Who does it moves; who answers for it in the end stays the same."""
    this = await _to_change(db, held, step_id, seen)
    await doing.give(db, this, person_id=wanted.person_id, by=StepAction.DELEGATE)
    return await _changed(db, this, response)


@case_router.post("/steps/{step_id}/completion", summary="It is done", responses=CHANGED | TELLS)
async def complete_step(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToChange[Literal[Action.WORK_STEPS]],
    step_id: UUID,
    done: Completion,
    seen: SeenVersion,
    db: Transaction,
    response: Response,
) -> StepRead:
    this = await _to_change(db, held, step_id, seen)
    await doing.complete(db, this, note=done.note, telling=_telling(done))
    return await _changed(db, this, response)


@case_router.post("/steps/{step_id}/assessment", summary="Yes or no, and why", responses=CHANGED | TELLS)
async def assess_step(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToChange[Literal[Action.WORK_STEPS]],
    step_id: UUID,
    assessed: AssessmentWrite,
    seen: SeenVersion,
    db: Transaction,
    response: Response,
) -> StepRead:
    this = await _to_change(db, held, step_id, seen)
    await doing.assess(db, this, is_yes=assessed.is_yes, reason=assessed.reason, telling=_telling(assessed))
    return await _changed(db, this, response)


@case_router.post("/steps/{step_id}/not-applicable", summary="It does not apply here, and why", responses=CHANGED)
async def set_step_aside(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToChange[Literal[Action.WORK_STEPS]],
    step_id: UUID,
    aside: SettingAside,
    seen: SeenVersion,
    db: Transaction,
    response: Response,
) -> StepRead:
    this = await _to_change(db, held, step_id, seen)
    await doing.set_aside(db, this, reason=aside.reason)
    return await _changed(db, this, response)


@case_router.post("/steps/{step_id}/reopening", summary="Open it again", responses=CHANGED)
async def reopen_step(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToChange[Literal[Action.WORK_STEPS]],
    step_id: UUID,
    reopened: Reopening,
    seen: SeenVersion,
    db: Transaction,
    response: Response,
) -> StepRead:
    this = await _to_change(db, held, step_id, seen)
    await doing.reopen(db, this, reason=reopened.reason)
    return await _changed(db, this, response)


@case_router.post(
    "/steps/{step_id}/sign-off", summary="Approve for one's side", responses=CHANGED | problems(SignedAlready)
)
async def sign_step_off(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToChange[Literal[Action.WORK_STEPS]],
    step_id: UUID,
    approval: Approval,
    seen: SeenVersion,
    db: Transaction,
    response: Response,
) -> StepRead:
    this = await _to_change(db, held, step_id, seen)
    await doing.sign_off(db, this, note=approval.note)
    return await _changed(db, this, response)


@case_router.get("/progress", summary="How far the plan has come and who must act")
async def read_progress(held: CaseToRead[Literal[Action.SEE]], db: Reading) -> ProgressRead:
    return await views.progress_of(db, held)


@case_router.get("/facts", summary="The questions that steps hang on, as far as they are mine to answer")
async def list_facts(held: CaseToRead[Literal[Action.WORK_STEPS]], db: Reading) -> FactList:
    return await _facts(db, held)


@case_router.put(
    "/facts/{condition}", summary="Answer one of them", responses=problems(FactFollows, UnknownFact, CaseClosed)
)
async def record_fact(
    held: CaseToChange[Literal[Action.WORK_STEPS]], condition: Condition, fact: FactWrite, db: Transaction
) -> FactList:
    await service.record_fact(db, held, condition, is_true=fact.is_true)
    return await _facts(db, held)


async def _facts(db: Session, held: HeldCase) -> FactList:
    questions = records.policy_of(held).titles.conditions
    return FactList(
        items=[
            FactRead(condition=condition, question=Words.of(questions[condition].question), is_true=is_true)
            for condition, is_true in (await service.askable(db, held)).items()
        ]
    )


@case_router.post(
    "/events",
    status_code=204,
    summary="An event is coming: safety is looked over before it",
    responses=problems(CaseClosed),
)
async def event_is_coming(held: CaseToChange[Literal[Action.ASSIGN_STEPS]], event: EventWrite, db: Transaction) -> None:
    await before_events.event_is_coming(db, held, at=event.happens_at)


@case_router.get("/contact-person", summary="Who is beside the affected person")
async def read_contact_person(held: CaseToRead[Literal[Action.SEE_PEOPLE]], db: Reading) -> ContactPersonRead:
    return await _contact_person(db, held)


@case_router.put(
    "/contact-person",
    summary="Appoint the contact person; whoever was it before is let out",
    responses=problems(NotEligible, ContactPersonInvestigates, ConsentMissing, CaseClosed),
)
async def appoint_contact_person(
    held: CaseToChange[Literal[Action.ASSIGN_STEPS]], wanted: ContactPersonWrite, db: Transaction
) -> ContactPersonRead:
    await appointing.appoint_contact_person(db, held, wanted.person_id)
    return await _contact_person(db, held)


@case_router.post(
    "/contact-person/decline",
    summary="The affected person says no: to this one, or to having any",
    responses=problems(NoContactPersonToDecline, CaseClosed),
)
async def decline_contact_person(
    held: CaseToChange[Literal[Action.RECORD_CONSENT]], declined: ContactPersonDecline, db: Transaction
) -> ContactPersonRead:
    await appointing.decline_contact_person(
        db, held, wants_another=declined.wants_another, reason=declined.reason or ""
    )
    return await _contact_person(db, held)


async def _contact_person(db: Session, held: HeldCase) -> ContactPersonRead:
    found = await appointing.contact_person_of(db, held)
    shows_times = Action.SEE_TIMES in reader_of(held).actions
    names = await Names.of(db, held)
    return ContactPersonRead(
        person=names(found.grant.holder) if found.grant else None,
        since=found.grant.given_at if found.grant else None,
        awaits_key=found.grant is not None and found.grant.awaits_key,
        due_at=found.due_at if shows_times else None,
        is_declined=found.is_declined,
        is_missing=shows_times and found.is_missing,
    )


@case_router.put(
    "/investigators",
    status_code=204,
    summary="Appoint the small group that maps what happened",
    responses=problems(WrongGroupSize, NotEligible, ContactPersonInvestigates, CaseClosed),
)
async def appoint_investigators(
    held: CaseToChange[Literal[Action.ASSIGN_STEPS]], wanted: InvestigatorsWrite, db: Transaction
) -> None:
    await appointing.appoint_investigators(db, held, wanted.person_ids)


router.include_router(case_router)
