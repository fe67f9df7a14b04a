"""Files that a reporter without an account adds to their report, at once or when they come back. Source: AFF-01.

As `app/evidence/router.py`, by the receipt code instead of a sign-in. No line of it stands in the log.
"""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Body, Depends

from app.access.rules import Compartment
from app.cases.errors import CaseClosed
from app.core import idempotency
from app.core.database import Reading, Transaction
from app.core.errors import Busy, IdempotencyKeyReused, NotFound
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.problems import problems
from app.core.web import untraced
from app.evidence import arriving, service
from app.evidence.dependencies import FileReading
from app.evidence.errors import (
    AlreadyKept,
    DamagedOnTheWay,
    FileTooLarge,
    NotAllHere,
    NotTheNextPiece,
    NotThisKey,
    TooManyFiles,
)
from app.evidence.models import EvidenceFile
from app.evidence.pieces import key_of
from app.evidence.router import PiecePlace
from app.evidence.schemas import FileBegun, FileEnd, FileLabel, FileProgress
from app.evidence.service import Label
from app.intake.coming_back import ReceiptCode, ReportToChange, ReportToRead, held_by
from app.intake.schemas import ReportFileList
from app.intake.service import ReceiptUnknown

router = APIRouter(prefix="/reports/receipt/files", tags=["reports"], responses=problems(ReceiptUnknown))


@router.post("/opening", summary="What one has sent with one's report")
@untraced
async def list_own_files(held: ReportToRead, db: Reading) -> ReportFileList:
    """Those that have arrived; each with its name, which only the code opens."""
    mine = [row for row in await service.kept(db, held) if row.author == held.actor.tag and row.arrived_at is not None]
    return ReportFileList.of(await service.opened(db, held, mine))


@router.post(
    "",
    status_code=201,
    summary="Begin to send a file with one's report",
    responses=problems(FileTooLarge, CaseClosed, TooManyFiles, NotThisKey, IdempotencyKeyReused),
)
@untraced
async def begin_own_file(held: ReportToChange, wanted: FileLabel, db: Transaction, key: IdempotencyKey) -> FileBegun:
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"files {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        await service.begin(
            db,
            held,
            compartment=Compartment.SUBMISSION,
            label=Label(name=wanted.name, note=wanted.note),
            size=wanted.size,
            key=key_of(wanted.key),
            file_id=claim.made_id,
        )
    return FileBegun(id=claim.made_id)


def _progress(row: EvidenceFile) -> FileProgress:
    return FileProgress(received=row.received, size=row.size, is_kept=row.arrived_at is not None)


@router.get("/{file_id}/upload", summary="How much of a file is here", responses=problems(NotFound))
@untraced
async def read_own_upload(held: ReportToRead, file_id: UUID, db: Reading) -> FileProgress:
    return _progress(await service.on_its_way(db, held, file_id))


@router.patch(
    "/{file_id}/upload",
    summary="The next piece of a file, as it is",
    responses=problems(NotFound, NotTheNextPiece, AlreadyKept, NotThisKey),
)
@untraced
async def add_own_piece(
    held: ReportToChange,
    file_id: UUID,
    place: PiecePlace,
    piece: Annotated[bytes, Body(media_type="application/octet-stream")],
    db: Transaction,
) -> FileProgress:
    await service.add_piece(db, held, file_id, place=place, content=piece)
    return _progress(await service.on_its_way(db, held, file_id))


@router.delete(
    "/{file_id}/upload",
    status_code=204,
    summary="Take away a file that has not arrived",
    responses=problems(NotFound, AlreadyKept),
)
@untraced
async def take_own_file_away(held: ReportToChange, file_id: UUID, db: Transaction) -> None:
    await service.take_away(db, held, file_id)


async def _sent(receipt_code: ReceiptCode, file_id: UUID, files: FileReading) -> EvidenceFile:
    async with files.database.reading() as db:
        return await service.on_its_way(db, await held_by(db, receipt_code, to_change=False), file_id)


@router.post(
    "/{file_id}/upload/end",
    status_code=204,
    summary="All of it is sent: it is compared with the sender's hash, and kept",
    responses=problems(NotFound, NotAllHere, DamagedOnTheWay, NotThisKey, Busy),
)
@untraced
async def end_own_file(
    receipt_code: ReceiptCode, row: Annotated[EvidenceFile, Depends(_sent)], wanted: FileEnd, files: FileReading
) -> None:
    if row.arrived_at is not None:
        return
    service.require_all_here(row)
    finding = await arriving.looked_at(files, row, end=wanted)
    async with files.database.writing() as db:
        held = await held_by(db, receipt_code, to_change=True)
        await service.keep(db, held, row.id, finding=finding, key=key_of(wanted.key))
