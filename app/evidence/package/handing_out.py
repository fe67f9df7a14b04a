"""A package on its way to whoever made it, by account or by the receipt code."""

import hashlib
from typing import Any, Protocol

from fastapi import Response
from fastapi.responses import StreamingResponse

from app.cases.access import HeldCase
from app.core.database import Session
from app.evidence.dependencies import Reading
from app.evidence.package import making
from app.evidence.package.rules import REPORT, REPORT_SUM, SUMS, sums_text, zip_bytes
from app.evidence.package.schemas import PolicePackageWrite
from app.evidence.package.writing import report_of
from app.evidence.package.zipping import Entry, at_once, zipped
from app.evidence.router import HARMLESS
from app.votes.minutes.typesetting import pdf_of

A_ZIP: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}
}


class Hold(Protocol):
    """The case as the one who asks holds it now. Raises as to a stranger where they may not make a package."""

    async def __call__(self, db: Session, *, to_change: bool) -> HeldCase: ...


async def handed_out(files: Reading, hold: Hold, written: PolicePackageWrite) -> Response:
    """Asked again before it leaves: what held may have ended meanwhile.

    Raises NotFound, KeyNotHeld, PackageTooLarge, Busy, and what `hold` does.
    """
    async with files.database.reading() as db:
        prepared = await making.prepare(db, await hold(db, to_change=False), written)
    pdf = await files.slow_work.run(pdf_of, report_of(prepared.facts))
    async with files.database.writing() as db:
        await making.record_made(db, await hold(db, to_change=True), prepared, pdf=pdf)
    report_sum = sums_text({REPORT: hashlib.sha256(pdf).hexdigest()}).encode()
    texts = {REPORT: pdf, **prepared.texts, SUMS: prepared.sums, REPORT_SUM: report_sum}
    entries = [Entry(path, len(text), at_once(text)) for path, text in texts.items()] + [
        Entry(each.path, each.file.size, files.contents(each.file)) for each in prepared.facts.packed
    ]
    headers = HARMLESS | {
        "Content-Disposition": 'attachment; filename="polisanmalan.zip"',
        # A browser sees by it when what came was cut short.
        "Content-Length": str(zip_bytes((each.path, each.size) for each in entries)),
        "Cache-Control": "no-store",
    }
    return StreamingResponse(zipped(entries, at=prepared.facts.made_at), media_type="application/zip", headers=headers)
