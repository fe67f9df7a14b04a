"""A package put together: what goes along, its sums, and that it was made. Of its words nothing is kept."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from app.access.rules import Compartment
from app.audit import service as audit
from app.cases import service as cases
from app.cases.access import HeldCase
from app.cases.rules import OF_THE_MAPPING
from app.core import clock
from app.core.database import Session
from app.evidence import service
from app.evidence.errors import PackageTooLarge
from app.evidence.package import texts as case_texts
from app.evidence.package.rules import (
    MANIFEST,
    MOST_PACKED_BYTES,
    README,
    path_of,
    sums_text,
)
from app.evidence.package.schemas import PolicePackageWrite
from app.evidence.package.writing import PackageFacts, Packed, readme_of
from app.evidence.rules import CustodyAct
from app.people.association import association
from app.vault.service import KeyNotHeld


@dataclass(frozen=True)
class Prepared:
    facts: PackageFacts
    texts: Mapping[str, bytes]
    """By path, all that `sums` names but the files themselves."""
    sums: bytes
    of_the_mapping: bool


async def prepare(db: Session, held: HeldCase, written: PolicePackageWrite) -> Prepared:
    """Nothing is recorded yet. Raises NotFound, KeyNotHeld, PackageTooLarge."""
    rows = [await service.kept_one(db, held, each.file_id) for each in written.files]
    if sum(row.size for row in rows) > MOST_PACKED_BYTES:
        raise PackageTooLarge
    files = {each.id: each for each in await service.opened(db, held, rows)}
    if len(files) != len(rows):
        raise KeyNotHeld
    packed = [
        Packed(path=path_of(number, files[each.file_id].label.name), shows=each.shows, file=files[each.file_id])
        for number, each in enumerate(written.files, start=1)
    ]
    facts = PackageFacts(
        number=secrets.token_hex(16),
        association=(await association(db)).name,
        made_at=clock.now(),
        written=written,
        packed=packed,
        texts=await case_texts.chosen(db, held, written.texts),
        sums_sha256="",
    )
    texts = {README: readme_of(facts).encode(), MANIFEST: _manifest(facts)}
    hashes = {path: hashlib.sha256(text).hexdigest() for path, text in texts.items()}
    sums = sums_text(hashes | {each.path: each.file.finding.sha256 for each in packed}).encode()
    return Prepared(
        facts=PackageFacts(**(vars(facts) | {"sums_sha256": hashlib.sha256(sums).hexdigest()})),
        texts=texts,
        sums=sums,
        of_the_mapping=any(row.compartment == Compartment.INVESTIGATION for row in rows),
    )


def _manifest(facts: PackageFacts) -> bytes:
    """`commitment` stands in the association's chained audit log since the file came: SHA-256 of salt and sha256."""
    said = {
        "format": 1,
        "package": facts.number,
        "made_at": facts.made_at.isoformat(),
        "association": facts.association,
        "commitment": "SHA-256 of the bytes of salt followed by the bytes of sha256",
        "files": [
            {
                "path": each.path,
                "name": each.file.label.name,
                "size": each.file.size,
                "sha256": each.file.finding.sha256,
                "arrived_at": each.file.arrived_at.isoformat(),
                "salt": each.file.finding.salt,
                "commitment": each.file.finding.commitment,
            }
            for each in facts.packed
        ],
    }
    return (json.dumps(said, indent=2, ensure_ascii=False) + "\n").encode()


async def record_made(db: Session, held: HeldCase, prepared: Prepared, *, pdf: bytes) -> None:
    """Before a byte of it leaves. Raises NotFound when a file or text was taken from this actor meanwhile."""
    of_mapping = OF_THE_MAPPING if prepared.of_the_mapping else ""
    for each in prepared.facts.packed:
        await _packed(db, held, each.file.id)
    texts = str(len(await case_texts.chosen(db, held, prepared.facts.written.texts)))
    cases.log(db, held, f"{of_mapping}police-package-made", package=prepared.facts.number, texts=texts)
    audit.record(
        db,
        "police-package-made",
        actor=held.actor.tag,
        subject=held.id,
        package=prepared.facts.number,
        texts=texts,
        sums=prepared.facts.sums_sha256,
        report=hashlib.sha256(pdf).hexdigest(),
    )


async def _packed(db: Session, held: HeldCase, file_id: UUID) -> None:
    await service.open_one(db, held, file_id, act=CustodyAct.PACKED)
