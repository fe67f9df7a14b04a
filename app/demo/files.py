"""Files of the party's case: a picture, a mail and a call that was written down, all of them made up here."""

import hashlib
import io
import os
from email.message import EmailMessage
from email.utils import format_datetime

from app.access.rules import Compartment
from app.core import clock
from app.core.ids import new_id
from app.demo.cases import WorkedCase
from app.evidence import service as evidence
from app.evidence.kinds import kind_of
from app.evidence.rules import ScanResult
from app.evidence.service import Finding, Label, Place, new_salt

CALL = """\
När: i söndags, vid elva på kvällen
Från och till vem: dolt nummer, till min mobil

Vad som sades eller stod:
Någon andades i luren och sa: "Vi såg dig på torget." Det tog kanske tio sekunder.
"""


def drawing() -> bytes:
    """A table that lies on its side by a booth: lines and colours, no picture of anybody."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - an installation that has its demo starts without it

    sheet = Image.new("RGB", (640, 420), "#dfe8ec")
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((0, 300, 640, 420), fill="#b9b2a4")
    draw.rectangle((60, 120, 300, 300), fill="#f4efe2", outline="#55606a", width=4)
    draw.polygon([(40, 120), (180, 40), (320, 120)], fill="#2f6f73", outline="#55606a")
    draw.rectangle((400, 300, 580, 318), fill="#8a5a35")
    draw.line((410, 318, 360, 380), fill="#8a5a35", width=8)
    draw.line((560, 318, 610, 380), fill="#8a5a35", width=8)
    for left in range(380, 600, 55):
        draw.rectangle((left, 385, left + 34, 405), fill="#ffffff", outline="#55606a")
    written = io.BytesIO()
    sheet.save(written, "PNG")
    return written.getvalue()


def mail() -> bytes:
    message = EmailMessage()
    message["From"] = "Någon <nagon@example.org>"
    message["To"] = "utsatt@example.org"
    message["Date"] = format_datetime(clock.now())
    message["Subject"] = "Du på torget"
    message["Message-ID"] = "<1@mail.example.org>"
    message.set_content("Nästa gång är du ensam där.\n")
    return message.as_bytes()


async def add_files(case: WorkedCase) -> None:
    for name, note, content in (
        ("valstugan.png", "Bordet som välte, ritat efteråt.", drawing()),
        ("du-pa-torget.eml", "Kom dagen efter.", mail()),
        ("Uppskrivet samtal.txt", "", CALL.encode()),
    ):
        await _add(case, Label(name=name, note=note), content)


async def _add(case: WorkedCase, label: Label, content: bytes) -> None:
    """As a page sends it, in one piece: each is smaller than one."""
    key, held = os.urandom(32), await case.held()
    row = await evidence.begin(
        case.db,
        held,
        compartment=Compartment.REPORT,
        label=label,
        size=len(content),
        key=key,
        file_id=new_id(),
    )
    await evidence.add_piece(case.db, held, row.id, place=Place(offset=0, key=key), content=content)
    finding = Finding(
        sha256=hashlib.sha256(content).hexdigest(),
        kind=kind_of(content),
        scan=ScanResult.NOT_SCANNED,
        salt=new_salt(),
    )
    await evidence.keep(case.db, held, row.id, finding=finding, key=key)
