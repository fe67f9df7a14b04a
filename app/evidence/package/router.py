"""The police package: one archive that anybody can read and check without Varna."""

import hashlib
from typing import Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from fastapi.responses import StreamingResponse

from app.access.dependencies import CurrentActor
from app.access.rules import Action
from app.cases.dependencies import CaseToChange, held_in
from app.cases.errors import CompartmentNotOpen
from app.core.database import Transaction
from app.core.errors import Busy, Forbidden, NotFound, NotSignedIn
from app.core.problems import problems
from app.evidence.dependencies import FileReading
from app.evidence.errors import PackageTooLarge
from app.evidence.package import making
from app.evidence.package import texts as case_texts
from app.evidence.package.rules import REPORT, REPORT_SUM, SUMS, sums_text, zip_bytes
from app.evidence.package.schemas import CaseTextList, CaseTextRead, PolicePackageWrite
from app.evidence.package.writing import report_of
from app.evidence.package.zipping import Entry, at_once, zipped
from app.evidence.router import HARMLESS
from app.vault.service import KeyNotHeld
from app.votes.minutes.typesetting import pdf_of

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
        200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}},
    },
    dependencies=[Depends(_may_make)],
)
async def make_police_package(
    case_id: UUID, written: PolicePackageWrite, actor: CurrentActor, files: FileReading
) -> Response:
    """Streamed, and never whole anywhere here. What is written for it is kept nowhere."""
    async with files.database.reading() as db:
        held = await held_in(db, case_id, actor, Action.MAKE_POLICE_PACKAGE, to_change=False)
        prepared = await making.prepare(db, held, written)
    pdf = await files.slow_work.run(pdf_of, report_of(prepared.facts))
    async with files.database.writing() as db:
        held = await held_in(db, case_id, actor, Action.MAKE_POLICE_PACKAGE, to_change=True)
        await making.record_made(db, held, prepared, pdf=pdf)
    report_sum = sums_text({REPORT: hashlib.sha256(pdf).hexdigest()}).encode()
    texts = {REPORT: pdf, **prepared.texts, SUMS: prepared.sums, REPORT_SUM: report_sum}
    entries = [Entry(path, len(text), at_once(text)) for path, text in texts.items()] + [
        Entry(each.path, each.file.size, files.contents(each.file)) for each in prepared.facts.packed
    ]
    headers = HARMLESS | {
        "Content-Disposition": 'attachment; filename="polisanmalan.zip"',
        # A browser sees by it when what came was cut short.
        "Content-Length": str(zip_bytes((each.path, each.size) for each in entries)),
        "Cache-Control": "no-store",
    }
    return StreamingResponse(zipped(entries, at=prepared.facts.made_at), media_type="application/zip", headers=headers)


@router.post(
    "/texts",
    summary="Texts of the case that may go along to the police; that they were opened is recorded",
)
async def open_police_package_texts(
    held: CaseToChange[Literal[Action.MAKE_POLICE_PACKAGE]], db: Transaction
) -> CaseTextList:
    """Of what happened for the officer, one's own for the affected person. None goes along unless it is chosen."""
    return CaseTextList(items=[CaseTextRead(**vars(each)) for each in await case_texts.offered(db, held)])
