"""The process that reads a stranger's file (`app/evidence/reader.py`), from outside: fed, read from and ended."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from app.core.errors import Busy

SECONDS = 20
"""As long as one waits for a place, and for what a process of these says."""


@dataclass(frozen=True)
class Reader:
    _process: asyncio.subprocess.Process
    _feeding: asyncio.Task[None]
    _said: asyncio.StreamReader

    @classmethod
    async def start(cls, way: str, content: AsyncIterator[bytes], *, most: int) -> Self:
        """`most`: of the content, in bytes. Whoever starts one ends it."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-I", "-m", "app.evidence.reader", way),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={},
        )
        assert process.stdin is not None  # noqa: S101 - asked for above
        assert process.stdout is not None  # noqa: S101 - asked for above
        return cls(process, asyncio.create_task(_feed(process.stdin, content, most=most)), process.stdout)

    async def read(self, most: int) -> bytes:
        """Nothing when all is read."""
        return await self._said.read(most)

    async def line(self) -> bytes:
        return await self._said.readline()

    async def fed(self) -> None:
        """Raises CannotOpen: what it says is then of half a file."""
        await self._feeding

    async def has_ended_well(self) -> bool:
        return await self._process.wait() == 0

    async def end(self) -> None:
        if self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
        self._feeding.cancel()
        await asyncio.wait([self._feeding])
        if not self._feeding.cancelled():
            self._feeding.exception()  # whoever needed to know has asked


async def a_place(places: asyncio.Semaphore) -> None:
    """Whoever takes it gives it back. Raises Busy."""
    try:
        async with asyncio.timeout(SECONDS):
            await places.acquire()
    except TimeoutError as error:
        raise Busy(retry_after_seconds=5) from error


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
