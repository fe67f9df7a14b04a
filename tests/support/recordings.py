"""Sound and film that say more than is heard and seen: who made them, where, when, with what.

`recordings/` holds half a second of a tone each, made once with FFmpeg and told to name `PLACE` wherever it could. What it cannot
write is added here.
"""

import struct
from functools import cache
from pathlib import Path

PLACE = "59.3293 18.0686 home"
SECRET = PLACE.encode()
_MADE = Path(__file__).parent / "recordings"
HAS_NO_COPY = {"delad.mp4", "film.webm"}
"""In pieces as a stream is, and of a container that nobody here takes apart."""


@cache
def recordings() -> dict[str, bytes]:
    """By name. Each holds `SECRET`."""
    made = {each.name: each.read_bytes() for each in sorted(_MADE.iterdir())}
    tag = _id3(SECRET * 20)
    made["ljud.mp3"] = tag + made["ljud.mp3"] + _ape(SECRET) + b"TAG" + SECRET.ljust(125, b"\0")
    made["tva.mp3"] = made["ljud.mp3"] + made["ljud.mp3"]
    made["ljud.aac"] = tag + made["ljud.aac"]
    made["ljud.flac"] = tag + made["ljud.flac"] + b"TAG" + SECRET.ljust(125, b"\0")
    made["ljud.wav"] = _wave_with(made["ljud.wav"], (b"bext", SECRET), (b"id3 ", tag), (b"XMP_", SECRET + b"!"))
    made["lang.opus"] = _with_long_comments(made["ljud.opus"])
    for name in ("film.mp4", "film.mov", "film.3gp", "ljud.m4a"):
        made[name] = _with_places(made[name])
    return {name: content for name, content in made.items() if name != "ljud.amr"}


def amr() -> bytes:
    """It says nothing."""
    return (_MADE / "ljud.amr").read_bytes()


def _id3(text: bytes) -> bytes:
    """With a picture in it. id3.org, ID3v2.4."""
    content = b"\0image/png\0\3\0" + text
    frame = b"APIC" + _seven_bits(len(content)) + b"\0\0" + content
    return b"ID3\4\0\0" + _seven_bits(len(frame)) + frame


def _seven_bits(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def _ape(text: bytes) -> bytes:
    item = struct.pack("<II", len(text), 0) + b"Comment\0" + text
    ends = [
        b"APETAGEX" + struct.pack("<IIII", 2000, len(item) + 32, 1, flags) + bytes(8) for flags in (0xA0000000, 1 << 31)
    ]
    return ends[0] + item + ends[1]


def _wave_with(wave: bytes, *chunks: tuple[bytes, bytes]) -> bytes:
    body = wave[8:] + b"".join(
        kind + struct.pack("<I", len(said)) + said + b"\0" * (len(said) & 1) for kind, said in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


# Boxes


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content


def boxes_of(content: bytes) -> list[tuple[bytes, int, int]]:
    """Kind, start and end of each, one behind the other."""
    found, at = [], 0
    while at < len(content):
        size, kind = struct.unpack_from(">I4s", content, at)
        found.append((kind, at, at + size))
        at += size
    return found


def _with_places(film: bytes) -> bytes:
    """A track that says at each moment where one is, as telephones and cameras for sports write; and XMP at the end."""
    *_, (kind, start, end) = boxes_of(film)
    assert kind == b"moov"
    movie = film[start + 8 : end]
    _, first, last = next(each for each in reversed(boxes_of(movie)) if each[0] == b"trak")
    track = bytearray(movie[first:last])
    for sound, place in ((b"soun", b"meta"), (b"mp4a", b"mebx"), (b"samr", b"mebx")):
        if sound in track:
            at = track.index(sound)
            track[at : at + 4] = place
    places = SECRET * 400
    where = len(film) + len(track) + 8
    at = track.index(b"stco")
    (count,) = struct.unpack_from(">I", track, at + 8)
    track[at + 12 : at + 12 + 4 * count] = struct.pack(">I", where) * count
    xmp = box(b"uuid", bytes.fromhex("be7acfcb97a942e89c71999491e3afac") + SECRET)
    return film[:start] + box(b"moov", movie + track) + box(b"mdat", places) + xmp


# Ogg


def pages_of(content: bytes) -> list[bytes]:
    found, at = [], 0
    while at < len(content):
        segments = content[at + 26]
        end = at + 27 + segments + sum(content[at + 27 : at + 27 + segments])
        found.append(content[at:end])
        at = end
    return found


def page_sum(page: bytes) -> int:
    """RFC 3533, 6, bit by bit."""
    register = 0
    for byte in page[:22] + bytes(4) + page[26:]:
        register ^= byte << 24
        for _ in range(8):
            register = (register << 1 ^ (0x04C11DB7 if register >> 31 else 0)) & 0xFFFFFFFF
    return register


def _page(like: bytes, *, number: int, flags: int, lacing: bytes, body: bytes) -> bytes:
    head = like[:5] + bytes([flags]) + bytes(8) + like[14:18] + struct.pack("<I", number) + bytes(4)
    page = head + bytes([len(lacing)]) + lacing + body
    return page[:22] + struct.pack("<I", page_sum(page)) + page[26:]


def _with_long_comments(ogg: bytes) -> bytes:
    """A picture among them runs over several pages."""
    first, second, *rest = pages_of(ogg)
    comment = b"METADATA_BLOCK_PICTURE=" + SECRET * 4000
    said = b"OpusTags" + struct.pack("<I", 4) + b"Cara" + struct.pack("<II", 1, len(comment)) + comment
    lacing = b"\xff" * (len(said) // 255) + bytes([len(said) % 255])
    pages = [first]
    for at in range(0, len(lacing), 255):
        part = lacing[at : at + 255]
        body, said = said[: sum(part)], said[sum(part) :]
        pages.append(_page(second, number=len(pages), flags=1 if at else 0, lacing=part, body=body))
    for each in rest:
        renumbered = each[:18] + struct.pack("<I", len(pages)) + each[22:]
        pages.append(renumbered[:22] + struct.pack("<I", page_sum(renumbered)) + renumbered[26:])
    return b"".join(pages)
