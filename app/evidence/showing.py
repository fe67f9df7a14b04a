"""Showing a file without opening it here: a process of its own reads it (`app/evidence/reader.py`)."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from app.core.errors import Busy
from app.core.schemas import is_storable
from app.evidence.errors import CannotBeShown
from app.evidence.rules import FileKind
from app.vault.crypto import CannotOpen

SECONDS = 20
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
        try:
            async with asyncio.timeout(SECONDS):
                await self._slots.acquire()
        except TimeoutError as error:
            raise Busy(retry_after_seconds=5) from error
        try:
            return await _shown(way, content)
        finally:
            self._slots.release()


async def _shown(way: Way, content: AsyncIterator[bytes]) -> bytes:
    reader = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-I", "-m", "app.evidence.reader", way.value),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
    )
    assert reader.stdin is not None  # noqa: S101 - asked for above
    assert reader.stdout is not None  # noqa: S101 - asked for above
    try:
        async with asyncio.timeout(SECONDS):
            fed = asyncio.create_task(_feed(reader.stdin, content, most=MOST_READ_BYTES[way]))
            shown = bytearray()
            while piece := await reader.stdout.read(1 << 16):
                shown += piece
                if len(shown) > MOST_SHOWN_BYTES:
                    raise CannotBeShown
            await fed
            if await reader.wait() != 0:
                raise CannotBeShown
            return bytes(shown)
    except (TimeoutError, CannotOpen) as error:
        raise CannotBeShown from error
    finally:
        if reader.returncode is None:
            with suppress(ProcessLookupError):
                reader.kill()
            await reader.wait()


async def _feed(pipe: asyncio.StreamWriter, content: AsyncIterator[bytes], *, most: int) -> None:
    """As much as the reader takes: one that has ended takes no more."""
    given = 0
    try:
        with suppress(BrokenPipeError, ConnectionResetError):
            async for piece in content:
                pipe.write(piece[: most - given])
                await pipe.drain()
                given += len(piece)
                if given >= most:
                    break
    finally:  # a piece that does not open ends it at once: the reader would wait for more
        with suppress(BrokenPipeError, ConnectionResetError):
            pipe.close()
            await pipe.wait_closed()


def _kept(text: str) -> str:
    """Without letters that no answer can carry."""
    return text if is_storable(text) else "".join(letter for letter in text if is_storable(letter))
