"""What a police package is called inside, how its sums read, and how long it will be. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

REPORT = "anmalan.pdf"
REPORT_SUM = "anmalan.pdf.sha256"
README = "LAS-MIG.txt"
MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"

LONGEST_SAFE_NAME = 60
MOST_PACKED_BYTES = 1024**3
"""Of all files together: what a telephone can still save, and a plain ZIP without extensions can hold."""

_LOCAL_HEADER, _DESCRIPTOR, _CENTRAL_HEADER, _END = 30, 16, 46, 22
"""Bytes, of a ZIP. APPNOTE.TXT 4.3.7, 4.3.9, 4.3.12, 4.3.16."""


def path_of(number: int, name: str) -> str:
    """A name that no system reads as anything else: ASCII, no folders, no leading dot or dash, its suffix kept."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    kept = re.sub(r"[^A-Za-z0-9.-]+", "_", plain)
    kept = re.sub(r"\.{2,}", ".", kept).strip("._-")
    if len(kept) > LONGEST_SAFE_NAME:
        stem, dot, suffix = kept.rpartition(".")
        is_short = bool(dot) and len(suffix) <= 10
        kept = f"{stem[: LONGEST_SAFE_NAME - len(suffix) - 1]}.{suffix}" if is_short else kept[:LONGEST_SAFE_NAME]
    return f"filer/{number:02}-{kept or 'fil'}"


def sums_text(hashes: Mapping[str, str]) -> str:
    """As `sha256sum -c` reads it. No name here has a letter that it would write in another way."""
    return "".join(f"{sha256}  {path}\n" for path, sha256 in hashes.items())


def zip_bytes(entries: Iterable[tuple[str, int]]) -> int:
    """How long a ZIP of these names and sizes is, written in one go without compression."""
    heads = _LOCAL_HEADER + _DESCRIPTOR + _CENTRAL_HEADER
    return sum(heads + 2 * len(name) + size for name, size in entries) + _END
