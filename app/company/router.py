"""Contact with the affected person, for them by account, whoever is beside them, and the security officers.

By the receipt code it is `app/my_case`.
"""

from typing import Literal

from fastapi import APIRouter

from app.access.rules import Action, Compartment
from app.cases.access import HeldCase
from app.cases.dependencies import CaseToChange
from app.cases.errors import CaseClosed, CompartmentNotOpen
from app.company import reading, service
from app.company.errors import NobodyToRead, NoContactKept, NotPaused
from app.company.schemas import (
    ContactContents,
    ContactLineWrite,
    ContactStanding,
    MessageWrite,
    PauseWrite,
    RhythmWrite,
)
from app.core import idempotency
from app.core.database import Session, Transaction
from app.core.errors import Forbidden, IdempotencyKeyReused, NotFound, NotSignedIn
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.problems import problems

router = APIRouter(
    prefix="/cases/{case_id}/contact",
    tags=["contact"],
    responses=problems(NotSignedIn, Forbidden, NotFound, CompartmentNotOpen),
)
CHANGED = problems(CaseClosed, NoContactKept)


@router.post(
    "/opening", summary="The contact: how it stands, the log, and what was written; that it was opened is recorded"
)
async def open_contact(held: CaseToChange[Literal[Action.KEEP_IN_TOUCH]], db: Transaction) -> ContactContents:
    """What others wrote is no news to the reader from here on."""
    return await reading.contents(db, held)


@router.post(
    "/entries",
    status_code=201,
    summary="Note that somebody was in touch, or tried",
    responses=CHANGED | problems(IdempotencyKeyReused),
)
async def note_contact(
    held: CaseToChange[Literal[Action.NOTE_CONTACT]], written: ContactLineWrite, db: Transaction, key: IdempotencyKey
) -> ContactContents:
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"contact entry {held.id}", body=written, new_id=new_id()
    )
    if claim.is_new:
        await service.note(db, held, written, entry_id=claim.made_id)
    return await _seen(db, held)


@router.post(
    "/messages",
    status_code=201,
    summary="Write to the other side; they are told that something waits, and not what",
    responses=CHANGED | problems(NobodyToRead, IdempotencyKeyReused),
)
async def send_message(
    held: CaseToChange[Literal[Action.KEEP_IN_TOUCH]], written: MessageWrite, db: Transaction, key: IdempotencyKey
) -> ContactContents:
    await service.send_once(db, held, written, key=key)
    return await _seen(db, held)


async def _seen(db: Session, held: HeldCase) -> ContactContents:
    """After a change of one's own: whoever has the page before them has opened it already."""
    held.require_compartment(Compartment.SUPPORT)
    return await reading.read_all(db, held)


@router.put("/rhythm", summary="Agree how often somebody is in touch", responses=CHANGED)
async def agree_rhythm(
    held: CaseToChange[Literal[Action.KEEP_IN_TOUCH]], wanted: RhythmWrite, db: Transaction
) -> ContactStanding:
    await service.agree(db, held, wanted)
    return await reading.contact_of(db, held)


@router.put("/pause", summary="Pause it, by the affected person's word", responses=CHANGED)
async def pause_contact(
    held: CaseToChange[Literal[Action.PAUSE_CONTACT]], wanted: PauseWrite, db: Transaction
) -> ContactStanding:
    """Nothing reminds and nothing is late meanwhile. Days in court stand as they are."""
    await service.pause(db, held, wanted)
    return await reading.contact_of(db, held)


@router.post("/resumption", summary="Let it go on after a pause", responses=CHANGED | problems(NotPaused))
async def resume_contact(held: CaseToChange[Literal[Action.PAUSE_CONTACT]], db: Transaction) -> ContactStanding:
    await service.resume(db, held)
    return await reading.contact_of(db, held)
