"""What a file is, by its first bytes. Whoever sends it may call it what they like."""

import email
import email.policy

import puremagic

from app.evidence.rules import FileKind

HEAD_BYTES = 8192

_BY_TYPE = {
    "image/jpeg": FileKind.PICTURE,
    "image/png": FileKind.PICTURE,
    "image/gif": FileKind.PICTURE,
    "image/webp": FileKind.PICTURE,
    "application/pdf": FileKind.DOCUMENT,
    "application/ogg": FileKind.SOUND,
}
"""Of pictures those that can be shown. SVG is none: it is a program."""

_BY_SUFFIX = {".m4a": FileKind.SOUND, ".amr": FileKind.SOUND, ".3ga": FileKind.SOUND}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OUTLOOK = "__properties_version1.0"
_OUTLOOK_ENTRY = (
    _OUTLOOK.encode("utf-16-le").ljust(64, b"\0")
    + (2 * len(_OUTLOOK) + 2).to_bytes(2, "little")
    + (2).to_bytes(1, "little")
)
"""Of a directory: its name, how long that is, and that it is a stream. Source: MS-CFB 2.6.1, MS-OXMSG 2.2."""
_ENTRY_BYTES = 128
_MAIL_HEADERS = ("from", "date")


def kind_of(head: bytes, *, is_outlook: bool = False) -> FileKind:
    """`is_outlook`: whether `names_outlook` of one of its pieces."""
    if head.startswith(_OLE):
        return FileKind.MAIL if is_outlook else FileKind.OTHER
    found = _by_magic(head)
    if found is None and is_text(head):
        return FileKind.MAIL if _is_mail(head) else FileKind.TEXT
    return found or FileKind.OTHER


def names_outlook(piece: bytes) -> bool:
    """Whether a stream that every Outlook message has stands in this piece, as a directory lists it.

    A piece begins where a sector does, so no entry lies in two. The same words in a document are none.
    """
    found = piece.find(_OUTLOOK_ENTRY)
    while found >= 0 and found % _ENTRY_BYTES:
        found = piece.find(_OUTLOOK_ENTRY, found + 1)
    return found >= 0


def is_text(head: bytes) -> bool:
    """Whether it reads as UTF-8, apart from a letter that the end of the head cut in two."""
    if b"\0" in head:
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3 and error.reason == "unexpected end of data"
    return True


def _by_magic(head: bytes) -> FileKind | None:
    """None when nothing is known, or when it is text of some sort: that is looked into apart."""
    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return None
    if not matches:
        return None
    best = [each for each in matches if each.confidence == matches[0].confidence]
    said = [_BY_SUFFIX.get(each.extension) for each in best] + [_by_type(each.mime_type) for each in best]
    return next((kind for kind in said if kind), None if is_text(head) else FileKind.OTHER)


def _by_type(mime_type: str) -> FileKind | None:
    by_family = {"audio": FileKind.SOUND, "video": FileKind.FILM}
    return _BY_TYPE.get(mime_type) or by_family.get(mime_type.partition("/")[0])


def _is_mail(head: bytes) -> bool:
    """Whether it begins with the headers that every mail has. RFC 5322, 3.6."""
    headers = email.message_from_bytes(head, policy=email.policy.compat32)
    return all(name in headers for name in _MAIL_HEADERS)
