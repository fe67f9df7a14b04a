"""Showing a file without opening it here: a process of its own reads it (`app/evidence/reader.py`)."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum

from app.core.schemas import is_storable
from app.evidence.confined import SECONDS, Reader, a_place
from app.evidence.errors import CannotBeShown
from app.evidence.rules import FileKind
from app.vault.crypto import CannotOpen

MOST_SHOWN_BYTES = 24 * 1024 * 1024
MOST_READ_BYTES = {"picture": 50 * 1024 * 1024, "mail": 50 * 1024 * 1024, "text": 1024 * 1024}
AT_ONCE = 2
"""Each may take a gigabyte for a moment."""


class Way(StrEnum):
    PICTURE = "picture"
    MAIL = "mail"
    TEXT = "text"


WAYS = {FileKind.PICTURE: Way.PICTURE, FileKind.MAIL: Way.MAIL, FileKind.TEXT: Way.TEXT}


@dataclass(frozen=True)
class Words:
    headers: list[tuple[str, str]]
    way: list[str]
    """The `Received` lines, the last stop first. RFC 5321, 4.4."""
    words: str
    attachments: list[str]
    is_cut: bool
    """There was more than is shown."""


class Shower:
    """As many readers as there is memory for; whoever would have to wait long is told to come back."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def picture(self, content: AsyncIterator[bytes]) -> bytes:
        """PNG or JPEG with nothing but pixels. Raises CannotBeShown, Busy."""
        return await self._read(Way.PICTURE, content)

    async def words(self, way: Way, content: AsyncIterator[bytes]) -> Words:
        """Raises CannotBeShown, Busy."""
        said = json.loads(await self._read(way, content))
        return Words(
            headers=[(name, _kept(value)) for name, value in said["headers"]],
            way=[_kept(line) for line in said["way"]],
            words=_kept(said["words"]),
            attachments=[_kept(name) for name in said["attachments"]],
            is_cut=said["is_cut"],
        )

    async def _read(self, way: Way, content: AsyncIterator[bytes]) -> bytes:
        await a_place(self._slots)
        try:
            return await _shown(way, content)
        finally:
            self._slots.release()


async def _shown(way: Way, content: AsyncIterator[bytes]) -> bytes:
    reader = await Reader.start(way, content, most=MOST_READ_BYTES[way])
    try:
        async with asyncio.timeout(SECONDS):
            shown = bytearray()
            while piece := await reader.read(1 << 16):
                shown += piece
                if len(shown) > MOST_SHOWN_BYTES:
                    raise CannotBeShown
            await reader.fed()
            if not await reader.has_ended_well():
                raise CannotBeShown
            return bytes(shown)
    except (TimeoutError, CannotOpen) as error:
        raise CannotBeShown from error
    finally:
        await reader.end()


def _kept(text: str) -> str:
    """Without letters that no answer can carry."""
    return text if is_storable(text) else "".join(letter for letter in text if is_storable(letter))
