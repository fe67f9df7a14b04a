"""A copy without metadata, made by a process of its own (`app/evidence/reader.py`), handed on as it comes from there.

The process has the whole copy before the first byte of it leaves: it is shared whole, or refused. The server holds no
more of it than a pipe does.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from app.evidence.confined import Reader, a_place
from app.evidence.errors import CannotBeCopied
from app.evidence.rules import LARGEST_FILE_BYTES, FileKind
from app.vault.crypto import CannotOpen

AT_ONCE = 2
"""Apart from what is shown: who fetches a copy on a slow line keeps nobody else from looking at a picture."""
SECONDS_TO_MAKE = 40
SECONDS_TO_FETCH = 300
PIECE_BYTES = 1 << 16
COPIED_BY: Mapping[FileKind, str] = MappingProxyType(
    {FileKind.DOCUMENT: "document", FileKind.SOUND: "recording", FileKind.FILM: "recording"}
)
"""What the reader is asked for. Of a picture the copy is what is shown."""
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "application/pdf",
        "mp3": "audio/mpeg",
        "aac": "audio/aac",
        "m4a": "audio/mp4",
        "ogg": "audio/ogg",
        "wav": "audio/wav",
        "flac": "audio/flac",
        "amr": "audio/amr",
        "mp4": "video/mp4",
        "mov": "video/quicktime",
        "3gp": "video/3gpp",
    }
)
"""By the end of a copy's name."""
_HEAD = re.compile(rb'\{"end": "([0-9a-z]{3,4})", "size": ([0-9]{1,9})\}\n')


@dataclass
class Copy:
    """Of a file, waiting in the process that made it. Whoever is handed one ends it."""

    end: str
    size: int
    _reader: Reader
    _slots: asyncio.Semaphore
    _is_ended: bool = False

    async def pieces(self) -> AsyncIterator[bytes]:
        """Fewer than `size` bytes when the process died or took too long: whoever fetches sees that some is missing."""
        async with asyncio.timeout(SECONDS_TO_FETCH):
            while piece := await self._reader.read(PIECE_BYTES):
                yield piece

    async def end_it(self) -> None:
        if not self._is_ended:
            self._is_ended = True
            self._slots.release()
            await self._reader.end()


class CopyResponse(StreamingResponse):
    """Ends the process whatever becomes of the one who fetches."""

    def __init__(self, copy: Copy, *, headers: Mapping[str, str]) -> None:
        super().__init__(copy.pieces(), media_type=MEDIA_TYPES[copy.end], headers=headers)
        self._copy = copy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            await self._copy.end_it()


class Sharer:
    """As many at once as there is memory for; whoever would have to wait long is told to come back."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(AT_ONCE)

    async def copy(self, kind: FileKind, content: AsyncIterator[bytes]) -> Copy:
        """Of a kind in `COPIED_BY`. Raises CannotBeCopied, Busy."""
        await a_place(self._slots)
        reader = copy = None
        try:
            reader = await Reader.start(COPIED_BY[kind], content, most=LARGEST_FILE_BYTES)
            async with asyncio.timeout(SECONDS_TO_MAKE):
                head = _HEAD.fullmatch(await reader.line())
                await reader.fed()
            if head is None:
                raise CannotBeCopied
            copy = Copy(head[1].decode(), int(head[2]), reader, self._slots)
        except (TimeoutError, CannotOpen) as error:
            raise CannotBeCopied from error
        finally:
            if copy is None:
                self._slots.release()
                if reader is not None:
                    await reader.end()
        return copy
