"""The sealed pieces of a file: how they are bound to their place, and read again a few at a time."""

import base64
import hashlib
import hmac
from collections.abc import AsyncIterator
from uuid import UUID

from sqlmodel import col, select

from app.core.database import Database, Session
from app.core.slow_work import SlowWork
from app.evidence.errors import NotThisKey
from app.evidence.models import EvidenceChunk, EvidenceFile
from app.evidence.rules import chunks_of
from app.vault.crypto import CannotOpen, open_with, seal_with

READ_AT_ONCE = 8
"""Pieces: 1.5 MB. A file is never whole in memory."""


def _place(file_id: UUID, index: int, *, of: int) -> bytes:
    """The last one says so: a file cannot be cut short unseen."""
    return f"varna|evidence_chunk|{file_id}|{index}|{'last' if index == of - 1 else 'more'}".encode()


def seal_piece(file: EvidenceFile, index: int, content: bytes, *, key: bytes) -> bytes:
    return seal_with(key, content, context=_place(file.id, index, of=chunks_of(file.size)))


def _opened(file_id: UUID, size: int, key: bytes, sealed: list[tuple[int, bytes]]) -> list[bytes]:
    of = chunks_of(size)
    return [open_with(key, content, context=_place(file_id, index, of=of)) for index, content in sealed]


async def _sealed(db: Session, file_id: UUID, first: int) -> list[tuple[int, bytes]]:
    query = (
        select(EvidenceChunk.index, EvidenceChunk.sealed)
        .where(EvidenceChunk.file_id == file_id, col(EvidenceChunk.index) >= first)
        .order_by(col(EvidenceChunk.index))
        .limit(READ_AT_ONCE)
    )
    return [(index, sealed) for index, sealed in (await db.exec(query)).all()]


async def contents(
    database: Database, slow_work: SlowWork, file_id: UUID, *, size: int, key: bytes
) -> AsyncIterator[bytes]:
    """A kept file's bytes in order, each few pieces read in a transaction of their own. Raises CannotOpen."""
    for first in range(0, chunks_of(size), READ_AT_ONCE):
        async with database.reading() as db:
            sealed = await _sealed(db, file_id, first)
        if [index for index, _ in sealed] != list(range(first, min(first + READ_AT_ONCE, chunks_of(size)))):
            raise CannotOpen  # destroyed meanwhile, or a piece was taken away
        for content in await slow_work.run(_opened, file_id, size, key, sealed):
            yield content


async def digest_of(database: Database, slow_work: SlowWork, file_id: UUID, *, size: int, key: bytes) -> bytes:
    """SHA-256 of the whole. Raises CannotOpen."""
    digest = hashlib.sha256()
    async for content in contents(database, slow_work, file_id, size=size, key=key):
        await slow_work.run(digest.update, content)
    return digest.digest()


def key_text(key: bytes) -> str:
    return base64.urlsafe_b64encode(key).decode().rstrip("=")


def key_of(text: str) -> bytes:
    """32 bytes, as base64url without padding. Raises NotThisKey."""
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise NotThisKey from error
    if len(key) != 32 or not hmac.compare_digest(key_text(key), text):
        raise NotThisKey
    return key
