"""Pictures that lie in a PDF: the same pixels, not coded anew, without what was written beside them."""

import struct

from app.evidence.bare.errors import NotBared

_START, _END_OF_PICTURE, _SCAN = 0xD8, 0xD9, 0xDA
_RESTARTS = range(0xD0, 0xD8)
_APPLICATIONS = range(0xE0, 0xF0)
_ADOBE, _COMMENT = 0xEE, 0xFE
"""Adobe's says how the colours are meant: it stays. ISO/IEC 10918-6."""
_JPEG_2000 = bytes.fromhex("0000000c6a5020200d0a870a")
_CODESTREAM = bytes.fromhex("ff4fff51")
_DRAWN_WITH = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}


def bare_jpeg(content: bytes) -> bytes:
    """Without comments and what applications wrote, thumbnails and a second picture behind it. ISO/IEC 10918-1, B."""
    kept, at = bytearray(b"\xff\xd8"), 2
    if content[:2] != kept:
        raise NotBared
    while True:
        if at + 4 > len(content) or content[at] != 0xFF:
            raise NotBared
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == _END_OF_PICTURE:
            return bytes(kept + b"\xff\xd9")
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if end > len(content):
            raise NotBared
        if marker == _SCAN:
            end = _end_of_scan(content, end)
        is_adobe = marker == _ADOBE and content[at + 4 : at + 9] == b"Adobe" and end - at == 16
        if is_adobe or not (marker in _APPLICATIONS or marker == _COMMENT):
            kept += content[at:end]
        at = end
        if content[at : at + 2] == b"\xff\xd9" or at >= len(content):
            return bytes(kept + b"\xff\xd9")


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the next marker stands, the end of the content when there is none."""
    while (at := content.find(b"\xff", at)) >= 0 and at + 1 < len(content):
        if content[at + 1] == 0 or content[at + 1] in _RESTARTS:
            at += 2
        elif content[at + 1] == 0xFF:
            at += 1
        else:
            return at
    return len(content)


def bare_jpeg2000(content: bytes) -> bytes:
    """ISO/IEC 15444-1, I."""
    if content.startswith(_CODESTREAM):
        return content
    if not content.startswith(_JPEG_2000):
        raise NotBared
    kept, at = bytearray(), 0
    while at < len(content):
        size, kind = _box(content, at)
        if kind in _DRAWN_WITH:
            kept += content[at : at + size]
        at += size
    return bytes(kept)


def _box(content: bytes, at: int) -> tuple[int, bytes]:
    if at + 8 > len(content):
        raise NotBared
    size, kind = struct.unpack_from(">I4s", content, at)
    if size == 1 and at + 16 <= len(content):
        (size,) = struct.unpack_from(">Q", content, at + 8)
    size = size or len(content) - at
    if size < 8 or at + size > len(content):
        raise NotBared
    return size, kind
