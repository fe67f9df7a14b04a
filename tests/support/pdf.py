"""What a reader of a PDF gets, and what a screen reader is told."""

import io
import re
from dataclasses import dataclass

from pypdf import PdfReader


@dataclass(frozen=True)
class ReadPdf:
    """`text` runs over line breaks, each white space one space."""

    title: str | None
    language: str | None
    is_tagged: bool
    sheet: tuple[int, int]
    """Width and height in millimetres."""
    fonts: frozenset[str]
    text: str


def read_pdf(data: bytes) -> ReadPdf:
    reader = PdfReader(io.BytesIO(data))
    root, page = reader.root_object, reader.pages[0]
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2].removesuffix("-Identity-H")
        for each in reader.pages
        for font in each["/Resources"].get_object()["/Font"].values()  # type: ignore[index]  # a dictionary in every PDF
    }
    text = " ".join(each.extract_text() for each in reader.pages)
    return ReadPdf(
        title=reader.metadata.title if reader.metadata else None,
        language=root.get("/Lang"),
        is_tagged=bool(root.get("/MarkInfo", {}).get("/Marked")) and "/StructTreeRoot" in root,
        sheet=(round(float(page.mediabox.width) / 72 * 25.4), round(float(page.mediabox.height) / 72 * 25.4)),
        fonts=frozenset(fonts),
        text=re.sub(r"\s+", " ", text),
    )
