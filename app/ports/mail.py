"""Mail by SMTP, or into a folder when no server is set."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib
import anyio


@dataclass(frozen=True)
class Mail:
    """`key` makes the Message-ID, so that a mail sent twice after a crash is one mail to its reader."""

    key: str
    to: str
    subject: str
    text: str


class MailPort(Protocol):
    async def send(self, mail: Mail) -> None: ...


def _message(mail: Mail, *, sender: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Message-ID"] = f"<{mail.key}@{sender.rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


class SmtpMail:
    """`smtp://` (STARTTLS where offered, always before a password) or `smtps://`; user and password percent-encoded."""

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

    async def send(self, mail: Mail) -> None:
        await aiosmtplib.send(_message(mail, sender=self._sender), **self._options)  # type: ignore[arg-type]  # a dict of mixed values


class FolderMail:
    """Writes each mail to a file of its own, for a demo or a machine without a mail server."""

    def __init__(self, folder: Path, *, sender: str) -> None:
        self._folder = folder
        self._sender = sender

    async def send(self, mail: Mail) -> None:
        folder = anyio.Path(self._folder)
        await folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Named by its key, so that sending again after a crash overwrites instead of doubling.
        file = folder / f"{mail.key}.eml"
        await file.write_bytes(_message(mail, sender=self._sender).as_bytes())
        await file.chmod(0o600)


@dataclass
class RecordedMail:
    """For tests: keeps what would have been sent."""

    sent: list[Mail] = field(default_factory=list)

    async def send(self, mail: Mail) -> None:
        self.sent.append(mail)

    def to(self, address: str) -> Sequence[Mail]:
        return [mail for mail in self.sent if mail.to == address]
