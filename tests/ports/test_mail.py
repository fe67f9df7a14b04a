"""Mail reaches a real SMTP server, or a folder."""

import email.policy
import socket
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtplib import SMTPException

from app.ports.handing_over import NotReached, PutOff, TurnedDown
from app.ports.mail import FolderMail, Mail, SmtpMail

pytestmark = pytest.mark.anyio

A_MAIL = Mail(key="8f3a", to="nyckelperson@example.org", subject="Något väntar på dig", text="Logga in för att läsa.\n")


class Inbox:
    """What a server was handed."""

    def __init__(self) -> None:
        self.letters: list[bytes] = []
        self.says_to_address, self.says_to_mail = "", ""

    async def handle_RCPT(self, _server: object, _session: object, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802 - aiosmtpd's name
        envelope.rcpt_tos.append(address)
        return self.says_to_address or "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.says_to_mail:
            return self.says_to_mail
        self.letters.append(envelope.content)
        return "250 kept"


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def port(inbox: Inbox) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number = free.getsockname()[1]
    server = Controller(inbox, hostname="127.0.0.1", port=number)
    server.start()
    yield number
    server.stop()


def assert_is_the_mail(letter: bytes) -> None:
    read = message_from_bytes(letter, policy=email.policy.default)
    assert (read["To"], read["From"], read["Subject"]) == (A_MAIL.to, "varna@example.org", A_MAIL.subject)
    assert read["Message-ID"] == "<8f3a@example.org>"
    assert read.get_content().replace("\r\n", "\n") == A_MAIL.text


async def test_a_mail_reaches_an_smtp_server(inbox: Inbox, port: int) -> None:
    await SmtpMail(f"smtp://127.0.0.1:{port}", sender="varna@example.org").send(A_MAIL)
    (letter,) = inbox.letters
    assert_is_the_mail(letter)


@pytest.mark.parametrize(
    ("says", "raises"),
    [
        ("450 4.2.1 try later", PutOff),
        ("550 5.1.1 nobody here", TurnedDown),
        ("550 5.7.1 you may not send here", NotReached),
    ],
)
@pytest.mark.parametrize("where", ["to the address", "to the mail"])
async def test_a_servers_no_is_told_from_our_own_fault(
    inbox: Inbox, port: int, says: str, raises: type[Exception], where: str
) -> None:
    inbox.says_to_address, inbox.says_to_mail = (says, "") if where == "to the address" else ("", says)
    handed_over = []

    async def about_to() -> None:
        handed_over.append(where)

    with pytest.raises(raises):
        await SmtpMail(f"smtp://127.0.0.1:{port}", sender="varna@example.org").send(A_MAIL, about_to=about_to)
    assert handed_over == ([where] if where == "to the mail" else [])
    assert inbox.letters == []


async def test_a_password_is_not_sent_to_a_server_without_tls(inbox: Inbox, port: int) -> None:
    with pytest.raises(SMTPException):
        await SmtpMail(f"smtp://varna:hemligt@127.0.0.1:{port}", sender="varna@example.org").send(A_MAIL)
    assert inbox.letters == []


async def test_a_folder_keeps_a_mail_sent_twice_once_and_for_its_owner(tmp_path: Path) -> None:
    folder = tmp_path / "outbox"
    for _ in range(2):
        await FolderMail(folder, sender="varna@example.org").send(A_MAIL)
    (file,) = folder.iterdir()
    assert_is_the_mail(file.read_bytes())
    assert (folder.stat().st_mode & 0o777, file.stat().st_mode & 0o777) == (0o700, 0o600)


async def test_a_subject_cannot_add_a_header(tmp_path: Path) -> None:
    forged = Mail(key="1", to=A_MAIL.to, subject="Hej\r\nBcc: alla@example.org", text="")
    with pytest.raises(ValueError, match=r"(?i)linefeed|newline|carriage"):
        await FolderMail(tmp_path / "outbox", sender="varna@example.org").send(forged)


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://"])
def test_an_address_that_is_no_mail_servers_is_refused_at_start(url: str) -> None:
    with pytest.raises(ValueError, match="VARNA_SMTP_URL"):
        SmtpMail(url, sender="varna@example.org")
