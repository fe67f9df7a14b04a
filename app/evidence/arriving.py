"""What is looked at once, as the last piece of a file has come."""

import hashlib
import hmac
from collections.abc import AsyncIterator

from app.evidence import scanning
from app.evidence.dependencies import Reading
from app.evidence.errors import DamagedOnTheWay, NotThisKey
from app.evidence.kinds import HEAD_BYTES, kind_of, names_outlook
from app.evidence.models import EvidenceFile
from app.evidence.pieces import contents, key_of
from app.evidence.rules import ScanResult
from app.evidence.schemas import FileEnd
from app.evidence.service import Finding, new_salt
from app.vault.crypto import CannotOpen


async def looked_at(files: Reading, row: EvidenceFile, *, end: FileEnd) -> Finding:
    """Raises NotThisKey, DamagedOnTheWay."""
    key = key_of(end.key)

    def again() -> AsyncIterator[bytes]:
        return contents(files.database, files.slow_work, row.id, size=row.size, key=key)

    digest, head, is_outlook = hashlib.sha256(), b"", False
    try:
        async for piece in again():
            await files.slow_work.run(digest.update, piece)
            head = head or piece[:HEAD_BYTES]
            is_outlook = is_outlook or names_outlook(piece)
    except CannotOpen as error:
        raise NotThisKey from error
    if not hmac.compare_digest(digest.hexdigest(), end.sha256):
        raise DamagedOnTheWay
    return Finding(
        sha256=end.sha256,
        kind=kind_of(head, is_outlook=is_outlook),
        scan=await scanning.scan(files.scanner, again()) if files.scanner else ScanResult.NOT_SCANNED,
        salt=new_salt(),
    )
