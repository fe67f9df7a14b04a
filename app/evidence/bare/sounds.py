"""Sound that is not in boxes: only the frames that are heard are taken along, and what they cannot be heard without.

Sources: ISO/IEC 11172-3 and 13818-3 (MP3), ISO/IEC 13818-7 (ADTS), RFC 9639 (FLAC), RFC 4867 (AMR), RIFF (WAV),
id3.org (ID3v2), APEv2.
"""

from app.evidence.bare.errors import NotBared

_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_KBITS = {
    (1, 3): (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (1, 2): (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (1, 1): (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (2, 3): (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (2, 2): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (2, 1): (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
"""By version (1, or 2 and 2.5) and layer as a head writes it: 3 is layer I, 1 is layer III."""
_AMR = {b"#!AMR\n": (12, 13, 15, 17, 19, 20, 26, 31, 5), b"#!AMR-WB\n": (17, 23, 32, 36, 40, 46, 50, 58, 60, 5)}
"""How many bytes follow the first of a frame, by its kind; 14 and 15 are frames without content."""
_PLAYED = {0, 3}
"""Of FLAC's blocks: what the sound is like, and where to seek in it."""


def bare_mpeg(content: bytes) -> tuple[str, bytes]:
    """The end of its name, and the copy.

    Raises NotBared when anything but a known tag lies between two frames: half a threat would mislead.
    """
    start = _after_tags(content, 0)
    form, length_at = ("mp3", _mp3_length) if _mp3_length(content, start) else ("aac", _adts_length)
    kept, at, frames, is_first = bytearray(), start, 0, form == "mp3"
    while at < len(content):
        length = length_at(content, at)
        if length is None:
            after = _after_tags(content, at)
            if after == at:
                raise NotBared
            at, is_first = after, form == "mp3"
            continue
        if at + length > len(content):
            break  # the recording ended within a frame
        frame = content[at : at + length]
        kept += _first(frame) if is_first else frame
        is_first = False
        frames += 1
        at += length
    if frames < 2:
        raise NotBared
    return form, bytes(kept)


def _mp3_length(content: bytes, at: int) -> int | None:
    if at + 4 > len(content) or content[at] != 0xFF or content[at + 1] & 0xE0 != 0xE0:
        return None
    version, layer = content[at + 1] >> 3 & 3, content[at + 1] >> 1 & 3
    bits, rate, padding = content[at + 2] >> 4, content[at + 2] >> 2 & 3, content[at + 2] >> 1 & 1
    if version == 1 or layer == 0 or bits in {0, 15} or rate == 3:
        return None
    a_second = _KBITS[(1 if version == 3 else 2), layer][bits - 1] * 1000
    if layer == 3:
        return (12 * a_second // _RATES[version][rate] + padding) * 4
    samples = 576 if layer == 1 and version != 3 else 1152
    return samples // 8 * a_second // _RATES[version][rate] + padding


def _adts_length(content: bytes, at: int) -> int | None:
    if at + 7 > len(content) or content[at] != 0xFF or content[at + 1] & 0xF6 != 0xF0:
        return None
    length = (content[at + 3] & 3) << 11 | content[at + 4] << 3 | content[at + 5] >> 5
    return length if length > 7 else None


def _first(frame: bytes) -> bytes:
    """The first of an MP3 may hold no sound, but how long it is and which program made it: the latter is taken out."""
    for mark in (b"Xing", b"Info"):
        at = frame.find(mark, 4, 44)
        if at >= 0:
            flags = frame[at + 7]
            known = 8 + 4 * (flags & 1) + 4 * (flags >> 1 & 1) + 100 * (flags >> 2 & 1) + 4 * (flags >> 3 & 1)
            return frame[: at + known].ljust(len(frame), b"\0")
    at = frame.find(b"VBRI", 4, 44)
    return frame if at < 0 else frame[:4].ljust(len(frame), b"\0")


def _after_tags(content: bytes, at: int) -> int:
    """Where the tags that begin here end: where they begin when there is none."""
    while (length := _tag_length(content, at)) and at < len(content):
        at = min(at + length, len(content))
    return at


def _tag_length(content: bytes, at: int) -> int:
    head = content[at : at + 32]
    if head[:3] == b"ID3" and len(head) >= 10 and max(head[6:10]) < 0x80:
        size = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        return 10 + size + (10 if head[5] & 0x10 else 0)
    if head[:4] == b"TAG+":
        return 227
    if head[:3] == b"TAG":
        return 128
    if head[:8] == b"APETAGEX" and len(head) == 32:
        is_head = head[23] & 0x20
        return 32 + int.from_bytes(head[12:16], "little") if is_head else 32
    if head[:11] == b"LYRICSBEGIN":
        end = content.find(b"LYRICS200", at)
        return end + 9 - at if end > 0 else 0
    return len(content[at : at + 65536]) - len(content[at : at + 65536].lstrip(b"\0"))


def bare_wave(content: bytes) -> bytes:
    if len(content) < 12 or (end := 8 + int.from_bytes(content[4:8], "little")) > len(content):
        raise NotBared
    kept, at = b"", 12
    kinds = []
    while at + 8 <= end:
        kind, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if at + 8 + size > end:
            raise NotBared
        if kind in {b"fmt ", b"fact", b"data"}:
            kinds.append(kind)
            kept += content[at : at + 8 + size] + b"\0" * (size & 1)
        at += 8 + size + (size & 1)
    if kinds.count(b"fmt ") != 1 or kinds.count(b"data") != 1:
        raise NotBared
    return b"RIFF" + (4 + len(kept)).to_bytes(4, "little") + b"WAVE" + kept


def is_flac(content: bytes) -> bool:
    return content.startswith(b"fLaC", _after_tags(content, 0))


def bare_flac(content: bytes) -> bytes:
    at = _after_tags(content, 0) + 4
    blocks, is_last = [], False
    while not is_last:
        head = content[at : at + 4]
        end = at + 4 + int.from_bytes(head[1:], "big")
        if len(head) < 4 or end > len(content):
            raise NotBared
        is_last = bool(head[0] & 0x80)
        if head[0] & 0x7F in _PLAYED:
            blocks.append((head[0] & 0x7F, content[at + 1 : end]))
        at = end
    if not blocks or blocks[0][0] != 0 or content[at : at + 1] != b"\xff" or content[at + 1] & 0xFC != 0xF8:
        raise NotBared
    kept = b"fLaC"
    for number, (kind, block) in enumerate(blocks, 1):
        kept += bytes([kind | (0x80 if number == len(blocks) else 0)]) + block
    frames = content[at:]
    tag = frames[-128:].find(b"TAG")
    if tag >= 0 and all(each == 0 or each >= 32 for each in frames[-128:][tag:]):  # words, whole or cut
        frames = frames[: len(frames) - len(frames[-128:]) + tag]
    if frames[-32:].startswith(b"APETAGEX"):
        size = int.from_bytes(frames[-20:-16], "little") + (32 if frames[-9] & 0x80 else 0)
        frames = frames[: max(0, len(frames) - size)]
    return kept + frames


def bare_amr(content: bytes) -> bytes:
    """It has no place for metadata but behind its frames."""
    head = next((each for each in _AMR if content.startswith(each)), None)
    if head is None:
        raise NotBared
    at = len(head)
    while at < len(content):
        kind = content[at] >> 3 & 15
        if content[at] & 0x83 or not (kind < len(_AMR[head]) or kind >= 14):
            raise NotBared
        at += 1 + (_AMR[head][kind] if kind < 14 else 0)
    if at != len(content):
        raise NotBared
    return content
