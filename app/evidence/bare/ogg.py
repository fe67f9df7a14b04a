"""Ogg with Vorbis or Opus in it, as voice messages are. Source: RFC 3533, RFC 7845, the Vorbis I specification.

The comments of each stream are written over in place with a name of nobody that is as long: no page moves.
"""

import struct
from dataclasses import dataclass, field

from app.evidence.bare.errors import NotBared

_BEGINS, _GOES_ON = 2, 1
_COMMENTS = {b"\x01vorbis": b"\x03vorbis", b"OpusHead": b"OpusTags"}
"""How the second packet begins, by how the first one does."""
_BESIDE = b"fishead\0"
"""A stream that says what the others are: it is left out."""
_HEAD = struct.Struct("<4sBBqIIIB")
_FRAMING = b"\x01"
"""Ends Vorbis's comments. Opus's have no such bit."""


@dataclass
class _Stream:
    comments_begin: bytes
    packets: int = 0
    """How many have ended."""
    pieces: list[tuple[int, int]] = field(default_factory=list)
    """Where its comments lie, in the copy."""
    pages: list[tuple[int, int]] = field(default_factory=list)


def bare(content: bytes) -> bytes:
    """Raises NotBared."""
    kept, at = bytearray(), 0
    streams: dict[int, _Stream | None] = {}
    done: list[_Stream] = []
    while at < len(content):
        lacing, body, end = _page(content, at)
        _, _, flags, _, serial, _, _, _ = _HEAD.unpack_from(content, at)
        if flags & _BEGINS:
            begun = streams[serial] = _begun(content[body:end])
            if begun is not None:
                done.append(begun)
        if serial not in streams:
            raise NotBared
        stream = streams[serial]
        if stream is not None:
            base = len(kept)
            kept += content[at:end]
            if stream.packets < 2:
                _note(stream, lacing, page=(base, len(kept)), goes_on=bool(flags & _GOES_ON))
        at = end
    if not done:
        raise NotBared
    for stream in done:
        _write_over(kept, stream)
    return bytes(kept)


def _page(content: bytes, at: int) -> tuple[bytes, int, int]:
    """Its lengths of segments, where its body begins, and where it ends."""
    if at + _HEAD.size > len(content) or content[at : at + 5] != b"OggS\0":
        raise NotBared
    body = at + _HEAD.size + content[at + 26]
    lacing = content[at + _HEAD.size : body]
    end = body + sum(lacing)
    if end > len(content):
        raise NotBared
    return lacing, body, end


def _begun(first: bytes) -> _Stream | None:
    for begin, comments in _COMMENTS.items():
        if first.startswith(begin):
            return _Stream(comments)
    if first.startswith(_BESIDE):
        return None
    raise NotBared


def _note(stream: _Stream, lacing: bytes, *, page: tuple[int, int], goes_on: bool) -> None:
    """`page`: where it begins and ends in the copy."""
    if goes_on != bool(stream.pieces):
        raise NotBared
    at = page[0] + _HEAD.size + len(lacing)
    for length in lacing:
        if stream.packets == 1:
            stream.pieces.append((at, at + length))
            if page not in stream.pages:
                stream.pages.append(page)
        at += length
        stream.packets += length < 255
        if stream.packets == 2:
            return


def _write_over(kept: bytearray, stream: _Stream) -> None:
    said = b"".join(kept[start:end] for start, end in stream.pieces)
    begin = stream.comments_begin
    ending = _FRAMING if begin.endswith(b"vorbis") else b""
    spare = len(said) - len(begin) - 8 - len(ending)
    if stream.packets < 2 or not said.startswith(begin) or spare < 0:
        raise NotBared
    bared = begin + struct.pack("<I", spare) + b" " * spare + struct.pack("<I", 0) + ending
    at = 0
    for start, end in stream.pieces:
        kept[start:end] = bared[at : at + end - start]
        at += end - start
    for start, end in stream.pages:
        kept[start + 22 : start + 26] = bytes(4)
        kept[start + 22 : start + 26] = struct.pack("<I", checksum(bytes(kept[start:end])))


def _of_byte(value: int) -> int:
    value <<= 24
    for _ in range(8):
        value = (value << 1) ^ (0x04C11DB7 if value & 0x80000000 else 0)
    return value & 0xFFFFFFFF


_TABLE = [_of_byte(value) for value in range(256)]


def checksum(page: bytes) -> int:
    """RFC 3533, 6: the page with zeros where this stands."""
    summed = 0
    for byte in page:
        summed = (summed << 8 & 0xFFFFFFFF) ^ _TABLE[summed >> 24 ^ byte]
    return summed
