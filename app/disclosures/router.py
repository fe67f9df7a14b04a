"""Two people together: in danger, or to take back a confirmation that was wrong."""

from datetime import timedelta
from typing import Literal
from uuid import UUID

from fastapi import APIRouter

from app.access.rules import Action
from app.cases import records
from app.cases.access import HeldCase
from app.cases.dependencies import CaseToChange, CaseToRead, Hooks
from app.cases.errors import CaseClosed, CompartmentNotOpen, NotEligible
from app.cases.names import Names
from app.cases.rules import OPEN_STAGES
from app.cases.schemas import Words
from app.core import idempotency
from app.core.database import Reading, Session, Transaction
from app.core.errors import Forbidden, IdempotencyKeyReused, InvalidInput, NotFound, NotSignedIn
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.problems import problems
from app.disclosures import reading, service, taking_back
from app.disclosures.errors import (
    AnotherPersonNeeded,
    FirstPersonGone,
    NothingToTakeBack,
    OverrideNotNeeded,
    OverrideNotWaiting,
    TakingBackWaits,
)
from app.disclosures.rules import REASON_LIES_IN, OverrideState, are_two
from app.disclosures.schemas import (
    ChoiceRead,
    OverrideAsked,
    OverrideList,
    OverrideRead,
    ReasonOpened,
)
from app.disclosures.taking_back import TakingBack
from app.policy.terms import Recipient
from app.vault.service import KeyNotHeld

router = APIRouter(prefix="/cases", tags=["disclosures"], responses=problems(NotSignedIn, Forbidden, NotFound))

MINUTE = timedelta(minutes=1)


@router.get("/{case_id}/overrides", summary="What two people have opened, told or taken back, and what waits")
async def list_overrides(held: CaseToRead[Literal[Action.SEE_PEOPLE]], db: Reading) -> OverrideList:
    policy = records.policy_of(held)
    rule, titles = policy.emergency_override, policy.titles
    asks = Action.BREAK_GLASS in held.actions
    confirmed = await taking_back.confirmed_one(db, held.id) if asks else None
    in_danger = asks and held.case.stage in OPEN_STAGES  # of a closed case a confirmation is taken back, and no more
    return OverrideList(
        items=await _read_all(db, held),
        text=Words.of(rule.text),
        opens=[ChoiceRead(code=each, title=Words.of(titles.compartments[each])) for each in rule.opens if in_danger],
        tells=[ChoiceRead(code=each, title=Words.of(titles.recipients[each])) for each in rule.tells if in_danger],
        opens_minutes=rule.opens_for // MINUTE,
        answer_minutes=rule.agree_within // MINUTE,
        confirmed=confirmed.id if confirmed else None,
    )


async def _read_all(db: Session, held: HeldCase) -> list[OverrideRead]:
    name = await Names.of(db, held)
    return [_read(held, view, name) for view in await reading.overrides(db, held)]


async def _read_one(db: Session, held: HeldCase, override_id: UUID) -> OverrideRead:
    found = next((each for each in await _read_all(db, held) if each.id == override_id), None)
    if found is None:
        raise NotFound
    return found


def _read(held: HeldCase, view: reading.OverrideView, name: Names) -> OverrideRead:
    row, titles = view.row, records.policy_of(held).titles
    mine, reads_reason = held.actor.tag, REASON_LIES_IN[view.row.kind] in held.compartments
    return OverrideRead(
        id=row.id,
        kind=row.kind,
        state=view.state,
        compartment=row.compartment,
        compartment_title=Words.of(titles.compartments[row.compartment]) if row.compartment else None,
        opens_for=name(row.opens_for),
        recipient_title=Words.of(titles.recipients[Recipient(row.recipient)]) if row.recipient else None,
        with_name=row.with_name,
        asked_by=name(row.asked_by),
        asked_at=row.asked_at,
        answer_by=row.answer_by,
        answered_by=name(row.answered_by),
        answered_at=row.answered_at,
        until=view.until,
        may_agree=Action.BREAK_GLASS in held.actions
        and view.state is OverrideState.WAITS
        and reads_reason
        and are_two(asked_by=row.asked_by, agrees=mine, opens_for=row.opens_for),
        may_read_reason=reads_reason,
        is_mine=row.asked_by == mine,
    )


@router.post(
    "/{case_id}/overrides",
    status_code=201,
    summary="Ask a second person, in danger to open a part of the case or let somebody be told, or to take back",
    responses=problems(
        CaseClosed, NotEligible, OverrideNotNeeded, NothingToTakeBack, TakingBackWaits, IdempotencyKeyReused
    ),
)
async def ask_override(
    held: CaseToChange[Literal[Action.BREAK_GLASS]], wanted: OverrideAsked, db: Transaction, key: IdempotencyKey
) -> OverrideRead:
    """Nothing is opened or ended by it: it waits, for as long as the policy says, for somebody else who leads."""
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"overrides {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        await service.ask(db, held, _what(wanted), reason=wanted.reason, override_id=claim.made_id)
    return await _read_one(db, held, claim.made_id)


def _what(wanted: OverrideAsked) -> service.Wanted:
    if wanted.grant_id is not None:
        return TakingBack(wanted.grant_id)
    if wanted.recipient is not None:
        return service.Telling(wanted.recipient, bool(wanted.with_name))
    if wanted.compartment is None or wanted.person_id is None:
        raise InvalidInput  # the schema has let none of the three through
    return service.Opening(wanted.compartment, wanted.person_id)


@router.post(
    "/{case_id}/overrides/{override_id}/reason",
    summary="Read why; that it was opened is recorded",
    responses=problems(CompartmentNotOpen, KeyNotHeld),
)
async def read_override_reason(
    held: CaseToChange[Literal[Action.SEE_PEOPLE]], override_id: UUID, db: Transaction
) -> ReasonOpened:
    return ReasonOpened(text=await reading.read_reason(db, held, override_id))


@router.post(
    "/{case_id}/overrides/{override_id}/agreement",
    summary="Agree as the second: it is opened, may be told or is taken back, from this answer on",
    responses=problems(
        CompartmentNotOpen,
        KeyNotHeld,
        CaseClosed,
        NotEligible,
        OverrideNotNeeded,
        OverrideNotWaiting,
        AnotherPersonNeeded,
        FirstPersonGone,
        NothingToTakeBack,
    ),
)
async def agree_to_override(
    held: CaseToChange[Literal[Action.BREAK_GLASS]], override_id: UUID, db: Transaction, hooks: Hooks
) -> OverrideRead:
    """The affected person is told that something waits for them, and sees who opened what, for whom and why.

    Of a confirmation that was taken back, whoever is the affected person later sees when and by whom, and not why.
    """
    await service.agree(db, held, override_id, hooks=hooks)
    return await _read_one(db, held, override_id)


@router.post(
    "/{case_id}/overrides/{override_id}/refusal",
    summary="Take back what one asked for, or say no to it",
    responses=problems(OverrideNotWaiting),
)
async def refuse_override(
    held: CaseToChange[Literal[Action.BREAK_GLASS]], override_id: UUID, db: Transaction
) -> OverrideRead:
    await service.refuse(db, held, override_id)
    return await _read_one(db, held, override_id)
