"""Whom to call now, the rota behind it, and test alarms."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from app.access.actor import Actor
from app.access.dependencies import CurrentActor, doing
from app.access.rules import Task
from app.core.database import Reading, Transaction
from app.core.errors import Forbidden, NotFound, NotSignedIn, PreconditionRequired, VersionMismatch
from app.core.problems import problems
from app.core.versions import SeenVersion, require_version
from app.oncall import reading, service, trying
from app.oncall.errors import ShiftOver, ShiftTaken
from app.oncall.schemas import (
    CardManifest,
    ContactCard,
    OnCallRead,
    ShiftCreate,
    TestAlarmCreate,
)
from app.people import association as associations
from app.people.errors import NotFounded

router = APIRouter(tags=["on call"])

REFUSED = (NotSignedIn, Forbidden)

RotaReader = Annotated[Actor, Depends(doing(Task.READ_ROTA))]
RotaKeeper = Annotated[Actor, Depends(doing(Task.KEEP_ROTA))]
Officer = Annotated[Actor, Depends(doing(Task.TAKE_SHIFT))]


@router.get("/contact-card", summary="Whom to call now")
async def read_contact_card(db: Reading) -> ContactCard:
    """Whom to call now. No sign-in; fit to be kept for when there is no network."""
    return await reading.contact_card(db)


@router.get(
    "/contact-card/manifest",
    summary="What puts the contact card on a telephone's first screen",
    responses=problems(NotFounded),
)
async def read_card_manifest(response: Response, db: Reading) -> CardManifest:
    """What puts the contact card on a telephone's first screen. No sign-in; tells the neutral name only."""
    response.headers["Content-Type"] = "application/manifest+json"
    row = await associations.association(db)
    return CardManifest(name=row.neutral_name, short_name=row.neutral_name, lang=row.language)


@router.get("/on-call", summary="Who is on call when, and where nobody is", responses=problems(*REFUSED))
async def read_on_call(actor: RotaReader, db: Reading) -> OnCallRead:
    """The rota from now on, its gaps within the time that the policy looks ahead, and the newest test alarms."""
    return await reading.on_call(db, actor)


@router.post(
    "/on-call/shifts",
    status_code=201,
    summary="Put an officer on call, once or several weeks in a row",
    responses=problems(*REFUSED, NotFounded, ShiftTaken),
)
async def add_shifts(wanted: ShiftCreate, actor: RotaKeeper, db: Transaction) -> OnCallRead:
    """The same times each turn, by the clock on the wall. Whoever is put there is told. Sent twice it is refused."""
    await service.add_shifts(db, wanted, actor=actor)
    return await reading.on_call(db, actor)


@router.post(
    "/on-call/shifts/{shift_id}/takeover",
    summary="Take a shift over from somebody",
    responses=problems(*REFUSED, PreconditionRequired, VersionMismatch, NotFound, NotFounded, ShiftOver),
)
async def take_shift_over(shift_id: UUID, seen: SeenVersion, actor: Officer, db: Transaction) -> OnCallRead:
    """For whoever says "I take this shift". Whoever had it is told; a deputy changes place with them."""
    row = await service.shift_to_change(db, shift_id)
    require_version(seen, current=row.version)
    await service.take_over(db, row, actor=actor)
    return await reading.on_call(db, actor)


@router.post(
    "/on-call/shifts/{shift_id}/end",
    summary="End a shift, or take it away before it begins",
    responses=problems(*REFUSED, PreconditionRequired, VersionMismatch, NotFound, NotFounded, ShiftOver),
)
async def end_shift(shift_id: UUID, seen: SeenVersion, actor: RotaKeeper, db: Transaction) -> OnCallRead:
    """Whoever had it is told. Where nobody takes its time it is a gap."""
    row = await service.shift_to_change(db, shift_id)
    require_version(seen, current=row.version)
    await service.end_shift(db, row, actor=actor)
    return await reading.on_call(db, actor)


@router.post(
    "/on-call/test-alarms",
    status_code=201,
    summary="Try whether the alarm reaches those whom it must",
    responses=problems(*REFUSED),
)
async def send_test_alarm(wanted: TestAlarmCreate, actor: RotaKeeper, db: Transaction) -> OnCallRead:
    """To oneself or to the whole line, with words that say it is a test. It has nothing to do with any case."""
    if actor.person_id is not None:
        rota = await service.read_rota(db)
        await trying.send(db, is_for_everyone=wanted.is_for_everyone, by=actor.person_id, rota=rota)
    await db.flush()
    return await reading.on_call(db, actor)


@router.post(
    "/on-call/test-alarms/{alarm_id}/answer",
    status_code=204,
    summary="Say that one has seen a test alarm",
    responses=problems(NotSignedIn, NotFound),
)
async def answer_test_alarm(alarm_id: UUID, actor: CurrentActor, db: Transaction) -> None:
    """Only whoever it went to; the first answer counts."""
    await trying.answer(db, alarm_id, actor=actor)
