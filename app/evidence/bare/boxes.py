"""Film and sound in boxes: MP4, QuickTime, 3GP and M4A. Source: ISO/IEC 14496-12, QuickTime File Format.

Every byte stays at its place, so that nothing needs to be reckoned anew: the copy begins as zeros, and only what a
player needs is laid into it. What is left out becomes a box that is free to use, and of the samples only those lie
there that the tracks of picture and sound name.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise

from app.evidence.bare.errors import NotBared

_UNTOLD_LANGUAGE = 0x55C4
"""`und`. ISO/IEC 14496-12, 8.4.2."""
_FREE = b"free"
_IN_A_MOVIE, _IN_A_TRACK, _IN_MEDIA = (
    {b"mvhd", b"trak"},
    {b"tkhd", b"edts", b"mdia", b"tapt"},
    {b"mdhd", b"hdlr", b"minf"},
)
_IN_INFORMATION = {b"vmhd", b"smhd", b"hdlr", b"dinf", b"stbl"}
_IN_A_TABLE = {
    *(b"stsd", b"stts", b"ctts", b"cslg", b"stss", b"stps", b"stsc", b"stsz", b"stco", b"co64"),
    *(b"sdtp", b"sgpd", b"sbgp"),
}
_PICTURE, _SOUND = b"vide", b"soun"
_CODINGS = {
    _PICTURE: {b"avc1", b"avc3", b"hvc1", b"hev1", b"dvh1", b"dvhe", b"av01", b"vp08", b"vp09", b"mp4v", b"s263"},
    _SOUND: {b"mp4a", b"alac", b"samr", b"sawb", b"Opus", b"ac-3", b"ec-3"},
}
"""Not motion JPEG: each of its pictures may say where it was taken."""
_OF_A_CODING = {
    *(b"avcC", b"hvcC", b"dvcC", b"dvvC", b"av1C", b"vpcC", b"esds", b"d263", b"damr", b"dOps", b"alac", b"dac3"),
    *(b"dec3", b"colr", b"pasp", b"clap", b"fiel", b"btrt", b"chan", b"chnl", b"mdcv", b"clli", b"wave"),
}
_IN_A_WAVE = {b"frma", b"mp4a", b"esds", b"alac", b"enda", b"samr", b"damr", b"\0\0\0\0"}
_SOUND_BEGINS = {0: 36, 1: 52, 2: 72}
"""Where the boxes of a sound's coding begin, by its version in QuickTime."""
_PICTURE_BEGINS = 86
_ENABLED, _IN_THIS_FILE = 1, 1


@dataclass(frozen=True)
class _Box:
    kind: bytes
    start: int
    body: int
    end: int


def bare(content: bytes) -> tuple[bytes, bool]:
    """As long as it was, and whether there is a picture in it. Raises NotBared."""
    copy = _Copy(content)
    copy.lay_all()
    return bytes(copy.bared), copy.has_picture


class _Copy:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self.bared = bytearray(len(content))
        self.has_picture = False
        self._media: list[_Box] = []
        self._samples: list[tuple[int, int]] = []

    def lay_all(self) -> None:
        boxes = list(self._boxes(0, len(self._content)))
        kinds = [each.kind for each in boxes]
        if kinds.count(b"moov") != 1 or b"moof" in kinds:
            raise NotBared
        self._media = [each for each in boxes if each.kind == b"mdat"]
        for box in boxes:
            if box.kind == b"ftyp":
                self._lay(box)
            elif box.kind == b"mdat":
                self._head(box)
            elif box.kind == b"moov":
                self._lay_movie(box)
            else:
                self._leave(box)
        if not self._samples:
            raise NotBared
        self._lay_samples()

    # Boxes

    def _boxes(self, start: int, end: int) -> Iterator[_Box]:
        """Up to seven zeros may end a list of boxes in QuickTime."""
        while end - start >= 8:
            size, kind = struct.unpack_from(">I4s", self._content, start)
            body = start + 8
            if size == 1 and end - start >= 16:
                (size,) = struct.unpack_from(">Q", self._content, start + 8)
                body += 8
            elif size == 0:
                size = end - start
            if start + size > end or body > start + size:
                raise NotBared
            yield _Box(kind, start, body, start + size)
            start += size
        if any(self._content[start:end]):
            raise NotBared

    def _inside(self, box: _Box, kept: set[bytes], *, begins: int | None = None) -> Iterator[_Box]:
        """The boxes that are kept of those in a box, whose own head is laid. The others are left."""
        self._head(box)
        for each in self._boxes(box.body if begins is None else begins, box.end):
            if each.kind in kept:
                yield each
            else:
                self._leave(each)

    def _lay(self, box: _Box) -> None:
        self.bared[box.start : box.end] = self._content[box.start : box.end]

    def _head(self, box: _Box) -> None:
        self.bared[box.start : box.body] = self._content[box.start : box.body]

    def _leave(self, box: _Box) -> None:
        self._head(box)
        self.bared[box.start + 4 : box.start + 8] = _FREE
        self.bared[box.body : box.end] = bytes(box.end - box.body)

    def _one(self, box: _Box, kind: bytes) -> _Box:
        found = [each for each in self._boxes(box.body, box.end) if each.kind == kind]
        if len(found) != 1:
            raise NotBared
        return found[0]

    # What a movie is made of

    def _lay_movie(self, movie: _Box) -> None:
        for box in self._inside(movie, _IN_A_MOVIE):
            if box.kind == b"mvhd":
                self._lay_without_times(box)
            elif self._is_seen_or_heard(box):
                self._lay_track(box)
            else:
                self._leave(box)

    def _is_seen_or_heard(self, track: _Box) -> bool:
        """Not places and chapters beside them. Raises NotBared when one would miss what is of no known coding."""
        media = self._one(track, b"mdia")
        handler = self._handler(media)
        if handler not in _CODINGS:
            return False
        table = self._one(self._one(media, b"minf"), b"stbl")
        described = self._one(table, b"stsd")
        if all(each.kind in _CODINGS[handler] for each in self._boxes(described.body + 8, described.end)):
            return True
        if self._content[self._one(track, b"tkhd").body + 3] & _ENABLED:
            raise NotBared
        return False

    def _handler(self, media: _Box) -> bytes:
        body = self._one(media, b"hdlr").body
        return self._content[body + 8 : body + 12]

    def _lay_track(self, track: _Box) -> None:
        for box in self._inside(track, _IN_A_TRACK):
            if box.kind == b"tkhd":
                self._lay_without_times(box)
            elif box.kind == b"mdia":
                self._lay_media(box, self._handler(box))
            else:
                self._lay(box)

    def _lay_media(self, media: _Box, handler: bytes) -> None:
        self.has_picture |= handler == _PICTURE
        for box in self._inside(media, _IN_MEDIA):
            if box.kind == b"mdhd":
                self._lay_without_times(box)
                at = box.body + (32 if self._content[box.body] == 1 else 20)
                struct.pack_into(">H", self.bared, at, _UNTOLD_LANGUAGE)
            elif box.kind == b"hdlr":
                self._lay_handler(box)
            else:
                self._lay_information(box, handler)

    def _lay_information(self, information: _Box, handler: bytes) -> None:
        for box in self._inside(information, _IN_INFORMATION):
            if box.kind == b"hdlr":
                self._lay_handler(box)
            elif box.kind == b"dinf":
                self._lay_where(box)
            elif box.kind == b"stbl":
                self._lay_table(box, handler)
            else:
                self._lay(box)

    def _lay_handler(self, box: _Box) -> None:
        """What it handles, without the name of the program that wrote it."""
        self._head(box)
        self.bared[box.body : box.body + 12] = self._content[box.body : box.body + 12]

    def _lay_without_times(self, box: _Box) -> None:
        self._lay(box)
        length = 16 if self._content[box.body] == 1 else 8
        if box.end - box.body < 4 + length + 12:
            raise NotBared
        self.bared[box.body + 4 : box.body + 4 + length] = bytes(length)

    def _lay_where(self, box: _Box) -> None:
        """The samples lie in the file itself. Another place would be a path on somebody's device."""
        for table in self._inside(box, {b"dref"}):
            self.bared[table.start : table.body + 8] = self._content[table.start : table.body + 8]
            for entry in self._boxes(table.body + 8, table.end):
                if not self._content[entry.body + 3] & _IN_THIS_FILE:
                    raise NotBared
                self.bared[entry.start : entry.body + 4] = self._content[entry.start : entry.body + 4]

    def _lay_table(self, table: _Box, handler: bytes) -> None:
        tables: dict[bytes, _Box] = {}
        for box in self._inside(table, _IN_A_TABLE):
            if box.kind in tables and box.kind not in {b"sgpd", b"sbgp"}:
                raise NotBared
            tables[box.kind] = box
            if box.kind == b"stsd":
                self._lay_codings(box, handler)
            else:
                self._lay(box)
        self._samples += self._chunks(tables, handler)

    def _lay_codings(self, box: _Box, handler: bytes) -> None:
        self.bared[box.start : box.body + 8] = self._content[box.start : box.body + 8]
        for coding in self._boxes(box.body + 8, box.end):
            begins = _PICTURE_BEGINS
            if handler == _SOUND:
                begins = _SOUND_BEGINS[int.from_bytes(self._content[coding.start + 16 : coding.start + 18], "big")]
            if coding.start + begins > coding.end:
                raise NotBared
            fixed = bytearray(self._content[coding.start : coding.start + begins])
            fixed[20:24] = bytes(4)  # who made it
            if handler == _PICTURE:
                fixed[50:82] = bytes(32)  # with which program
            for part in self._inside(coding, _OF_A_CODING, begins=coding.start + begins):
                if part.kind == b"wave":
                    for each in self._inside(part, _IN_A_WAVE):
                        self._lay(each)
                elif part.kind == b"damr":
                    self._lay(part)
                    self.bared[part.body : part.body + 4] = bytes(4)
                elif part.kind == b"colr" and self._content[part.body : part.body + 4] not in {b"nclx", b"nclc"}:
                    self._leave(part)  # a profile of colours names the camera that it is of
                else:
                    self._lay(part)
            self.bared[coding.start : coding.start + begins] = fixed

    # Samples

    def _chunks(self, tables: dict[bytes, _Box], handler: bytes) -> list[tuple[int, int]]:
        """Where each chunk of a track begins and ends."""
        places = self._numbers(tables[b"co64"], "Q") if b"co64" in tables else self._numbers(tables[b"stco"], "I")
        runs = self._numbers(tables[b"stsc"], "III")
        firsts = [*runs[::3], len(places) + 1]
        if not places:
            return []
        if firsts[0] != 1 or any(later <= earlier for earlier, later in pairwise(firsts)):
            raise NotBared
        counts = list(
            chain.from_iterable([runs[3 * at + 1]] * (firsts[at + 1] - firsts[at]) for at in range(len(runs) // 3))
        )
        ends = self._sizes(tables[b"stsz"], handler, most=sum(counts))
        chunks, sample = [], 0
        for place, count in zip(places, counts, strict=True):
            chunks.append((place, place + ends(sample + count) - ends(sample)))
            sample += count
        return chunks

    def _sizes(self, box: _Box, handler: bytes, *, most: int) -> Callable[[int], int]:
        """How many bytes the first so and so many samples take."""
        each, count = struct.unpack_from(">II", self._content, box.body + 4)
        if count < most:
            raise NotBared
        if each:
            if handler == _SOUND and each == 1:
                raise NotBared  # QuickTime means something else than it says then
            return lambda samples: samples * each
        sums = [0, *accumulate(struct.unpack_from(f">{count}I", self._content, box.body + 12))]
        if box.body + 12 + 4 * count > box.end:
            raise NotBared
        return sums.__getitem__

    def _numbers(self, box: _Box, form: str) -> tuple[int, ...]:
        (count,) = struct.unpack_from(">I", self._content, box.body + 4)
        if box.body + 8 + count * struct.calcsize(f">{form}") > box.end:
            raise NotBared
        return struct.unpack_from(f">{form * count}", self._content, box.body + 8)

    def _lay_samples(self) -> None:
        """Chunks lie within the boxes of samples: elsewhere they would bring back what was left out."""
        laid = 0
        media = iter(sorted(self._media, key=lambda box: box.start))
        box = next(media, None)
        for start, end in sorted(self._samples):
            while box is not None and start >= box.end:
                box = next(media, None)
            if box is None or not box.body <= start <= end <= box.end:
                raise NotBared
            if end > laid:
                begin = max(start, laid)
                self.bared[begin:end] = self._content[begin:end]
                laid = end
