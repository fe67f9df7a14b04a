from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints

from app.access.rules import Compartment
from app.cases.schemas import NamedRead
from app.core.schemas import Prose, Schema, is_storable
from app.evidence.rules import CHUNK_BYTES, CustodyAct, FileKind, ScanResult

FileKey = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{43}$")]
"""32 random bytes that the sender's page makes, in base64url: the pieces are sealed with it, and it is kept sealed."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


def _storable(name: str) -> str:
    if not is_storable(name):
        raise ValueError("has characters that cannot be kept")
    return name


class FileLabel(Schema):
    name: Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(_storable)]
    """As the sender's device calls it; kept without folders, and shortened."""
    note: Prose = ""
    """What it shows, and where it comes from."""
    size: Annotated[int, Field(ge=1, le=2**53)]
    """Bytes."""
    key: FileKey


class FileBegin(FileLabel):
    compartment: Compartment


class FileBegun(Schema):
    id: UUID
    piece_bytes: int = CHUNK_BYTES
    """How long each piece is but the last."""


class FileProgress(Schema):
    received: int
    """Bytes. The next piece begins here."""
    size: int
    is_kept: bool


class FileEnd(Schema):
    key: FileKey
    sha256: Sha256
    """Of the whole file, as the sender's device reckons it: what arrived is compared with it."""


class FileLine(Schema):
    """A file without its name and without what is in it."""

    id: UUID
    compartment: Compartment
    added_by: NamedRead | None
    """Null where the reader may not know who it is."""
    begun_at: datetime
    arrived_at: datetime | None
    """Null while it is on its way; only its sender sees it then."""
    size: int
    received: int


class FileList(Schema):
    items: list[FileLine]


class FileContents(Schema):
    id: UUID
    name: str
    note: str
    kind: FileKind
    """By its content."""
    is_named_as: bool
    """False when the name promises something else than the file holds."""
    sha256: Sha256
    scan: ScanResult
    arrived_at: datetime


class FileContentsList(Schema):
    items: list[FileContents]
    unopened: int
    """How many of the listed ones one has no key to."""


class MailHeader(Schema):
    name: str
    value: str


class FileWords(Schema):
    headers: list[MailHeader]
    way: list[str]
    """The servers that a mail passed, the last one first."""
    words: str
    attachments: list[str]
    """Their names. They are in the original."""
    is_cut: bool
    """There is more than is shown."""


class CustodyLine(Schema):
    at: datetime
    act: CustodyAct
    by: NamedRead | None
    """Null where the reader may not know who it is."""


class CustodyList(Schema):
    items: list[CustodyLine]


class FileVerified(Schema):
    is_unchanged: bool
    """What is kept is, byte for byte, what arrived."""
    sha256: Sha256
    """Of what is kept now."""
