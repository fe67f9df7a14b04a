"""Text messages by a gateway (`sms_gateway`), or into a folder without one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from app.ports.folder import TEXT, write_into
from app.ports.handing_over import AboutTo, nobody_asks

LONGEST = 160
"""Letters of one message, in GSM 03.38's alphabet."""

BASIC_LETTERS = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""Of that alphabet what takes one place. Any other letter would make the message cost two, or three."""


@dataclass(frozen=True)
class Sms:
    """`to` with country code: `+46...`."""

    key: str
    to: str
    text: str


class SmsPort(Protocol):
    keeps_one_of_a_key: bool
    """Whether a message handed over twice is certainly one."""

    async def send(self, sms: Sms, *, about_to: AboutTo = nobody_asks) -> None:
        """Raises NotReached, PutOff, TurnedDown. After anything else it may have been sent if `about_to` was called."""


class FolderSms:
    """Writes each message to a file of its own, beside the mails."""

    keeps_one_of_a_key = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, sms: Sms, *, about_to: AboutTo = nobody_asks) -> None:
        await about_to()
        await write_into(self._folder, f"{sms.key}{TEXT}", f"To: {sms.to}\n\n{sms.text}".encode())


@dataclass
class RecordedSms:
    """For tests: keeps what would have been sent."""

    sent: list[Sms] = field(default_factory=list)
    keeps_one_of_a_key: bool = False

    async def send(self, sms: Sms, *, about_to: AboutTo = nobody_asks) -> None:
        await about_to()
        self.sent.append(sms)

    def to(self, number: str) -> Sequence[Sms]:
        return [sms for sms in self.sent if sms.to == number]
