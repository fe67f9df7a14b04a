"""Files of a case as its actor holds it: begun, filled piece by piece, kept, listed and opened."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, func, select

from app.access.rules import Compartment
from app.audit import service as audit
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.errors import CaseClosed
from app.cases.rules import OF_THE_MAPPING, OPEN_STAGES
from app.core import clock
from app.core.database import Database, Session
from app.core.due_work import Job, schedule
from app.core.errors import NotFound
from app.evidence.errors import (
    AlreadyKept,
    FileTooLarge,
    NoFilesHere,
    NotAllHere,
    NotTheNextPiece,
    TooManyFiles,
)
from app.evidence.models import CustodyEntry, EvidenceChunk, EvidenceFile
from app.evidence.pieces import key_of, key_text, seal_piece
from app.evidence.rules import (
    CHUNK_BYTES,
    HOLDS_FILES,
    LARGEST_FILE_BYTES,
    MOST_FILES,
    CustodyAct,
    FileKind,
    ScanResult,
    clean_name,
    is_next_piece,
)
from app.vault import service as vault
from app.vault.service import OpenVersion, Version

JOB = "forget-unfinished-file"
FORGOTTEN_AFTER = timedelta(days=7)
"""What nobody went on sending is taken away."""


@dataclass(frozen=True)
class Label:
    """What the sender calls it, and says of it."""

    name: str
    note: str


@dataclass(frozen=True)
class Finding:
    """What it turned out to be as it arrived."""

    sha256: str
    kind: FileKind
    scan: ScanResult
    salt: str

    @property
    def commitment(self) -> str:
        """What the audit log holds: with the salt, proof of when the file was here; without it, nothing."""
        return hashlib.sha256(bytes.fromhex(self.salt) + bytes.fromhex(self.sha256)).hexdigest()


@dataclass(frozen=True)
class OpenFile:
    """A kept file whose key is at hand, for the length of one request."""

    id: UUID
    size: int
    arrived_at: datetime
    label: Label
    finding: Finding
    key: bytes = field(repr=False)


@dataclass(frozen=True)
class Place:
    """Where a piece begins, in bytes, and the key it is sealed with."""

    offset: int
    key: bytes = field(repr=False)


# Begun and filled


async def begin(  # noqa: PLR0913 - all keyword-only, each a part of what is begun
    db: Session, held: HeldCase, *, compartment: Compartment, label: Label, size: int, key: bytes, file_id: UUID
) -> EvidenceFile:
    """Raises CompartmentNotOpen, NoFilesHere, FileTooLarge, CaseClosed, TooManyFiles."""
    held.require_compartment(compartment)
    if compartment not in HOLDS_FILES:
        raise NoFilesHere(fields=[("body.compartment", "holds-no-files")])
    if not 0 < size <= LARGEST_FILE_BYTES:
        raise FileTooLarge(fields=[("body.size", "too-large")])
    if held.case.stage not in OPEN_STAGES:
        raise CaseClosed
    there = (await db.exec(select(func.count()).where(EvidenceFile.case_id == held.id))).one()
    if there >= MOST_FILES:
        raise TooManyFiles
    version = (await vault.newest_versions(db, case_id=held.id))[compartment]
    said = json.dumps({"name": clean_name(label.name), "note": label.note})
    row = EvidenceFile(
        id=file_id,
        case_id=held.id,
        compartment=compartment,
        version_id=version.id,
        author=held.actor.tag,
        size=size,
        begun_at=clock.now(),
        sealed_key=_seal(version, key_text(key), file_id, "sealed_key"),
        sealed_label=_seal(version, said, file_id, "sealed_label"),
    )
    db.add(row)
    await schedule(db, kind=JOB, subject=str(row.id), due_at=row.begun_at + FORGOTTEN_AFTER)
    await db.flush()
    return row


def _seal(version: Version, text: str, file_id: UUID, name: str) -> bytes:
    return vault.seal(version, text, table="evidence_file", row=file_id, field=name)


async def on_its_way(db: Session, held: HeldCase, file_id: UUID) -> EvidenceFile:
    """One's own file, arrived or not. Raises NotFound, CompartmentNotOpen."""
    row = await _file(db, held, file_id)
    if row.author != held.actor.tag:
        raise NotFound
    held.require_compartment(Compartment(row.compartment))
    return row


async def add_piece(db: Session, held: HeldCase, file_id: UUID, *, place: Place, content: bytes) -> int:
    """How much is here with it. Raises NotFound, AlreadyKept, NotTheNextPiece: nothing was kept of it then."""
    row = await on_its_way(db, held, file_id)
    if row.arrived_at is not None:
        raise AlreadyKept
    if not is_next_piece(place.offset, len(content), size=row.size, received=row.received):
        raise NotTheNextPiece
    index = place.offset // CHUNK_BYTES
    db.add(EvidenceChunk(file_id=row.id, index=index, sealed=seal_piece(row, index, content, key=place.key)))
    row.received += len(content)
    db.add(row)
    await db.flush()
    return row.received


def require_all_here(row: EvidenceFile) -> None:
    if row.received != row.size:
        raise NotAllHere


async def keep(db: Session, held: HeldCase, file_id: UUID, *, finding: Finding, key: bytes) -> EvidenceFile:
    """It is here and whole: from now on it is listed, and never changes. A second time changes nothing.

    `key` has opened every piece: it is the one that is kept, whatever the file was begun with.
    """
    row = await on_its_way(db, held, file_id)
    if row.arrived_at is not None:
        return row
    require_all_here(row)
    # The one that its name and key are sealed to, though a newer one may have come meanwhile.
    version = await vault.version(db, row.version_id)
    said = json.dumps({"sha256": finding.sha256, "kind": finding.kind, "scan": finding.scan, "salt": finding.salt})
    row.sealed_finding = _seal(version, said, row.id, "sealed_finding")
    row.sealed_key = _seal(version, key_text(key), row.id, "sealed_key")
    row.arrived_at = clock.now()
    row.commitment = finding.commitment
    db.add(row)
    _in_custody(db, held, row.id, CustodyAct.ARRIVED)
    of_mapping = OF_THE_MAPPING if row.compartment == Compartment.INVESTIGATION else ""
    cases.log(db, held, f"{of_mapping}file-kept", compartment=row.compartment)
    audit.record(
        db, "evidence-kept", actor=held.actor.tag, subject=held.id, file=str(row.id), commitment=finding.commitment
    )
    await db.flush()
    return row


async def take_away(db: Session, held: HeldCase, file_id: UUID) -> None:
    """One's own, that has not arrived. Raises NotFound, AlreadyKept."""
    row = await on_its_way(db, held, file_id)
    if row.arrived_at is not None:
        raise AlreadyKept
    await _delete(db, [row.id])


async def forget_unfinished(database: Database, job: Job) -> datetime | None:
    """Due work, for each file that was begun."""
    async with database.writing() as db:
        unfinished = select(EvidenceFile.id).where(
            EvidenceFile.id == UUID(job.subject), col(EvidenceFile.arrived_at).is_(None)
        )
        await _delete(db, list((await db.exec(unfinished)).all()))
    return None


async def _delete(db: Session, ids: list[UUID]) -> None:
    await db.exec(delete(EvidenceChunk).where(col(EvidenceChunk.file_id).in_(ids)))
    await db.exec(delete(EvidenceFile).where(col(EvidenceFile.id).in_(ids)))


# Kept


async def kept(db: Session, held: HeldCase) -> list[EvidenceFile]:
    """Those in parts that this actor reads, the oldest first, and one's own that are still on their way."""
    rows = await db.exec(
        select(EvidenceFile)
        .where(
            EvidenceFile.case_id == held.id,
            col(EvidenceFile.compartment).in_([*(held.compartments & HOLDS_FILES)]),
        )
        .order_by(col(EvidenceFile.begun_at), col(EvidenceFile.id))
    )
    return [row for row in rows.all() if row.arrived_at is not None or row.author == held.actor.tag]


async def opened(db: Session, held: HeldCase, rows: list[EvidenceFile]) -> list[OpenFile]:
    """Those that the actor's key opens, of the kept ones."""
    versions = await held.opened(db, {row.version_id for row in rows})
    return [
        _open(row, versions[row.version_id], row.arrived_at)
        for row in rows
        if row.arrived_at is not None and row.version_id in versions
    ]


async def open_one(db: Session, held: HeldCase, file_id: UUID, *, act: CustodyAct) -> OpenFile:
    """With a line in its custody. Raises NotFound, CompartmentNotOpen, KeyNotHeld."""
    row = await kept_one(db, held, file_id)
    version = await held.open_version(db, row.version_id)
    assert row.arrived_at is not None  # noqa: S101 - a kept one has arrived
    _in_custody(db, held, row.id, act)
    audit.record(
        db,
        f"evidence-{act}",
        actor=held.actor.tag,
        subject=held.id,
        file=str(row.id),
        compartment=row.compartment,
    )
    return _open(row, version, row.arrived_at)


async def kept_one(db: Session, held: HeldCase, file_id: UUID) -> EvidenceFile:
    """Raises NotFound, CompartmentNotOpen."""
    row = await _file(db, held, file_id)
    if row.arrived_at is None or Compartment(row.compartment) not in held.compartments:
        raise NotFound
    return row


def _open(row: EvidenceFile, version: OpenVersion, arrived_at: datetime) -> OpenFile:
    def read(sealed: bytes, name: str) -> str:
        return version.open(sealed, table="evidence_file", row=row.id, field=name)

    label, finding = (
        json.loads(read(row.sealed_label, "sealed_label")),
        json.loads(read(row.sealed_finding or b"", "sealed_finding")),
    )
    return OpenFile(
        id=row.id,
        size=row.size,
        arrived_at=arrived_at,
        label=Label(**label),
        finding=Finding(
            sha256=finding["sha256"],
            kind=FileKind(finding["kind"]),
            scan=ScanResult(finding["scan"]),
            salt=finding["salt"],
        ),
        key=key_of(read(row.sealed_key, "sealed_key")),
    )


async def _file(db: Session, held: HeldCase, file_id: UUID) -> EvidenceFile:
    row = (
        await db.exec(select(EvidenceFile).where(EvidenceFile.id == file_id, EvidenceFile.case_id == held.id))
    ).first()
    if row is None:
        raise NotFound
    return row


def new_salt() -> str:
    return secrets.token_hex(32)


# Custody


def record_list_opened(db: Session, held: HeldCase) -> None:
    audit.record(db, "evidence-list-opened", actor=held.actor.tag, subject=held.id)


def _in_custody(db: Session, held: HeldCase, file_id: UUID, act: CustodyAct) -> None:
    db.add(CustodyEntry(file_id=file_id, at=clock.now(), act=act, actor=held.actor.tag))


async def record_found_changed(db: Session, held: HeldCase, file_id: UUID) -> None:
    """It is not what arrived: a fault of the disk, or somebody's work."""
    _in_custody(db, held, file_id, CustodyAct.FOUND_CHANGED)
    audit.record(db, "evidence-found-changed", actor=held.actor.tag, subject=held.id, file=str(file_id))


async def custody_of(db: Session, held: HeldCase, file_id: UUID) -> list[CustodyEntry]:
    """The oldest first. Raises NotFound."""
    row = await kept_one(db, held, file_id)
    lines = await db.exec(
        select(CustodyEntry).where(CustodyEntry.file_id == row.id).order_by(col(CustodyEntry.at), col(CustodyEntry.id))
    )
    return list(lines.all())
