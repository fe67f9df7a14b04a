"""The outbox folder: what would have been sent, for a demo or a machine without a server to send by."""

import email.policy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import anyio

MAIL, TEXT = ".eml", ".sms"


@dataclass(frozen=True)
class Lying:
    """One message in the folder. A text message has no subject."""

    at: datetime
    to: str
    subject: str | None
    text: str


async def write_into(folder: Path, name: str, content: bytes) -> None:
    """For the owner alone, and whole or not at all: whoever looks into the folder finds no half a mail."""
    there = anyio.Path(folder)
    await there.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = there / f"{name}.half"
    await half.write_bytes(content)
    await half.chmod(0o600)
    await half.replace(there / name)


def read_newest(folder: Path, *, at_most: int) -> Sequence[Lying]:
    """The newest first."""
    files = [file for file in folder.iterdir() if file.suffix in {MAIL, TEXT}] if folder.is_dir() else []
    newest = sorted(((file.stat().st_mtime_ns, file) for file in files), reverse=True)[:at_most]
    return [_read(file, at=datetime.fromtimestamp(written / 1e9, UTC)) for written, file in newest]


def _read(file: Path, *, at: datetime) -> Lying:
    if file.suffix == TEXT:
        to, _, text = file.read_text().partition("\n\n")
        return Lying(at=at, to=to.removeprefix("To: "), subject=None, text=text)
    read = message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=email.policy.default)
    return Lying(at=at, to=str(read["To"]), subject=str(read["Subject"]), text=str(read.get_content()))
