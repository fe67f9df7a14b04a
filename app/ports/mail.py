"""Mail by SMTP, or into a folder when no server is set."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib

from app.ports.folder import write_into
from app.ports.handing_over import AboutTo, NotReached, PutOff, TurnedDown, nobody_asks


@dataclass(frozen=True)
class Mail:
    """`key` makes the Message-ID: of a mail that came twice after a crash most mailboxes show one."""

    key: str
    to: str
    subject: str
    text: str


class MailPort(Protocol):
    keeps_one_of_a_key: bool
    """Whether a mail handed over twice is certainly one."""

    async def send(self, mail: Mail, *, about_to: AboutTo = nobody_asks) -> None:
        """Raises NotReached, PutOff, TurnedDown. After anything else it may have been sent if `about_to` was called."""


def _message(mail: Mail, *, sender: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Message-ID"] = f"<{mail.key}@{sender.rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


class SmtpMail:
    """`smtp://` (STARTTLS where offered, always before a password) or `smtps://`; user and password percent-encoded."""

    keeps_one_of_a_key = False

    def __init__(self, url: str, *, sender: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise ValueError("VARNA_SMTP_URL has the form smtp://user:password@host:587")
        self._sender = sender
        self._options = {
            "hostname": parts.hostname,
            "port": parts.port or (465 if parts.scheme == "smtps" else 25),
            "username": unquote(parts.username) if parts.username else None,
            "password": unquote(parts.password) if parts.password else None,
            "use_tls": parts.scheme == "smtps",
            # Where offered; but whoever strips the offer from the line must not be handed the password.
            "start_tls": True if parts.password and parts.scheme == "smtp" else None,
            "timeout": 20,
        }

    async def send(self, mail: Mail, *, about_to: AboutTo = nobody_asks) -> None:
        """One step after the other: what fails before the last has not been sent."""
        letter = _message(mail, sender=self._sender).as_bytes()
        server = aiosmtplib.SMTP(**self._options)  # type: ignore[arg-type]  # a dict of mixed values
        async with server:
            await server.mail(self._sender)
            with _said_of_this_mail():
                await server.rcpt(mail.to)
            await about_to()
            with _said_of_this_mail():
                await server.data(letter)


PERMANENT = 500
NOT_OF_THIS_ADDRESS = "5.7."
"""Enhanced codes of a server that does not let us send at all. Source: RFC 3463, 3.8."""


@contextmanager
def _said_of_this_mail() -> Iterator[None]:
    try:
        yield
    except aiosmtplib.SMTPResponseException as said:
        if said.message.startswith(NOT_OF_THIS_ADDRESS):
            raise NotReached from None
        raise TurnedDown if said.code >= PERMANENT else PutOff from None


class FolderMail:
    """Writes each mail to a file of its own, for a demo or a machine without a mail server."""

    keeps_one_of_a_key = True

    def __init__(self, folder: Path, *, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    async def send(self, mail: Mail, *, about_to: AboutTo = nobody_asks) -> None:
        await about_to()
        # Named by its key, so that sending again after a crash overwrites instead of doubling.
        await write_into(self._folder, f"{mail.key}.eml", _message(mail, sender=self._sender).as_bytes())


@dataclass
class RecordedMail:
    """For tests: keeps what would have been sent."""

    sent: list[Mail] = field(default_factory=list)
    keeps_one_of_a_key: bool = False

    async def send(self, mail: Mail, *, about_to: AboutTo = nobody_asks) -> None:
        await about_to()
        self.sent.append(mail)

    def to(self, address: str) -> Sequence[Mail]:
        return [mail for mail in self.sent if mail.to == address]
