"""A mail as Outlook saves it, read in the reader's process and nowhere else. Source: MS-CFB, MS-OXMSG.

The library reads what it can of a broken file. Half of a threat shown as though it were all of it would mislead: here a
file that is not whole, or leads in a circle, is refused.
"""

import email
import email.policy
import io
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from olefile.olefile import DEFECT_INCORRECT, OleFileIO  # type: ignore[import-untyped]  # it has no types
from oxmsg import Message
from oxmsg.attachment import Attachment
from oxmsg.recipient import Recipient
from oxmsg.storage import Storage

_LAST_SECTOR = 0xFFFFFFFA
"""Larger numbers in a FAT name no sector: they say that a chain ends, or what the sector is. MS-CFB 2.1."""
_COUNTS_AT = (44, 64, 72)
"""Where a file says how many sectors its FAT, mini FAT and DIFAT have. MS-CFB 2.2."""
_HTML, _HEADERS = 0x1013, 0x007D
_FILE_NAME, _SHORT_FILE_NAME, _DISPLAY_NAME = 0x3707, 0x3704, 0x3001
_RECIPIENT_TYPE = 0x0C15
_FIELDS = {1: "To", 2: "Cc", 3: "Bcc"}


@dataclass(frozen=True)
class OutlookMail:
    headers: Sequence[tuple[str, str]]
    way: Sequence[str]
    words: str
    attachments: Sequence[str]


class NotWhole(Exception):
    """Something of it is missing, or it leads in a circle."""


def read(content: bytes, *, shown: Sequence[str], unmarked: Callable[[str], str]) -> OutlookMail:
    """`shown`: the headers to give; `unmarked`: what a page in HTML says. Raises NotWhole, or what the library does."""
    if any(struct.unpack_from("<I", content, at)[0] > len(content) // 512 for at in _COUNTS_AT):
        raise NotWhole  # the library would go round as often as it says
    with OleFileIO(io.BytesIO(content), raise_defects=DEFECT_INCORRECT) as file:
        if _has_circle(file.fat) or _has_circle(file.minifat or []):
            raise NotWhole
        message = Message(Storage.from_ole(file))
    # As it came over the net; what was sent inside an organisation has none.
    came: Any = email.message_from_string(
        message.properties.str_prop_value(_HEADERS) or "", policy=email.policy.default
    )
    said = [(name, str(value)) for name in shown for value in came.get_all(name, [])]
    known = {name for name, _ in said}
    said += [(name, value) for name, value in _by_properties(message) if name not in known]
    order = [*shown, *_FIELDS.values()]
    return OutlookMail(
        headers=sorted(said, key=lambda each: order.index(each[0])),
        way=[str(line) for line in came.get_all("Received", [])],
        words=message.body or unmarked(_html(message)),
        attachments=[name for each in message.attachments if (name := _name(each))],
    )


def _has_circle(following: Sequence[int]) -> bool:
    """Whether a chain of sectors never ends, or two run into one. `following`: for each sector, the next."""
    after = [number for number in following if number < _LAST_SECTOR]
    if len(set(after)) != len(after):
        return True
    met = 0
    for first in set(range(len(following))).difference(after):
        number = first
        while number < len(following) and (number := following[number]) < _LAST_SECTOR:
            met += 1
    return met != len(after)


def _by_properties(message: Message) -> list[tuple[str, str]]:
    """What Outlook itself says of sender, recipients, day and subject."""
    said = [
        ("From", message.sender or ""),
        *((field, ", ".join(_to(message, number))) for number, field in _FIELDS.items()),
        ("Date", message.sent_date.isoformat() if message.sent_date else ""),
        ("Subject", message.subject),
    ]
    return [(name, value) for name, value in said if value]


def _to(message: Message, kind: int) -> list[str]:
    # The lowest bits: others say how it was delivered. MS-OXPROPS, PidTagRecipientType.
    kinds = [(each, (each.properties.int_prop_value(_RECIPIENT_TYPE) or 1) & 0xF) for each in message.recipients]
    return [_address(each) for each, its_kind in kinds if its_kind == kind]


def _address(recipient: Recipient) -> str:
    address = f"<{recipient.email_address}>" if recipient.email_address else ""
    return f"{recipient.name} {address}".strip()


def _html(message: Message) -> str:
    """A letter that its encoding does not have spoils that letter and no more."""
    page = message.properties.binary_prop_value(_HTML)
    if page is None:
        return message.html_body or ""
    return page.decode(message.properties.body_encoding, "replace")


def _name(attachment: Attachment) -> str:
    """A mail that hangs on a mail has only its subject for a name."""
    names = (attachment.properties.str_prop_value(each) for each in (_FILE_NAME, _SHORT_FILE_NAME, _DISPLAY_NAME))
    return next((name for name in names if name), "")
