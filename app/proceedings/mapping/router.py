"""The mapping of an internal case, for those who investigate, and the one question of it that the chair answers."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter

from app.access.rules import Action
from app.cases.dependencies import CaseToChange, CaseToRead, Hooks
from app.cases.errors import (
    CompartmentNotOpen,
    ConsentMissing,
    NameNeverSaid,
    NotEligible,
    RecipientNotAllowed,
    StageNotNext,
)
from app.conflicts.errors import VoteUnderWay
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
from app.core.versions import SeenVersion, require_version
from app.proceedings.mapping import checking, finding, service, settling, talking, views
from app.proceedings.mapping.errors import (
    FindingHeldBack,
    FindingIsSettled,
    FindingWaits,
    NobodyEstablished,
    NotBeingMapped,
    NotNamedSo,
    NotTheLead,
    ProposalIsSettled,
    ProposalWaits,
    TakesAnother,
    TalkIsSettled,
    TimeIsNotUp,
)
from app.proceedings.mapping.schemas import (
    CheckCreate,
    FindingCreate,
    FindingReturn,
    LeadWrite,
    LookWrite,
    Made,
    MappingRead,
    ProposalCreate,
    ProposalList,
    ProposalRead,
    ProposalRefusal,
    ReadBack,
    TalkCreate,
    TalkEnd,
    TalkHeld,
)
from app.vault.service import KeyNotHeld

router = APIRouter(prefix="/cases/{case_id}", tags=["mapping"], responses=problems(NotSignedIn, Forbidden, NotFound))

CHANGES = (CompartmentNotOpen, NotBeingMapped)
SEEN = (VersionMismatch, PreconditionRequired)


@router.get("/mapping", summary="How far the mapping has come", responses=problems(CompartmentNotOpen))
async def read_mapping(held: CaseToRead[Literal[Action.INVESTIGATE]], db: Reading) -> MappingRead:
    """Who and when, without a word of what was said: that is read in the compartment it is sealed in."""
    return await views.mapping_as_read(db, held)


@router.put("/mapping/lead", summary="Appoint who leads the mapping", responses=problems(*CHANGES, NotEligible))
async def appoint_lead(
    held: CaseToChange[Literal[Action.INVESTIGATE]], wanted: LeadWrite, db: Transaction
) -> MappingRead:
    await service.appoint_lead(db, held, wanted.person_id)
    return await views.mapping_as_read(db, held)


# Talks


@router.post(
    "/mapping/talks",
    status_code=201,
    summary="Plan a talk with the affected, the accused or suspected, or a witness",
    responses=problems(*CHANGES, NotNamedSo, IdempotencyKeyReused),
)
async def plan_talk(
    held: CaseToChange[Literal[Action.INVESTIGATE]], wanted: TalkCreate, db: Transaction, key: IdempotencyKey
) -> Made:
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"talks {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        planned = talking.Planned(wanted.talk, wanted.planned_for, wanted.person_id, wanted.whom or "")
        await talking.plan(db, held, planned, talk_id=claim.made_id)
    return Made(id=claim.made_id)


@router.post(
    "/mapping/talks/{talk_id}/notes",
    summary="The talk was held: what was said, and who heard it",
    responses=problems(*CHANGES, *SEEN, TalkIsSettled, NotEligible, ConsentMissing, NameNeverSaid, RecipientNotAllowed),
)
async def hold_talk(
    held: CaseToChange[Literal[Action.INVESTIGATE]],
    talk_id: UUID,
    talked: TalkHeld,
    seen: SeenVersion,
    db: Transaction,
) -> MappingRead:
    row = await talking.talk_to_change(db, held, talk_id)
    require_version(seen, current=row.version)
    said = talking.Held(talked.notes, talked.held_by, talked.is_read_back, talked.names_affected)
    await talking.hold(db, held, row, said)
    return await views.mapping_as_read(db, held)


@router.post(
    "/mapping/talks/{talk_id}/end",
    summary="There was no talk: declined, time ran out, or called off",
    responses=problems(*CHANGES, *SEEN, TalkIsSettled, TimeIsNotUp),
)
async def end_talk(
    held: CaseToChange[Literal[Action.INVESTIGATE]],
    talk_id: UUID,
    ended: TalkEnd,
    seen: SeenVersion,
    db: Transaction,
) -> MappingRead:
    row = await talking.talk_to_change(db, held, talk_id)
    require_version(seen, current=row.version)
    await talking.end(db, held, row, status=ended.status, note=ended.note)
    return await views.mapping_as_read(db, held)


@router.put(
    "/mapping/talks/{talk_id}/read-back",
    summary="Whether they have read what was written of the talk",
    responses=problems(*CHANGES, *SEEN),
)
async def read_talk_back(
    held: CaseToChange[Literal[Action.INVESTIGATE]],
    talk_id: UUID,
    answer: ReadBack,
    seen: SeenVersion,
    db: Transaction,
) -> MappingRead:
    row = await talking.talk_to_change(db, held, talk_id)
    require_version(seen, current=row.version)
    await talking.read_back(db, held, row, is_read_back=answer.is_read_back)
    return await views.mapping_as_read(db, held)


# Double-checks


@router.post(
    "/mapping/checks",
    status_code=201,
    summary="Put up one thing that two are to look at",
    responses=problems(*CHANGES, IdempotencyKeyReused),
)
async def put_up_check(
    held: CaseToChange[Literal[Action.INVESTIGATE]], wanted: CheckCreate, db: Transaction, key: IdempotencyKey
) -> Made:
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"checks {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        await checking.put_up(db, held, wanted.thing, check_id=claim.made_id)
    return Made(id=claim.made_id)


@router.post(
    "/mapping/checks/{check_id}/looks",
    summary="Say how it fits; the second who looks is another than the first",
    responses=problems(*CHANGES, TakesAnother),
)
async def look_at_check(
    held: CaseToChange[Literal[Action.INVESTIGATE]], check_id: UUID, look: LookWrite, db: Transaction
) -> MappingRead:
    await checking.look(db, held, check_id, verdict=look.verdict, words=look.words)
    return await views.mapping_as_read(db, held)


# The finding


@router.post(
    "/mapping/findings",
    status_code=201,
    summary="Propose what the mapping comes to",
    responses=problems(*CHANGES, NotTheLead, FindingWaits, FindingHeldBack, IdempotencyKeyReused),
)
async def propose_finding(
    held: CaseToChange[Literal[Action.INVESTIGATE]], wanted: FindingCreate, db: Transaction, key: IdempotencyKey
) -> Made:
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"findings {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        proposed = finding.Proposed(wanted.outcome, wanted.reasons, wanted.summary, wanted.person_id)
        await finding.propose(db, held, proposed, finding_id=claim.made_id)
    return Made(id=claim.made_id)


@router.post(
    "/mapping/findings/{finding_id}/agreement",
    summary="Agree: what concludes the mapping does so now",
    responses=problems(*CHANGES, FindingIsSettled, TakesAnother, FindingHeldBack, NotNamedSo, StageNotNext, KeyNotHeld),
)
async def agree_to_finding(
    held: CaseToChange[Literal[Action.INVESTIGATE]], finding_id: UUID, db: Transaction, hooks: Hooks
) -> MappingRead:
    await finding.agree(db, held, finding_id, hooks=hooks)
    return await views.mapping_as_read(db, held)


@router.post(
    "/mapping/findings/{finding_id}/return",
    summary="Say what is missing; the lead proposes anew",
    responses=problems(*CHANGES, FindingIsSettled, TakesAnother, StageNotNext, KeyNotHeld),
)
async def return_finding(
    held: CaseToChange[Literal[Action.INVESTIGATE]],
    finding_id: UUID,
    answer: FindingReturn,
    db: Transaction,
    hooks: Hooks,
) -> MappingRead:
    await finding.send_back(db, held, finding_id, missing=answer.missing, hooks=hooks)
    return await views.mapping_as_read(db, held)


# Whether it is known who it is

STILL = (NotNamedSo, NotBeingMapped, NobodyEstablished, VoteUnderWay)


@router.get("/who-it-is", summary="What was proposed about who it is, for who investigates and who approves")
async def list_proposals(held: CaseToRead[Literal[Action.SEE]], db: Reading) -> ProposalList:
    return ProposalList(items=await views.proposals_as_read(db, held))


@router.post(
    "/who-it-is",
    status_code=201,
    summary="Propose that somebody is known to be the one, or is so no more",
    responses=problems(CompartmentNotOpen, *STILL, ProposalWaits, IdempotencyKeyReused),
)
async def propose_who(
    held: CaseToChange[Literal[Action.INVESTIGATE]], wanted: ProposalCreate, db: Transaction, key: IdempotencyKey
) -> Made:
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"who {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        proposed = settling.Wanted(wanted.becomes, wanted.person_id, wanted.reasons)
        await settling.propose(db, held, proposed, proposal_id=claim.made_id)
    return Made(id=claim.made_id)


@router.post(
    "/who-it-is/{proposal_id}/approval",
    summary="Approve it: who they are, the plan and what hangs on it follow at once",
    responses=problems(*STILL, ProposalIsSettled, TakesAnother),
)
async def approve_who(
    held: CaseToChange[Literal[Action.SETTLE_WHO]], proposal_id: UUID, db: Transaction, hooks: Hooks
) -> ProposalRead:
    await settling.approve(db, held, proposal_id, hooks=hooks)
    return await views.proposal_as_read(db, held, proposal_id)


@router.post(
    "/who-it-is/{proposal_id}/refusal",
    summary="Say no, and why",
    responses=problems(ProposalIsSettled),
)
async def refuse_who(
    held: CaseToChange[Literal[Action.SETTLE_WHO]], proposal_id: UUID, answer: ProposalRefusal, db: Transaction
) -> ProposalRead:
    await settling.refuse(db, held, proposal_id, reason=answer.reason)
    return await views.proposal_as_read(db, held, proposal_id)


@router.post(
    "/who-it-is/{proposal_id}/withdrawal",
    summary="Take back what was proposed",
    responses=problems(CompartmentNotOpen, ProposalIsSettled),
)
async def withdraw_who(
    held: CaseToChange[Literal[Action.INVESTIGATE]], proposal_id: UUID, db: Transaction
) -> ProposalRead:
    await settling.withdraw(db, held, proposal_id)
    return await views.proposal_as_read(db, held, proposal_id)
