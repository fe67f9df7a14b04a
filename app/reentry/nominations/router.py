"""The nomination check: asked, waiting for a person, answered with a day until when."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from app.access.actor import Actor
from app.access.dependencies import doing
from app.access.rules import Task
from app.cases.schemas import NamedRead
from app.core import idempotency
from app.core.database import Reading, Transaction
from app.core.errors import Forbidden, IdempotencyKeyReused, NotFound, NotSignedIn
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.problems import problems
from app.reentry.nominations import service
from app.reentry.nominations.errors import ConfirmedAlready, NominatedOneself, PersonUnknown, TooManyChecks
from app.reentry.nominations.rules import CheckState
from app.reentry.nominations.schemas import (
    NominationCheckCreate,
    NominationCheckList,
    NominationCheckRead,
    NominationConfirm,
    NominationsToConfirm,
    NominationToConfirm,
)

router = APIRouter(prefix="/nomination-checks", tags=["nominations"], responses=problems(NotSignedIn, Forbidden))

Asker = Annotated[Actor, Depends(doing(Task.CHECK_NOMINATION))]
Confirmer = Annotated[Actor, Depends(doing(Task.CONFIRM_NOMINATION))]


@router.post(
    "",
    status_code=201,
    summary="Ask whether a nomination takes a talk with the board first",
    responses=problems(NominatedOneself, PersonUnknown, TooManyChecks, IdempotencyKeyReused),
)
async def ask(wanted: NominationCheckCreate, actor: Asker, db: Transaction, key: IdempotencyKey) -> NominationCheckRead:
    """The first answer is always that it waits for a person, whoever it is about. Source: REE-06."""
    claim = await idempotency.claim(
        db, key=key, actor=actor.tag, route="nomination-checks", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        await service.ask(db, wanted.person_id, actor=actor, check_id=claim.made_id)
    return _read(await service.check_of(db, claim.made_id, actor=actor))


@router.get("", summary="What I have asked about nominations")
async def list_checks(actor: Asker, db: Reading) -> NominationCheckList:
    return NominationCheckList(items=[_read(each) for each in await service.asked_by(db, actor)])


@router.get("/to-confirm", summary="Answers about nominations that wait for my word")
async def list_to_confirm(actor: Confirmer, db: Reading) -> NominationsToConfirm:
    return NominationsToConfirm(
        items=[
            NominationToConfirm(
                id=each.check.id,
                person=NamedRead(person_id=each.about, display_name=each.name),
                suggestion=each.suggestion,
                asked_at=each.check.asked_at,
            )
            for each in await service.waiting_for(db, actor)
        ]
    )


@router.get(
    "/{check_id}", summary="What I asked, and the answer once a person has given it", responses=problems(NotFound)
)
async def read_check(check_id: UUID, actor: Asker, db: Reading) -> NominationCheckRead:
    return _read(await service.check_of(db, check_id, actor=actor))


@router.post(
    "/{check_id}/confirmation",
    status_code=204,
    summary="Confirm the answer, or give another and say why",
    responses=problems(NotFound, ConfirmedAlready),
)
async def confirm(check_id: UUID, written: NominationConfirm, actor: Confirmer, db: Transaction) -> None:
    await service.confirm(db, check_id, answer=written.answer, reason=written.reason, actor=actor)


def _read(asked: service.Asked) -> NominationCheckRead:
    return NominationCheckRead(
        id=asked.check.id,
        person=NamedRead(person_id=asked.about, display_name=asked.name),
        state=CheckState.ANSWERED if asked.answer else CheckState.WAITING,
        answer=asked.answer,
        asked_at=asked.check.asked_at,
        valid_until=asked.valid_until,
    )
