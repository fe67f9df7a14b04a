"""Texts of the case that may go along to the police, if whoever makes the package chooses them one by one.

The officer has those of what happened, the affected person their own. Nothing of the mapping, of a decision, of a
hearing; nothing of whom the reporter kept out or how they are reached.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.access.rules import CaseRole, Compartment
from app.cases.access import HeldCase
from app.cases.models import SealedText
from app.cases.rules import TextKind
from app.cases.who_opened import record_part_opened
from app.core.database import Session
from app.core.errors import NotFound
from app.evidence.package.schemas import CaseTextList, CaseTextRead

_WHAT_HAPPENED = frozenset({Compartment.SUBMISSION, Compartment.REPORT})
_GOES_ALONG = (TextKind.HAPPENED, TextKind.ABOUT, TextKind.NEEDS, TextKind.NARRATIVE, TextKind.NOTE)


@dataclass(frozen=True)
class CaseText:
    id: UUID
    compartment: Compartment
    kind: TextKind
    written_at: datetime
    text: str


async def offered(db: Session, held: HeldCase) -> list[CaseText]:
    """Those that this actor may take along and has the key to, the oldest first; that they were opened is recorded."""
    rows = await _rows(db, held)
    versions = await held.opened(db, {row.version_id for row in rows})
    texts = [await _open(db, held, row) for row in rows if row.version_id in versions]
    for part in sorted({each.compartment for each in texts}):
        record_part_opened(db, held, part)
    return texts


async def listed(db: Session, held: HeldCase) -> CaseTextList:
    return CaseTextList(items=[CaseTextRead(**vars(each)) for each in await offered(db, held)])


async def chosen(db: Session, held: HeldCase, ids: Sequence[UUID]) -> list[CaseText]:
    """The chosen ones, the oldest first. Raises NotFound for any that is not offered, whatever it is; KeyNotHeld."""
    if not ids:
        return []
    rows = [row for row in await _rows(db, held) if row.id in set(ids)]
    if len(rows) != len(ids):
        raise NotFound
    return [await _open(db, held, row) for row in rows]


async def _rows(db: Session, held: HeldCase) -> Sequence[SealedText]:
    own_only = CaseRole.AFFECTED in held.roles
    parts = held.compartments & (_WHAT_HAPPENED | ({Compartment.SUPPORT} if own_only else frozenset()))
    query = (
        select(SealedText)
        .where(
            SealedText.case_id == held.id,
            col(SealedText.compartment).in_(sorted(parts)),
            col(SealedText.kind).in_(_GOES_ALONG),
        )
        .order_by(col(SealedText.created_at), col(SealedText.id))
    )
    if own_only:
        query = query.where(col(SealedText.author).in_(held.own_authors))
    return (await db.exec(query)).all()


async def _open(db: Session, held: HeldCase, row: SealedText) -> CaseText:
    """Raises KeyNotHeld."""
    version = await held.open_version(db, row.version_id)
    return CaseText(
        id=row.id,
        compartment=Compartment(row.compartment),
        kind=row.kind,
        written_at=row.created_at,
        text=version.open(row.sealed, table="sealed_text", row=row.id, field="sealed"),
    )
