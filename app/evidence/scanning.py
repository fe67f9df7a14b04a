"""Asking a virus scanner, where there is one. Its word is kept beside the file; for it nothing is thrown away."""

import asyncio
import struct
from collections.abc import AsyncIterator

from app.evidence.rules import ScanResult

SECONDS = 120


async def scan(address: str, content: AsyncIterator[bytes]) -> ScanResult:
    """What clamd at `host:port` or a socket's path says, by INSTREAM. A scanner that does not answer says nothing."""
    try:
        async with asyncio.timeout(SECONDS):
            answer = await _asked(address, content)
    except (OSError, TimeoutError, asyncio.IncompleteReadError):
        return ScanResult.NOT_SCANNED
    if answer.endswith(b"FOUND"):
        return ScanResult.FOUND
    return ScanResult.NOTHING_FOUND if answer.endswith(b"OK") else ScanResult.NOT_SCANNED


async def _asked(address: str, content: AsyncIterator[bytes]) -> bytes:
    if address.startswith("/"):
        answers, asks = await asyncio.open_unix_connection(address)
    else:
        host, _, port = address.rpartition(":")
        answers, asks = await asyncio.open_connection(host, int(port))
    try:
        asks.write(b"zINSTREAM\0")
        async for piece in content:
            asks.write(struct.pack("!I", len(piece)) + piece)
            await asks.drain()
        asks.write(struct.pack("!I", 0))
        await asks.drain()
        return (await answers.readuntil(b"\0")).rstrip(b"\0").strip()
    finally:
        asks.close()
