"""The police package: one archive that anybody can read and check without Varna."""

from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi.responses import StreamingResponse

from app.access.dependencies import CurrentActor
from app.access.rules import Action
from app.cases.access import HeldCase
from app.cases.dependencies import CaseToChange, held_in
from app.cases.errors import CompartmentNotOpen
from app.core.database import Session, Transaction
from app.core.errors import Busy, Forbidden, NotFound, NotSignedIn
from app.core.problems import problems
from app.evidence.dependencies import FileReading
from app.evidence.errors import PackageTooLarge
from app.evidence.package import texts as case_texts
from app.evidence.package.handing_out import A_ZIP, handed_out
from app.evidence.package.schemas import CaseTextList, PolicePackageWrite
from app.vault.service import KeyNotHeld

router = APIRouter(
    prefix="/cases/{case_id}/police-package",
    tags=["evidence"],
    responses=problems(NotSignedIn, Forbidden, NotFound, CompartmentNotOpen),
)


async def _may_make(case_id: UUID, actor: CurrentActor, files: FileReading) -> None:
    async with files.database.reading() as db:
        await held_in(db, case_id, actor, Action.MAKE_POLICE_PACKAGE, to_change=False)


@router.post(
    "",
    summary="A ZIP for the police: the report, the chosen files, and their sums; that it was made is recorded",
    response_class=StreamingResponse,
    responses={
        **problems(KeyNotHeld, PackageTooLarge, Busy),
        **A_ZIP,
    },
    dependencies=[Depends(_may_make)],
)
async def make_police_package(
    case_id: UUID, written: PolicePackageWrite, actor: CurrentActor, files: FileReading
) -> Response:
    """Streamed, and never whole anywhere here. What is written for it is kept nowhere."""

    async def hold(db: Session, *, to_change: bool) -> HeldCase:
        return await held_in(db, case_id, actor, Action.MAKE_POLICE_PACKAGE, to_change=to_change)

    return await handed_out(files, hold, written)


@router.post(
    "/texts",
    summary="Texts of the case that may go along to the police; that they were opened is recorded",
)
async def open_police_package_texts(
    held: CaseToChange[Literal[Action.MAKE_POLICE_PACKAGE]], db: Transaction
) -> CaseTextList:
    """Of what happened for the officer, one's own for the affected person. None goes along unless it is chosen."""
    return await case_texts.listed(db, held)
