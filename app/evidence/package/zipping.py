"""A ZIP written as it is read: no more of it is in memory than a piece of a file."""

import zipfile
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Entry:
    path: str
    size: int
    contents: AsyncIterator[bytes]


class _Outgoing:
    """Takes what the archive writes until it is fetched. It cannot go back, and the archive writes accordingly."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, content: bytes, /) -> int:
        self._waiting += content
        return len(content)

    def flush(self) -> None:
        """Nothing lies elsewhere."""

    def close(self) -> None:
        """There is nothing to close."""

    def take(self) -> bytes:
        taken, self._waiting = bytes(self._waiting), bytearray()
        return taken


async def zipped(entries: Iterable[Entry], *, at: datetime) -> AsyncIterator[bytes]:
    """Stored, not compressed: pictures and sound gain nothing, and the bytes of a file lie in it as they are."""
    outgoing = _Outgoing()
    with zipfile.ZipFile(outgoing, "w", zipfile.ZIP_STORED) as archive:
        for entry in entries:
            info = zipfile.ZipInfo(entry.path, date_time=at.timetuple()[:6])
            info.file_size = entry.size
            with archive.open(info, "w") as into:
                async for piece in entry.contents:
                    into.write(piece)
                    yield outgoing.take()
    yield outgoing.take()


async def at_once(content: bytes) -> AsyncIterator[bytes]:
    yield content
