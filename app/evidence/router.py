"""Files as evidence: sent in pieces that go on after a cut line, kept as they are, and shown without being run."""

from typing import Annotated, Literal
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Body, Depends, Header, Response
from fastapi.responses import StreamingResponse

from app.access.dependencies import CurrentActor
from app.access.rules import Action, Compartment
from app.cases.dependencies import CaseToChange, CaseToRead, held_in
from app.cases.errors import CaseClosed, CompartmentNotOpen
from app.cases.names import Names
from app.core import idempotency
from app.core.database import Reading, Transaction
from app.core.errors import Busy, Forbidden, IdempotencyKeyReused, NotFound, NotSignedIn
from app.core.idempotency import IdempotencyKey
from app.core.ids import new_id
from app.core.problems import problems
from app.evidence import arriving, service
from app.evidence.dependencies import FileReading
from app.evidence.errors import (
    AlreadyKept,
    CannotBeCopied,
    CannotBeShown,
    DamagedOnTheWay,
    FileTooLarge,
    NoFilesHere,
    NotAllHere,
    NotTheNextPiece,
    NotThisKey,
    TooManyFiles,
)
from app.evidence.models import EvidenceFile
from app.evidence.pieces import key_of
from app.evidence.rules import LARGEST_FILE_BYTES, CustodyAct, is_named_as
from app.evidence.schemas import (
    CustodyLine,
    CustodyList,
    FileBegin,
    FileBegun,
    FileContents,
    FileContentsList,
    FileEnd,
    FileKey,
    FileLine,
    FileList,
    FileProgress,
    FileVerified,
    FileWords,
    MailHeader,
)
from app.evidence.service import Label, OpenFile, Place
from app.evidence.sharing import COPIED_BY, MEDIA_TYPES, CopyResponse
from app.evidence.showing import WAYS, Way
from app.vault.crypto import CannotOpen
from app.vault.service import KeyNotHeld

router = APIRouter(
    prefix="/cases/{case_id}/files",
    tags=["evidence"],
    responses=problems(NotSignedIn, Forbidden, NotFound, CompartmentNotOpen),
)

CaseToAdd = CaseToChange[Literal[Action.ADD_FILE]]


async def _place(
    upload_offset: Annotated[int, Header(ge=0, le=LARGEST_FILE_BYTES)], piece_key: Annotated[FileKey, Header()]
) -> Place:
    return Place(offset=upload_offset, key=key_of(piece_key))


async def _sent(case_id: UUID, file_id: UUID, actor: CurrentActor, files: FileReading) -> EvidenceFile:
    async with files.database.reading() as db:
        held = await held_in(db, case_id, actor, Action.ADD_FILE, to_change=False)
        return await service.on_its_way(db, held, file_id)


FileSent = Annotated[EvidenceFile, Depends(_sent)]
"""One's own, asked for before anything else of the request is looked at."""
PiecePlace = Annotated[Place, Depends(_place)]
HARMLESS = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""Whoever opens the address itself gets a file to keep, and no browser runs anything of it."""


@router.get("", summary="The files of a case, without their names")
async def list_files(held: CaseToRead[Literal[Action.SEE]], db: Reading) -> FileList:
    """Those in parts that one reads, and one's own that are on their way."""
    name = await Names.of(db, held)
    return FileList(items=[_line(row, name) for row in await service.kept(db, held)])


def _line(row: EvidenceFile, name: Names) -> FileLine:
    return FileLine(
        id=row.id,
        compartment=Compartment(row.compartment),
        added_by=name(row.author),
        begun_at=row.begun_at,
        arrived_at=row.arrived_at,
        size=row.size,
        received=row.received,
    )


@router.post("/opening", summary="The files' names, kinds and hashes; that they were opened is recorded")
async def open_file_list(held: CaseToChange[Literal[Action.SEE]], db: Transaction) -> FileContentsList:
    rows = [row for row in await service.kept(db, held) if row.arrived_at is not None]
    files = await service.opened(db, held, rows)
    service.record_list_opened(db, held)
    return FileContentsList(items=[_contents(each) for each in files], unopened=len(rows) - len(files))


def _contents(file: OpenFile) -> FileContents:
    return FileContents(
        id=file.id,
        name=file.label.name,
        note=file.label.note,
        kind=file.finding.kind,
        is_named_as=is_named_as(file.finding.kind, file.label.name),
        sha256=file.finding.sha256,
        scan=file.finding.scan,
        arrived_at=file.arrived_at,
    )


@router.post(
    "",
    status_code=201,
    summary="Begin to send a file",
    responses=problems(NoFilesHere, FileTooLarge, CaseClosed, TooManyFiles, NotThisKey, IdempotencyKeyReused),
)
async def begin_file(held: CaseToAdd, wanted: FileBegin, db: Transaction, key: IdempotencyKey) -> FileBegun:
    claim = await idempotency.claim(
        db, key=key, actor=held.actor.tag, route=f"files {held.id}", body=wanted, new_id=new_id()
    )
    if claim.is_new:
        await service.begin(
            db,
            held,
            compartment=wanted.compartment,
            label=Label(name=wanted.name, note=wanted.note),
            size=wanted.size,
            key=key_of(wanted.key),
            file_id=claim.made_id,
        )
    return FileBegun(id=claim.made_id)


@router.get("/{file_id}/upload", summary="How much of a file that one is sending is here")
async def read_upload(held: CaseToRead[Literal[Action.ADD_FILE]], file_id: UUID, db: Reading) -> FileProgress:
    return _progress(await service.on_its_way(db, held, file_id))


def _progress(row: EvidenceFile) -> FileProgress:
    return FileProgress(received=row.received, size=row.size, is_kept=row.arrived_at is not None)


@router.patch(
    "/{file_id}/upload",
    summary="The next piece of a file, as it is",
    responses=problems(NotTheNextPiece, AlreadyKept, NotThisKey),
)
async def add_piece(
    held: CaseToAdd,
    file_id: UUID,
    place: PiecePlace,
    piece: Annotated[bytes, Body(media_type="application/octet-stream")],
    db: Transaction,
) -> FileProgress:
    """Whole or not at all: after a cut line, ask how much is here and go on from there. Nothing is sent twice."""
    await service.add_piece(db, held, file_id, place=place, content=piece)
    return _progress(await service.on_its_way(db, held, file_id))


@router.delete(
    "/{file_id}/upload",
    status_code=204,
    summary="Take away a file that has not arrived",
    responses=problems(AlreadyKept),
)
async def take_file_away(held: CaseToAdd, file_id: UUID, db: Transaction) -> None:
    await service.take_away(db, held, file_id)


@router.post(
    "/{file_id}/upload/end",
    status_code=204,
    summary="All of it is sent: it is compared with the sender's hash, and kept",
    responses=problems(NotAllHere, DamagedOnTheWay, NotThisKey, Busy),
)
async def end_file(case_id: UUID, row: FileSent, wanted: FileEnd, actor: CurrentActor, files: FileReading) -> None:
    """A second time it changes nothing."""
    if row.arrived_at is not None:
        return
    service.require_all_here(row)
    finding = await arriving.looked_at(files, row, end=wanted)
    async with files.database.writing() as db:
        held = await held_in(db, case_id, actor, Action.ADD_FILE, to_change=True)
        await service.keep(db, held, row.id, finding=finding, key=key_of(wanted.key))


@router.post(
    "/{file_id}/content",
    summary="The original, byte for byte; that it was opened is recorded",
    response_class=StreamingResponse,
    responses={
        **problems(KeyNotHeld),
        200: {"content": {"application/octet-stream": {}}},
    },
)
async def open_content(
    held: CaseToChange[Literal[Action.SEE]],
    file_id: UUID,
    db: Transaction,
    files: FileReading,
) -> Response:
    file = await service.open_one(db, held, file_id, act=CustodyAct.OPENED)
    headers = HARMLESS | {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.label.name, safe='')}",
        "Content-Length": str(file.size),
    }
    return StreamingResponse(files.contents(file), media_type="application/octet-stream", headers=headers)


@router.post(
    "/{file_id}/picture",
    summary="A picture drawn anew, without its metadata: to look at and to share; it is recorded",
    response_class=Response,
    responses={
        **problems(KeyNotHeld, CannotBeShown, Busy),
        200: {"content": {"image/png": {}, "image/jpeg": {}}},
    },
)
async def show_picture(
    case_id: UUID,
    file_id: UUID,
    actor: CurrentActor,
    files: FileReading,
) -> Response:
    """No side is longer than 2,048 pixels. Where and with what it was taken is not in it any more."""
    file = await _to_show(case_id, file_id, actor, files, Way.PICTURE)
    drawn = await files.show.picture(files.contents(file))
    media_type = "image/jpeg" if drawn.startswith(b"\xff\xd8") else "image/png"
    return Response(drawn, media_type=media_type, headers=HARMLESS)


@router.post(
    "/{file_id}/copy",
    summary="A document, a sound or a film without its metadata, to share; it is recorded",
    response_class=StreamingResponse,
    responses={
        **problems(KeyNotHeld, CannotBeCopied, Busy),
        200: {"content": {each: {} for each in sorted(MEDIA_TYPES.values())}},
    },
)
async def copy_file(case_id: UUID, file_id: UUID, actor: CurrentActor, files: FileReading) -> Response:
    """Of a picture, what is shown is that copy. What is seen and heard in it stays as it is."""
    async with files.database.writing() as db:
        held = await held_in(db, case_id, actor, Action.SEE, to_change=True)
        file = await service.open_one(db, held, file_id, act=CustodyAct.COPIED)
        if file.finding.kind not in COPIED_BY:
            raise CannotBeCopied
    copy = await files.share.copy(file.finding.kind, files.contents(file))
    named = {"Content-Disposition": f'attachment; filename="copy.{copy.end}"', "Content-Length": str(copy.size)}
    return CopyResponse(copy, headers=HARMLESS | named)


@router.post(
    "/{file_id}/words",
    summary="What stands in a text or a mail, without anything that could run; it is recorded",
    responses=problems(KeyNotHeld, CannotBeShown, Busy),
)
async def show_words(
    case_id: UUID,
    file_id: UUID,
    actor: CurrentActor,
    files: FileReading,
) -> FileWords:
    file = await _to_show(case_id, file_id, actor, files, Way.MAIL, Way.TEXT)
    said = await files.show.words(WAYS[file.finding.kind], files.contents(file))
    return FileWords(
        headers=[MailHeader(name=name, value=value) for name, value in said.headers],
        way=said.way,
        words=said.words,
        attachments=said.attachments,
        is_cut=said.is_cut,
    )


async def _to_show(
    case_id: UUID,
    file_id: UUID,
    actor: CurrentActor,
    files: FileReading,
    *ways: Way,
) -> OpenFile:
    async with files.database.writing() as db:
        held = await held_in(db, case_id, actor, Action.SEE, to_change=True)
        file = await service.open_one(db, held, file_id, act=CustodyAct.SHOWN)
        if WAYS.get(file.finding.kind) not in ways:
            raise CannotBeShown
    return file


@router.post(
    "/{file_id}/verification",
    summary="Compare what is kept with what arrived; it is recorded",
    responses=problems(KeyNotHeld, Busy),
)
async def verify_file(case_id: UUID, file_id: UUID, actor: CurrentActor, files: FileReading) -> FileVerified:
    async with files.database.writing() as db:
        held = await held_in(db, case_id, actor, Action.SEE, to_change=True)
        file = await service.open_one(db, held, file_id, act=CustodyAct.VERIFIED)
    try:
        sha256 = (await files.digest(file)).hex()
    except CannotOpen:
        sha256 = "0" * 64
    if sha256 != file.finding.sha256:
        async with files.database.writing() as db:
            held = await held_in(db, case_id, actor, Action.SEE, to_change=True)
            await service.record_found_changed(db, held, file_id)
    return FileVerified(is_unchanged=sha256 == file.finding.sha256, sha256=sha256)


@router.get("/{file_id}/custody", summary="Who has done what with a file, the oldest first")
async def read_custody(held: CaseToRead[Literal[Action.SEE]], file_id: UUID, db: Reading) -> CustodyList:
    lines = await service.custody_of(db, held, file_id)
    name = await Names.of(db, held)
    return CustodyList(items=[CustodyLine(at=each.at, act=each.act, by=name(each.actor)) for each in lines])
