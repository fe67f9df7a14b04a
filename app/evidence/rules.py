"""What may come in as evidence, in which pieces, and how far a file has come. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from app.access.rules import Compartment

CHUNK_BYTES = 192 * 1024
"""What is sent and sealed at once: little enough to be sent again on a bad line, less than a request may hold."""

LARGEST_FILE_BYTES = 50 * 1024 * 1024
MOST_FILES = 200
"""In one case, those on their way included."""

LONGEST_NAME = 120

HOLDS_FILES = frozenset({Compartment.SUBMISSION, Compartment.REPORT, Compartment.SUPPORT, Compartment.INVESTIGATION})
"""Parts of a case that files lie in: whoever reads the part reads them."""


class FileKind(StrEnum):
    """What a file is by its content, as far as that says how it can be shown. Its name says nothing."""

    PICTURE = "picture"
    SOUND = "sound"
    FILM = "film"
    DOCUMENT = "document"
    MAIL = "mail"
    TEXT = "text"
    OTHER = "other"


class CustodyAct(StrEnum):
    """What was done with a file. What is kept never changes: no act changes it."""

    ARRIVED = "arrived"
    OPENED = "opened"
    """The original left the system."""
    SHOWN = "shown"
    """A picture without its metadata, or a text's or a mail's words."""
    COPIED = "copied"
    """A copy without its metadata was asked for: whether one could be made shows only when the content is read."""
    VERIFIED = "verified"
    PACKED = "packed"
    """The original left the system in a package for the police."""
    FOUND_CHANGED = "found-changed"


class ScanResult(StrEnum):
    """What a virus scanner said as the file arrived."""

    NOT_SCANNED = "not-scanned"
    NOTHING_FOUND = "nothing-found"
    FOUND = "found"


SUFFIXES: Mapping[FileKind, frozenset[str]] = {
    FileKind.PICTURE: frozenset({"jpg", "jpeg", "png", "gif", "webp", "bmp", "tif", "tiff", "heic", "heif"}),
    FileKind.SOUND: frozenset({"mp3", "m4a", "ogg", "oga", "opus", "wav", "amr", "aac", "flac", "3ga"}),
    FileKind.FILM: frozenset({"mp4", "mov", "webm", "3gp", "mkv", "avi", "m4v"}),
    FileKind.DOCUMENT: frozenset({"pdf"}),
    FileKind.MAIL: frozenset({"eml", "msg"}),
    FileKind.TEXT: frozenset({"txt", "csv", "log", "md"}),
}
"""What the names of such files usually end with."""


def is_named_as(kind: FileKind, name: str) -> bool:
    """Whether the name's end promises what the content is. A name that promises nothing known is no lie."""
    _, dot, suffix = name.rpartition(".")
    promised = {each for each, suffixes in SUFFIXES.items() if dot and suffix.lower() in suffixes}
    return not promised or kind in promised


def clean_name(name: str) -> str:
    """The last part of a path, without what would garble a header or a folder; its suffix survives shortening.

    "evidence" when nothing is left.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(letter for letter in last if unicodedata.category(letter)[0] not in "CZ" or letter == " ")
    kept = re.sub(r'[<>:"|?*]', "", kept).strip(" .")
    if len(kept) > LONGEST_NAME:
        stem, dot, suffix = kept.rpartition(".")
        has_suffix = bool(dot and stem and len(suffix) <= 10)
        kept = f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}" if has_suffix else kept[:LONGEST_NAME]
    return kept.strip(" .") or "evidence"


def chunks_of(size: int) -> int:
    """How many pieces a file of so many bytes has."""
    return -(-size // CHUNK_BYTES)


def chunk_bytes(index: int, *, size: int) -> int:
    """How long a piece is: the last one may be shorter."""
    return min(CHUNK_BYTES, size - index * CHUNK_BYTES)


def is_next_piece(offset: int, length: int, *, size: int, received: int) -> bool:
    """Whether so many bytes from `offset` on are the whole piece that comes next."""
    return offset == received < size and length == chunk_bytes(offset // CHUNK_BYTES, size=size)
