"""PDFs that say more than their pages show, and what somebody who means harm makes of one."""

import io
from functools import cache
from typing import Any

from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from tests.support.recordings import PLACE, SECRET

SEEN = "Vi vet var du bor."
FILLED = "Som stod i rutan."
PASSWORD = "hemligt"


def _dictionary(**said: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in said.items()})


def _stream(content: bytes, **said: object) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(content)
    stream.update(_dictionary(**said))
    return stream


def _photo(form: str) -> bytes:
    exif = Image.Exif()
    exif[0x010E] = PLACE
    written = io.BytesIO()
    Image.effect_noise((64, 48), 40).convert("RGB").save(written, form, exif=exif, comment=PLACE.encode())
    return written.getvalue()


def _drawn(writer: PdfWriter, text: str, **said: object) -> object:
    """Somewhere to draw, as a filled field and a note look."""
    font = _dictionary(Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Helvetica"))
    form = _stream(
        f"BT /A 12 Tf 20 20 Td ({text}) Tj ET".encode(),
        Type=NameObject("/XObject"),
        Subtype=NameObject("/Form"),
        BBox=ArrayObject([NumberObject(each) for each in (0, 0, 200, 40)]),
        Resources=_dictionary(Font=_dictionary(A=font)),
        PieceInfo=_dictionary(Maker=TextStringObject(PLACE)),
        **said,
    )
    return writer._add_object(form)


@cache
def talkative_pdf(*, password: str | None = None) -> bytes:
    """Its author, history, attachments, scripts, notes and pictures hold `SECRET`."""
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    add = writer._add_object
    photo = _stream(
        _photo("JPEG"),
        Type=NameObject("/XObject"),
        Subtype=NameObject("/Image"),
        Width=NumberObject(64),
        Height=NumberObject(48),
        BitsPerComponent=NumberObject(8),
        ColorSpace=ArrayObject([NameObject("/ICCBased"), add(_stream(SECRET, N=NumberObject(3)))]),
        Filter=NameObject("/DCTDecode"),
        Metadata=add(_stream(SECRET)),
    )
    layer = add(_dictionary(Type=NameObject("/OCG"), Name=TextStringObject(PLACE)))
    hidden_words = _dictionary(ActualText=TextStringObject(PLACE))
    page[NameObject("/Resources")] = _dictionary(
        # Names that elsewhere would say something aside: here they are what the page draws with.
        XObject=_dictionary(A=_drawn(writer, SEEN), ID=add(photo)),
        Properties=_dictionary(L=layer, W=hidden_words),
    )
    page[NameObject("/Contents")] = add(_stream(b"/A Do q 64 0 0 48 9 99 cm /OC /L BDC /ID Do EMC Q"))
    page[NameObject("/Thumb")] = add(_stream(SECRET))
    page[NameObject("/PieceInfo")] = _dictionary(X=TextStringObject(PLACE))
    page[NameObject("/LastModified")] = TextStringObject(PLACE)
    rect = ArrayObject([NumberObject(each) for each in (0, 200, 200, 240)])
    script = _dictionary(S=NameObject("/JavaScript"), JS=TextStringObject(f"app.alert('{PLACE}')"))
    note = _dictionary(
        Type=NameObject("/Annot"),
        Subtype=NameObject("/Widget"),
        FT=NameObject("/Tx"),
        Rect=rect,
        T=TextStringObject(PLACE),
        Contents=TextStringObject(PLACE),
        M=TextStringObject(PLACE),
        A=script,
        AP=_dictionary(N=_drawn(writer, FILLED)),
    )
    link = _dictionary(Type=NameObject("/Annot"), Subtype=NameObject("/Link"), Rect=rect, A=script)
    page[NameObject("/Annots")] = ArrayObject([add(note), add(link)])
    page[NameObject("/AA")] = _dictionary(O=script)
    root = writer.root_object
    root[NameObject("/Metadata")] = add(_stream(SECRET, Type=NameObject("/Metadata"), Subtype=NameObject("/XML")))
    root[NameObject("/OpenAction")] = script
    root[NameObject("/OCProperties")] = _dictionary(OCGs=ArrayObject([layer]), D=_dictionary(OFF=ArrayObject([])))
    writer.add_attachment(f"{PLACE}.txt", SECRET)
    writer.add_metadata({"/Author": PLACE, "/Title": PLACE, "/CreationDate": "D:20261102230400+01'00'"})
    writer.generate_file_identifiers()
    if password is not None:
        writer.encrypt(user_password=password, owner_password=PASSWORD, algorithm="AES-256")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def changed_later(pdf: bytes) -> bytes:
    """As a program saves a change: what stood there before is still in the file, no longer referred to."""
    earlier = PdfWriter(io.BytesIO(pdf), incremental=True)
    earlier.pages[0][NameObject("/Contents")] = earlier._add_object(_stream(b"/A Do"))
    written = io.BytesIO()
    earlier.write(written)
    return written.getvalue()


def everything_in(pdf: bytes) -> bytes:
    """Every object as it stands, and what each stream unpacks to: pictures as they lie there."""
    reader = PdfReader(io.BytesIO(pdf))
    said = [pdf, repr(reader.trailer).encode()]
    size: Any = reader.trailer["/Size"]
    for number in range(1, int(size)):
        held: Any = reader.get_object(number)
        said.append(repr(held).encode())
        if hasattr(held, "get_data"):
            said.append(held._data if "/DCTDecode" in repr(held) else held.get_data())
    return b"\n".join(said)


def hostile_pdfs() -> dict[str, bytes]:
    whole = talkative_pdf()
    page_of_itself = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj "
    above_itself = (
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>endobj "
        b"3 0 obj<</Type/Page/Parent 2 0 R>>endobj "
    )
    deep = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj" + b"[" * 100_000 + b"endobj "
    end = b"trailer<</Root 1 0 R/Size 4>>\nstartxref\n0\n%%EOF"
    return {
        "cut": whole[: len(whole) // 3],
        "locked": talkative_pdf(password="another"),
        "no pages": b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n" + end,
        "a page of itself": b"%PDF-1.7\n" + page_of_itself + end,
        "above itself": b"%PDF-1.7\n" + above_itself + end,
        "deep": b"%PDF-1.7\n" + deep + end,
        "a picture that is cut": whole.replace(b"\xff\xdb", b"\xff\x00", 1),
        "nothing": b"%PDF-1.7\n",
    }
