from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from app.access.dependencies import CurrentActor
from app.access.rules import Action, Compartment
from app.cases import circle, concluded, confirming, grants, listing, service
from app.cases.access import HeldCase
from app.cases.dependencies import CaseToChange, CaseToRead, Hooks
from app.cases.errors import (
    CaseClosed,
    ClosingHeldBack,
    CompartmentNotOpen,
    ConsentMissing,
    GroupTooSmall,
    KnownInsideAssociation,
    MovedByMeeting,
    NobodyAccused,
    NotEligible,
    NotLetOutByHand,
    PhaseIsSet,
    StageNotNext,
)
from app.cases.names import Names
from app.cases.rules import NEXT_STAGES, TextKind, plain_moves, stage_order
from app.cases.schemas import (
    CasePage,
    CaseRead,
    CategoryChange,
    GrantCreate,
    GrantList,
    GrantRead,
    NamedRead,
    PolicyPin,
    Reasoned,
    StageChange,
    TextList,
    TextRead,
    TextWrite,
)
from app.cases.who_opened import record_part_opened
from app.core import idempotency
from app.core.database import Questions, Reading, Session, Transaction
from app.core.errors import (
    Forbidden,
    IdempotencyKeyReused,
    InvalidInput,
    NotFound,
    NotSignedIn,
    PreconditionRequired,
    VersionMismatch,
)
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.paging import PageQuery
from app.core.problems import problems
from app.core.versions import SeenVersion, require_version, set_etag
from app.vault.service import KeyNotHeld

router = APIRouter(prefix="/cases", tags=["cases"], responses=problems(NotSignedIn, Forbidden, NotFound))
CHANGED = problems(VersionMismatch, PreconditionRequired)
WRITABLE_KINDS = frozenset({TextKind.NARRATIVE, TextKind.NOTE, TextKind.NEEDS})


@router.get("", summary="The cases I hold, newest first")
async def list_cases(
    actor: CurrentActor,
    questions: Questions,
    page: PageQuery,
    is_open: Annotated[bool | None, Query(description="only open, or only closed ones")] = None,
) -> CasePage:
    lines = await listing.cases_of(questions, actor, page=page, is_open=is_open)
    return CasePage.model_validate(lines, from_attributes=True)


@router.get("/{case_id}", summary="One case: where it is and what I may do")
async def read_case(held: CaseToRead[Literal[Action.SEE]], db: Reading, response: Response) -> CaseRead:
    return await _read(db, held, response)


async def _read(db: Session, held: HeldCase, response: Response) -> CaseRead:
    case, name = held.case, await Names.of(db, held)
    set_etag(response, case.version)
    return CaseRead(
        id=case.id,
        reference=case.reference,
        category=case.category,
        phase=case.phase,
        conclusion=case.conclusion,
        concluded=await concluded.as_read(db, held, name),
        stage=case.stage,
        stage_line=list(stage_order(case.category)),
        next_stages=sorted(NEXT_STAGES[case.category][case.stage]),
        plain_moves=sorted(plain_moves(case.category, from_=case.stage)),
        opened_at=case.opened_at,
        stage_since=case.stage_since,
        acknowledged_at=case.acknowledged_at,
        acknowledged_by=name(case.acknowledged_by),
        affected_asked_at=case.affected_asked_at,
        closed_at=case.closed_at,
        policy=PolicyPin(name=case.policy_name, version=case.policy_version),
        my_roles=sorted(held.roles),
        my_actions=sorted(held.actions),
        my_compartments=sorted(held.compartments),
        awaiting_key=sorted(held.awaiting_key),
        version=case.version,
    )


@router.post("/{case_id}/acknowledgement", summary="Say that a human has seen the report")
async def acknowledge(
    held: CaseToChange[Literal[Action.ACKNOWLEDGE]], db: Transaction, hooks: Hooks, response: Response
) -> CaseRead:
    await service.acknowledge(db, held, hooks=hooks)
    return await _read(db, held, response)


@router.put(
    "/{case_id}/stage",
    summary="Move to the next stage",
    responses=problems(StageNotNext, MovedByMeeting, PhaseIsSet, NobodyAccused) | CHANGED,
)
async def move_on(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToChange[Literal[Action.MOVE_ON]],
    change: StageChange,
    seen: SeenVersion,
    db: Transaction,
    hooks: Hooks,
    response: Response,
) -> CaseRead:
    require_version(seen, current=held.case.version)
    await service.move_on(db, held, to=change.stage, phase=change.phase, reason=change.reason or "", hooks=hooks)
    return await _read(db, held, response)


@router.put(
    "/{case_id}/category",
    summary="Change the category: equal steps survive, access shrinks at once",
    responses=problems(CaseClosed, KnownInsideAssociation) | CHANGED,
)
async def change_category(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToChange[Literal[Action.CHANGE_CATEGORY]],
    change: CategoryChange,
    seen: SeenVersion,
    db: Transaction,
    hooks: Hooks,
    response: Response,
) -> CaseRead:
    require_version(seen, current=held.case.version)
    await service.change_category(db, held, to=change.category, reason=change.reason, hooks=hooks)
    await grants.shrink_to_policy(db, held, why="category-changed")
    await db.flush()
    return await _read(db, held, response)


@router.post("/{case_id}/affected-asked", summary="Record that the affected person was asked about closing")
async def affected_asked(held: CaseToChange[Literal[Action.CLOSE]], db: Transaction, response: Response) -> CaseRead:
    await service.record_affected_asked(db, held)
    return await _read(db, held, response)


@router.post(
    "/{case_id}/closing",
    summary="Close the case",
    responses=problems(StageNotNext, ClosingHeldBack) | CHANGED,
)
async def close_case(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToChange[Literal[Action.CLOSE]],
    closing: Reasoned,
    seen: SeenVersion,
    db: Transaction,
    hooks: Hooks,
    response: Response,
) -> CaseRead:
    require_version(seen, current=held.case.version)
    await service.close(db, held, hooks=hooks, reason=closing.reason)
    return await _read(db, held, response)


@router.post("/{case_id}/reopening", summary="Reopen it", responses=problems(StageNotNext) | CHANGED)
async def reopen_case(  # noqa: PLR0913 - what FastAPI hands in
    held: CaseToChange[Literal[Action.CLOSE]],
    reopening: Reasoned,
    seen: SeenVersion,
    db: Transaction,
    hooks: Hooks,
    response: Response,
) -> CaseRead:
    require_version(seen, current=held.case.version)
    await service.reopen(db, held, hooks=hooks, reason=reopening.reason)
    return await _read(db, held, response)


@router.post(
    "/{case_id}/compartments/{compartment}/opening",
    summary="Open a compartment and read what is written in it; that it was opened is recorded",
    responses=problems(CompartmentNotOpen, KeyNotHeld),
)
async def open_compartment(
    held: CaseToChange[Literal[Action.SEE]], compartment: Annotated[Compartment, Path()], db: Transaction
) -> TextList:
    """A POST, because it leaves a trace: the affected person can see who has opened what."""
    texts = await service.read(db, held, compartment)
    record_part_opened(db, held, compartment)
    name = await Names.of(db, held)
    return TextList(
        items=[
            TextRead(id=each.id, kind=each.kind, author=name(each.author), created_at=each.created_at, text=each.text)
            for each in texts
        ]
    )


@router.post(
    "/{case_id}/compartments/{compartment}/texts",
    status_code=201,
    summary="Write into a compartment",
    responses=problems(CompartmentNotOpen, CaseClosed),
)
async def write_text(
    held: CaseToChange[Literal[Action.WRITE]],
    compartment: Annotated[Compartment, Path()],
    written: TextWrite,
    db: Transaction,
) -> TextRead:
    held.require_compartment(compartment)
    if held.case.closed_at is not None:
        raise CaseClosed
    if written.kind not in WRITABLE_KINDS:
        raise InvalidInput(fields=[("body.kind", "not-writable")])
    row = await service.write(db, held, compartment, kind=written.kind, text=written.text)
    name = await Names.of(db, held)
    return TextRead(id=row.id, kind=row.kind, author=name(row.author), created_at=row.created_at, text=written.text)


@router.get("/{case_id}/people", summary="Who is in the case, and why")
async def list_grants(held: CaseToRead[Literal[Action.SEE_PEOPLE]], db: Reading) -> GrantList:
    return GrantList(
        items=[_grant(view) for view in await grants.people_in(db, held)], openings=await circle.openings(db, held)
    )


def _grant(view: grants.GrantView) -> GrantRead:
    return GrantRead(
        id=view.grant.id,
        person=NamedRead(person_id=view.person_id, display_name=view.display_name),
        role=view.grant.role,
        compartments=[Compartment(each) for each in view.grant.compartments],
        why=view.grant.why,
        given_at=view.grant.given_at,
        awaits_key=view.grant.awaits_key,
        until=view.grant.until,
    )


@router.post(
    "/{case_id}/people",
    status_code=201,
    summary="Let someone in",
    responses=problems(NotEligible, ConsentMissing, IdempotencyKeyReused),
)
async def let_in(
    held: CaseToChange[Literal[Action.GRANT]], wanted: GrantCreate, db: Transaction, key: IdempotencyKey
) -> GrantRead:
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"grants {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        await grants.let_in(
            db,
            held,
            person_id=wanted.person_id,
            role=wanted.role,
            compartments=wanted.compartments,
            why="let-in",
            grant_id=claim.made_id,
        )
    tag = db.keys.person_tag(wanted.person_id)
    for view in await grants.people_in(db, held):
        if (view.grant.holder, view.grant.role) == (tag, wanted.role):
            return _grant(view)
    raise NotFound


@router.post(
    "/{case_id}/people/{grant_id}/key",
    summary="Hand on the keys to someone who waits, after checking by voice who asks",
    responses=problems(NotEligible),
)
async def give_key(held: CaseToChange[Literal[Action.GRANT]], grant_id: UUID, db: Transaction) -> GrantRead:
    await grants.give_key(db, held, grant_id)
    await db.flush()
    (view,) = [each for each in await grants.people_in(db, held) if each.grant.id == grant_id]
    return _grant(view)


@router.post(
    "/{case_id}/people/{grant_id}/affected",
    summary="Say that whoever reported with a receipt code is the affected person, after talking with them",
    responses=problems(NotEligible, CompartmentNotOpen, KeyNotHeld),
)
async def confirm_affected(held: CaseToChange[Literal[Action.GRANT]], grant_id: UUID, db: Transaction) -> GrantRead:
    grant = await confirming.confirm_affected(db, held, grant_id)
    (view,) = [each for each in await grants.people_in(db, held) if each.grant.id == grant.id]
    return _grant(view)


@router.post(
    "/{case_id}/people/{grant_id}/end",
    status_code=204,
    summary="End someone's access, at once",
    responses=problems(NotLetOutByHand, GroupTooSmall),
)
async def end_grant(held: CaseToChange[Literal[Action.GRANT]], grant_id: UUID, db: Transaction) -> None:
    await grants.end_grant(db, held, grant_id, why="ended")
