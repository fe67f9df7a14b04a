"""Text messages reach a gateway, or a folder."""

import asyncio
import base64
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from app.ports.folder import read_newest
from app.ports.handing_over import NotReached, PutOff, TurnedDown
from app.ports.sms import FolderSms, Sms
from app.ports.sms_gateway import GatewaySms

pytestmark = pytest.mark.anyio

A_TEXT = Sms(key="8f3a", to="+46701740605", text="Något väntar på dig: https://varna.example.org")


@asynccontextmanager
async def a_gateway(status: str) -> AsyncIterator[tuple[int, list[str]]]:
    asked: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(
            int(line.split(":")[1]) for line in head.splitlines() if line.lower().startswith("content-length")
        )
        asked.extend((head, (await reader.readexactly(length)).decode()))
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    yield server.sockets[0].getsockname()[1], asked
    server.close()


async def send(port: int) -> bool:
    """Whether it said that it was about to leave."""
    said = []

    async def about_to() -> None:
        said.append(True)

    try:
        await GatewaySms(f"http://elk:h%40ll@127.0.0.1:{port}/a1/sms", sender="Meddelande").send(
            A_TEXT, about_to=about_to
        )
    finally:
        assert said == [True]
    return bool(said)


async def test_a_gateway_gets_a_form_and_a_password() -> None:
    async with a_gateway("200 OK") as (port, asked):
        assert await send(port)
    head, body = asked
    assert head.startswith("POST /a1/sms HTTP/1.1")
    assert f"Basic {base64.b64encode(b'elk:h@ll').decode()}" in head
    assert parse_qs(body) == {"from": ["Meddelande"], "to": [A_TEXT.to], "message": [A_TEXT.text]}


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("400 Bad Request", TurnedDown),
        ("401 Unauthorized", NotReached),
        ("402 Payment Required", NotReached),
        ("429 Too Many Requests", PutOff),
        ("503 Service Unavailable", PutOff),
    ],
)
async def test_a_gateways_no_is_told_from_our_own_fault(status: str, says: type[Exception]) -> None:
    async with a_gateway(status) as (port, _):
        with pytest.raises(says):
            await send(port)


@pytest.mark.parametrize("status", ["500 Internal Server Error", "302 Found"])
async def test_after_any_other_answer_nobody_knows(status: str) -> None:
    async with a_gateway(status) as (port, _):
        with pytest.raises(Exception, match=r".+") as raised:
            await send(port)
    assert not isinstance(raised.value, NotReached | PutOff | TurnedDown)


async def test_a_gateway_that_is_away_has_certainly_sent_nothing() -> None:
    async with a_gateway("200 OK") as (port, _):
        pass
    with pytest.raises(NotReached):
        await send(port)


@pytest.mark.parametrize("url", ["api.example.com/sms", "smtp://api.example.com", "http://u:p@api.example.com/sms"])
def test_an_address_that_is_no_gateways_or_would_show_its_password_is_refused_at_start(url: str) -> None:
    with pytest.raises(ValueError, match="VARNA_SMS_URL"):
        GatewaySms(url, sender="Meddelande")


async def test_a_folder_keeps_a_message_for_its_owner_and_gives_it_back(tmp_path: Path) -> None:
    folder = tmp_path / "outbox"
    for _ in range(2):
        await FolderSms(folder).send(A_TEXT)
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    (read,) = read_newest(folder, at_most=9)
    assert (read.to, read.subject, read.text) == (A_TEXT.to, None, A_TEXT.text)
