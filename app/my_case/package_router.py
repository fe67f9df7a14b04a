"""The package for the police by the receipt code: what the affected person may read, and chooses one by one.

As `app/evidence/package`, by the code instead of a sign-in. No line of it stands in the log.
"""

from fastapi import APIRouter, Depends, Response
from fastapi.responses import StreamingResponse

from app.access.rules import Action
from app.cases.access import HeldCase
from app.core.database import Session, Transaction
from app.core.errors import Busy, Forbidden, NotFound
from app.core.problems import problems
from app.core.web import untraced
from app.evidence import service as evidence
from app.evidence.dependencies import FileReading
from app.evidence.errors import PackageTooLarge
from app.evidence.package import texts as case_texts
from app.evidence.package.handing_out import A_ZIP, handed_out
from app.evidence.package.schemas import CaseTextList, PolicePackageWrite
from app.intake.coming_back import ReceiptCode
from app.intake.schemas import ReportFileList
from app.intake.service import ReceiptUnknown
from app.my_case.dependencies import OwnCaseToChange, own_case_by
from app.vault.service import KeyNotHeld

router = APIRouter(
    prefix="/reports/receipt/case/police-package", tags=["my case"], responses=problems(ReceiptUnknown, Forbidden)
)


async def _may_make(receipt_code: ReceiptCode, files: FileReading) -> None:
    async with files.database.reading() as db:
        await own_case_by(db, receipt_code, Action.MAKE_POLICE_PACKAGE, to_change=False)


@router.post(
    "",
    summary="A ZIP for the police: the report, the chosen files, and their sums; that it was made is recorded",
    response_class=StreamingResponse,
    responses={**problems(NotFound, KeyNotHeld, PackageTooLarge, Busy), **A_ZIP},
    dependencies=[Depends(_may_make)],
)
@untraced
async def make_own_police_package(
    receipt_code: ReceiptCode, written: PolicePackageWrite, files: FileReading
) -> Response:
    """Streamed, and never whole anywhere here. What is written for it is kept nowhere."""

    async def hold(db: Session, *, to_change: bool) -> HeldCase:
        return await own_case_by(db, receipt_code, Action.MAKE_POLICE_PACKAGE, to_change=to_change)

    return await handed_out(files, hold, written)


@router.post("/files", summary="Files that may go along to the police; that their list was opened is recorded")
@untraced
async def open_own_police_package_files(held: OwnCaseToChange, db: Transaction) -> ReportFileList:
    """Those in the parts that they read, their own and others'."""
    held.require(Action.MAKE_POLICE_PACKAGE)
    rows = [row for row in await evidence.kept(db, held) if row.arrived_at is not None]
    evidence.record_list_opened(db, held)
    return ReportFileList.of(await evidence.opened(db, held, rows))


@router.post("/texts", summary="My own texts that may go along to the police; that they were opened is recorded")
@untraced
async def open_own_police_package_texts(held: OwnCaseToChange, db: Transaction) -> CaseTextList:
    """None goes along unless it is chosen."""
    held.require(Action.MAKE_POLICE_PACKAGE)
    return await case_texts.listed(db, held)
