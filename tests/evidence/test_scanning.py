"""What is said to a virus scanner and what its word becomes, with a scanner that speaks clamd's INSTREAM."""

import asyncio
import struct
from collections.abc import AsyncIterator

import pytest

from app.evidence.rules import ScanResult
from app.evidence.scanning import scan

pytestmark = pytest.mark.anyio

PIECES = [b"x" * 1000, b"y" * 10]


async def pieces() -> AsyncIterator[bytes]:
    for piece in PIECES:
        yield piece


async def asked(answer: bytes) -> tuple[ScanResult, bytes]:
    heard = bytearray()

    async def clamd(told: asyncio.StreamReader, answers: asyncio.StreamWriter) -> None:
        assert await told.readuntil(b"\0") == b"zINSTREAM\0"
        while length := struct.unpack("!I", await told.readexactly(4))[0]:
            heard.extend(await told.readexactly(length))
        answers.write(answer)
        await answers.drain()
        answers.close()

    async with await asyncio.start_server(clamd, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        return await scan(f"127.0.0.1:{port}", pieces()), bytes(heard)


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (b"stream: OK\0", ScanResult.NOTHING_FOUND),
        (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", ScanResult.FOUND),
        (b"INSTREAM size limit exceeded. ERROR\0", ScanResult.NOT_SCANNED),
        (b"", ScanResult.NOT_SCANNED),
    ],
)
async def test_the_scanner_hears_the_whole_file_and_its_word_is_kept(answer: bytes, result: ScanResult) -> None:
    assert await asked(answer) == (result, b"".join(PIECES))


async def test_a_scanner_that_is_not_there_has_said_nothing() -> None:
    async with await asyncio.start_server(lambda *_: None, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
    assert await scan(f"127.0.0.1:{port}", pieces()) is ScanResult.NOT_SCANNED
    assert await scan("/nowhere/clamd.ctl", pieces()) is ScanResult.NOT_SCANNED
