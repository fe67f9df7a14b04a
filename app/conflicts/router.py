"""Who is part of a matter, and who is kept out of it."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter

from app.access.rules import Action
from app.audit import service as audit
from app.cases.dependencies import CaseToChange, CaseToRead
from app.cases.errors import CaseClosed, CompartmentNotOpen
from app.cases.names import Names
from app.cases.rules import PartyRole
from app.cases.schemas import NamedRead
from app.conflicts import readers, service
from app.conflicts.errors import (
    AffectedCannotBeBarred,
    BarConfirmed,
    BarredAlready,
    ClearedByFinding,
    KnownTakesTwo,
    NamesThemself,
    VoteUnderWay,
)
from app.conflicts.schemas import (
    BarConfirmation,
    BarList,
    BarRead,
    Declaration,
    Lifted,
    LiftingRead,
    OpenedAt,
    PartyCreate,
    PartyList,
    PartyNamed,
    PartyRead,
    ReaderList,
    ReaderRead,
    WhyLifted,
)
from app.core import idempotency
from app.core.database import Reading, Transaction
from app.core.errors import Forbidden, IdempotencyKeyReused, InvalidInput, NotFound, NotSignedIn
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.problems import problems
from app.people import service as people
from app.vault.service import KeyNotHeld

router = APIRouter(prefix="/cases", tags=["conflicts"], responses=problems(NotSignedIn, Forbidden, NotFound))


@router.get("/{case_id}/readers", summary="Who has opened the case, and who can: look before naming anybody")
async def list_readers(held: CaseToRead[Literal[Action.NAME_PARTY]], db: Reading) -> ReaderList:
    name = await Names.of(db, held)
    return ReaderList(
        items=[
            ReaderRead(
                person=name(each.tag),
                is_in_case=each.is_in_case,
                opened=[OpenedAt(compartment=part, last_at=at) for part, at in sorted(each.opened.items())],
            )
            for each in await readers.readers_of(db, held)
        ]
    )


@router.post(
    "/{case_id}/parties",
    status_code=201,
    summary="Say who someone is in the matter; all but the affected person are kept out of it at once",
    responses=problems(
        CaseClosed, KnownTakesTwo, NamesThemself, AffectedCannotBeBarred, BarredAlready, IdempotencyKeyReused
    ),
)
async def name_party(
    held: CaseToChange[Literal[Action.NAME_PARTY]], wanted: PartyCreate, db: Transaction, key: IdempotencyKey
) -> PartyNamed:
    """The accused, the suspected, witnesses and people close to them: their access, keys and duties in the case end in
    this transaction, and a vote's roll is without the accused. A name that is nobody's in the register keeps out,
    until it is confirmed, everyone whom it may mean. What somebody has read already cannot be unread.
    """
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"parties {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        named = service.Named(wanted.role, wanted.person_id, wanted.name or "")
        await service.name_party(db, held, named, party_id=claim.made_id)
    is_kept_out = wanted.person_id is not None and wanted.role is not PartyRole.AFFECTED
    alike = await service.may_be_same(db, held, [wanted.person_id] if is_kept_out and wanted.person_id else [])
    return PartyNamed(id=claim.made_id, may_be_same=_named(*alike.values()))


@router.post(
    "/{case_id}/parties/opening",
    summary="Read who the parties are; that it was opened is recorded",
    responses=problems(CompartmentNotOpen, KeyNotHeld),
)
async def open_parties(held: CaseToChange[Literal[Action.SEE]], db: Transaction) -> PartyList:
    parties = await service.open_parties(db, held)
    audit.record(db, "parties-opened", actor=held.actor.tag, subject=held.id)
    known = {each.person_id: each.display_name for each in (await people.names_by_tag(db)).values()}
    return PartyList(
        items=[
            PartyRead(
                id=each.id,
                role=each.named.role,
                person=None
                if each.named.person_id is None
                else NamedRead(person_id=each.named.person_id, display_name=known.get(each.named.person_id)),
                name=each.named.name,
                added_at=each.added_at,
            )
            for each in parties
        ]
    )


@router.get("/{case_id}/bars", summary="Who is kept out, and why", responses=problems(CompartmentNotOpen))
async def list_bars(held: CaseToRead[Literal[Action.CONFIRM_BAR]], db: Reading) -> BarList:
    name = await Names.of(db, held)
    known = {each.person_id: each.display_name for each in (await people.names_by_tag(db)).values()}
    views = await service.bars(db, held)
    alike = await service.may_be_same(db, held, {view.person_id for view in views if view.person_id})
    return BarList(items=[_read(view, name, known, alike, mine=held.actor.tag) for view in views])


def _named(*others: list[people.PersonName]) -> list[NamedRead]:
    found = [each for several in others for each in several]
    return [NamedRead(person_id=each.person_id, display_name=each.display_name) for each in found]


def _read(
    view: service.BarView,
    name: Names,
    known: dict[UUID, str],
    alike: dict[UUID, list[people.PersonName]],
    *,
    mine: str,
) -> BarRead:
    who, lifting = view.person_id, view.lifting
    return BarRead(
        id=view.bar.id,
        person=None if who is None else NamedRead(person_id=who, display_name=known.get(who)),
        why=view.bar.why,
        is_provisional=view.bar.is_provisional,
        made_at=view.bar.made_at,
        made_by=name(view.bar.made_by),
        may_be_same=_named(alike.get(who, [])) if who else [],
        lifting=None
        if lifting is None
        else LiftingRead(asked_by=name(lifting.asked_by), asked_at=lifting.asked_at, is_mine=lifting.asked_by == mine),
    )


@router.post(
    "/{case_id}/bars/{bar_id}/confirmation",
    status_code=204,
    summary="It is this person: say who they are in the matter",
    responses=problems(CompartmentNotOpen, BarConfirmed, KnownTakesTwo, InvalidInput),
)
async def confirm_bar(
    held: CaseToChange[Literal[Action.CONFIRM_BAR]], bar_id: UUID, wanted: BarConfirmation, db: Transaction
) -> None:
    await service.confirm(db, held, bar_id, role=wanted.role)


@router.post(
    "/{case_id}/bars/{bar_id}/lifting",
    summary="Lift it: the first asks, a second person agrees",
    responses=problems(CompartmentNotOpen, KeyNotHeld, ClearedByFinding, VoteUnderWay),
)
async def lift_bar(
    held: CaseToChange[Literal[Action.CONFIRM_BAR]], bar_id: UUID, why: WhyLifted, db: Transaction
) -> Lifted:
    """Asked for by one person, it waits for another; asked for twice by the same, nothing changes."""
    return Lifted(is_lifted=await service.lift(db, held, bar_id, reason=why.reason))


@router.delete(
    "/{case_id}/bars/{bar_id}/lifting",
    status_code=204,
    summary="Take back what was asked for: it stays",
    responses=problems(CompartmentNotOpen),
)
async def keep_bar(held: CaseToChange[Literal[Action.CONFIRM_BAR]], bar_id: UUID, db: Transaction) -> None:
    await service.keep(db, held, bar_id)


@router.post(
    "/{case_id}/conflict-declaration",
    status_code=204,
    summary="Say that one is part of the matter oneself, and leave it",
    responses=problems(AffectedCannotBeBarred),
)
async def declare_conflict(
    held: CaseToChange[Literal[Action.DECLARE_CONFLICT]], declared: Declaration, db: Transaction
) -> None:
    """From this answer on there is no such case for whoever declared it."""
    await service.declare(db, held, reason=declared.reason)
