"""Mails as Outlook saves them (.msg), written from the specifications: no file of anybody's is needed.

A .msg is a Compound File, a small file system in a file (MS-CFB, version 3: sectors of 512 bytes). Where each thing is:

    header        512 bytes; where the FAT, the directory and the mini FAT begin                   MS-CFB 2.2
    DIFAT         which sectors the FAT is in, of a file larger than 7 MB                         MS-CFB 2.5
    FAT           for each sector the one that follows it                                         MS-CFB 2.3
    directory     128 bytes for each stream (a file) and storage (a folder), a binary tree each   MS-CFB 2.6
    mini FAT      as the FAT, for the 64-byte sectors of the mini stream                          MS-CFB 2.4
    mini stream   every stream shorter than 4,096 bytes, one after the other                      MS-CFB 2.6.3
    streams       the longer ones

What makes it a mail is what its streams are called and hold: a list of properties in each folder, and beside it a stream
for every one that is longer than eight bytes (MS-OXMSG 2.1 and 2.2; the properties' numbers: MS-OXPROPS).
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

SECTOR, MINI_SECTOR, ENTRY = 512, 64, 128
SHORTEST_BIG = 4096
END, FREE, FAT_SECTOR, DIFAT_SECTOR, NOBODY = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC, 0xFFFFFFFF
IN_HEADER, IN_DIFAT = 109, 127
"""How many sectors of the FAT the header names, and each sector of the DIFAT after it. MS-CFB 2.5."""

Folder = Mapping[str, "bytes | Folder"]

# Where tests lay hands on a whole file. The FAT is always first: its first sector follows the header.
FAT_COUNT_AT, DIRECTORY_AT, DIFAT_FIRST_AT, DIFAT_COUNT_AT = 44, 48, 68, 72
LEFT_AT, RIGHT_AT, CHILD_AT = 68, 72, 76


@dataclass
class _Entry:
    """`kind`: 1 a storage, 2 a stream, 5 the root."""

    name: str
    kind: int
    content: bytes = b""
    left: int = NOBODY
    right: int = NOBODY
    child: int = NOBODY
    start: int = END

    def packed(self) -> bytes:
        name = self.name.encode("utf-16-le") + b"\0\0"
        black = 1  # a tree that is black all over is one that the specification allows: MS-CFB 2.6.4
        numbers = (len(name), self.kind, black, self.left, self.right, self.child)
        return struct.pack(
            "<64sHBBIII16sIQQIQ", name, *numbers, b"", 0, 0, 0, 0 if self.kind == 1 else self.start, len(self.content)
        )


@dataclass
class _Sectors:
    """Content in sectors of one size, and for each sector the next one of the same content."""

    size: int
    content: bytes = b""
    following: list[int] = field(default_factory=list)

    def add(self, content: bytes) -> int:
        """Where it begins; nowhere, for nothing."""
        if not content:
            return END
        first, count = len(self.following), -(-len(content) // self.size)
        self.content += content.ljust(count * self.size, b"\0")
        self.following += [*range(first + 1, first + count), END]
        return first


def compound_file(folder: Folder) -> bytes:
    """The folder as a Compound File, its FAT first, then its directory."""
    entries = [_Entry("Root Entry", kind=5)]
    entries[0].child = _laid_out(folder, entries)
    mini = _Sectors(MINI_SECTOR)
    big = [each for each in entries if len(each.content) >= SHORTEST_BIG]
    for each in entries:
        if each.kind == 2 and each not in big:
            each.start = mini.add(each.content)
    fat_sectors = 1
    while True:  # the FAT tells of its own sectors too
        sectors = _Sectors(SECTOR)
        difat_sectors = -(-max(0, fat_sectors - IN_HEADER) // IN_DIFAT)
        sectors.add(bytes((fat_sectors + difat_sectors) * SECTOR))
        sectors.following = [FAT_SECTOR] * fat_sectors + [DIFAT_SECTOR] * difat_sectors
        directory = sectors.add(bytes(len(entries) * ENTRY))
        mini_fat = sectors.add(_numbers(mini.following))
        entries[0].start, entries[0].content = sectors.add(mini.content), mini.content
        for each in big:
            each.start = sectors.add(each.content)
        needed = -(-len(sectors.following) * 4 // SECTOR)
        if needed <= fat_sectors:
            break
        fat_sectors = needed
    fat = _numbers(sectors.following).ljust(fat_sectors * SECTOR, b"\xff")
    listed = b"".join(each.packed() for each in entries)
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII",
        bytes.fromhex("d0cf11e0a1b11ae1"),
        *(b"", 0x3E, 3, 0xFFFE, 9, 6, b""),  # version 3, little-endian, sectors of 2**9 and 2**6
        *(0, fat_sectors, directory, 0, SHORTEST_BIG),
        *(mini_fat, -(-len(mini.following) * 4 // SECTOR)),
        *((fat_sectors, difat_sectors) if difat_sectors else (END, 0)),
    )
    places = [number if number < fat_sectors else FREE for number in range(IN_HEADER + difat_sectors * IN_DIFAT)]
    difat = b""
    for number in range(difat_sectors):
        first = IN_HEADER + number * IN_DIFAT
        following = fat_sectors + number + 1 if number + 1 < difat_sectors else END
        difat += struct.pack("<128I", *places[first : first + IN_DIFAT], following)
    written = fat + difat
    body = written + sectors.content[len(written) : directory * SECTOR] + listed
    return header + struct.pack("<109I", *places[:IN_HEADER]) + body + sectors.content[len(body) :]


def _numbers(following: Sequence[int]) -> bytes:
    packed = struct.pack(f"<{len(following)}I", *following)
    return packed.ljust(-(-len(packed) // SECTOR) * SECTOR, b"\xff")


def _laid_out(folder: Folder, entries: list[_Entry]) -> int:
    """Adds what the folder holds to the entries; the top of its tree."""
    numbers = []
    # The order of the tree: the shorter name first, then as capitals. MS-CFB 2.6.4.
    for name, inside in sorted(folder.items(), key=lambda each: (len(each[0]), each[0].upper())):
        entry = _Entry(name, kind=2, content=inside) if isinstance(inside, bytes) else _Entry(name, kind=1, start=0)
        numbers.append(len(entries))
        entries.append(entry)
        if not isinstance(inside, bytes):
            entry.child = _laid_out(inside, entries)

    def tree(those: list[int]) -> int:
        if not those:
            return NOBODY
        middle = len(those) // 2
        top = entries[those[middle]]
        top.left, top.right = tree(those[:middle]), tree(those[middle + 1 :])
        return those[middle]

    return tree(numbers)


# A mail


TO, CC = 1, 2


@dataclass(frozen=True)
class Recipient:
    name: str
    address: str
    kind: int = TO


@dataclass(frozen=True)
class OutlookMail:
    subject: str = "Du"
    sender_name: str = "Någon"
    sender_address: str = "nagon@example.org"
    recipients: Sequence[Recipient] = (Recipient("Kim", "kim@example.org"),)
    sent: datetime = datetime(2026, 11, 2, 22, 4, tzinfo=UTC)
    body: str | None = "Vi vet var du bor."
    html: str | None = None
    transport_headers: str | None = None
    """As it came over the net. A mail that was sent inside an organisation has none."""
    attachments: Sequence[tuple[str, bytes]] = ()

    def folder(self) -> Folder:
        said: dict[int, object] = {
            0x001A: "IPM.Note",
            0x0037: self.subject,
            0x0039: self.sent,
            0x007D: self.transport_headers,
            0x0C1A: self.sender_name,
            0x0C1F: self.sender_address,
            0x1000: self.body,
            0x1013: self.html.encode() if self.html is not None else None,
            0x340D: 0x00040000,  # its texts are UTF-16
            0x3FDE: 65001,  # its HTML is UTF-8
        }
        counts = (len(self.recipients), len(self.attachments))
        # How many there are, twice: the next number of each comes first. MS-OXMSG 2.4.1.1.
        folder = _properties(said, head=struct.pack("<8xIIII8x", *counts, *counts))
        folder["__nameid_version1.0"] = dict.fromkeys(
            ("__substg1.0_00020102", "__substg1.0_00030102", "__substg1.0_00040102"), b""
        )
        for number, each in enumerate(self.recipients):
            addressed = {0x3001: each.name, 0x39FE: each.address, 0x0C15: each.kind}
            folder[f"__recip_version1.0_#{number:08X}"] = _properties(addressed, head=bytes(8))
        for number, (name, content) in enumerate(self.attachments):
            attached = {0x3705: 1, 0x3707: name, 0x3701: content}  # by value
            folder[f"__attach_version1.0_#{number:08X}"] = _properties(attached, head=bytes(8))
        return folder

    def file(self) -> bytes:
        return compound_file(self.folder())


def _properties(said: Mapping[int, object], *, head: bytes) -> dict[str, "bytes | Folder"]:
    """A list of them, and a stream for each that is text or bytes. MS-OXMSG 2.4.2."""
    listed, folder = head, dict[str, bytes | Folder]()
    for number, value in said.items():
        readable_and_writable = 6
        match value:
            case None:
                continue
            case int():
                kind, held = 0x0003, struct.pack("<II", value, 0)
            case datetime():
                since_1601 = value - datetime(1601, 1, 1, tzinfo=UTC)
                kind, held = 0x0040, struct.pack("<Q", int(since_1601.total_seconds()) * 10**7)
            case str():
                stream = value.encode("utf-16-le")
                kind, held = 0x001F, struct.pack("<II", len(stream) + 2, 0)
                folder[f"__substg1.0_{number:04X}001F"] = stream
            case bytes():
                kind, held = 0x0102, struct.pack("<II", len(value), 0)
                folder[f"__substg1.0_{number:04X}0102"] = value
            case _:
                raise TypeError(value)
        listed += struct.pack("<HHI", kind, number, readable_and_writable) + held
    folder["__properties_version1.0"] = listed
    return folder


# What else is a Compound File, and what somebody who means harm makes of one


def office_document(stream: str = "WordDocument") -> bytes:
    """As Word or Excel wrote them, and one that talks of mails."""
    talk = "It lies in __substg1.0_1000001F, beside __properties_version1.0."
    return compound_file(
        {
            stream: talk.encode("utf-16-le") * 200,
            "1Table": bytes(5000),
            "\x05SummaryInformation": bytes(400),
            "ObjectPool": {"_1234567890": {"\x01Ole": bytes(20)}},
        }
    )


def _with_number(file: bytes, at: int, number: int) -> bytes:
    return file[:at] + struct.pack("<I", number) + file[at + 4 :]


def number_at(file: bytes, at: int) -> int:
    (number,) = struct.unpack_from("<I", file, at)
    return int(number)


def _entry_at(file: bytes, name: str) -> int:
    start = SECTOR * (1 + number_at(file, DIRECTORY_AT))
    return file.index(name.encode("utf-16-le") + b"\0\0", start)


def hostile_mails() -> dict[str, bytes]:
    """By what is wrong. Each is taken for a mail by what stands in it, and none can be shown."""
    whole = OutlookMail(body="Vi vet var du bor. " * 400, attachments=[("hus.png", bytes(9000))]).file()
    body = _entry_at(whole, "__substg1.0_1000001F")
    first_of_body = number_at(whole, body + 116)
    recipient = _entry_at(whole, "__recip_version1.0_#00000000")
    itself = (recipient - SECTOR * (1 + number_at(whole, DIRECTORY_AT))) // ENTRY
    first_of_directory = SECTOR + 4 * number_at(whole, DIRECTORY_AT)
    huge = _with_number(whole, FAT_COUNT_AT, 0xFFFFFFF0)
    huge = _with_number(huge, DIFAT_COUNT_AT, -(-(0xFFFFFFF0 - IN_HEADER) // IN_DIFAT))
    last = len(whole) // SECTOR - 1
    huge = _with_number(huge, DIFAT_FIRST_AT, last) + struct.pack("<128I", *[FREE] * IN_DIFAT, last)
    return {
        "cut in the middle": whole[: len(whole) // 2],
        "a text that follows itself": _with_number(whole, SECTOR + 4 * first_of_body, first_of_body),
        "a directory that follows itself": _with_number(whole, first_of_directory, number_at(whole, DIRECTORY_AT)),
        "more sectors than there are": huge,
        "a folder in itself": _with_number(whole, recipient + CHILD_AT, itself),
        "a tree that is a ring": _with_number(whole, recipient + LEFT_AT, 0),
        "a text of four gigabytes": _with_number(whole, body + 120, 0xFFFFFFF0),
        "nothing but a name": compound_file({"a": {"__properties_version1.0": bytes(32)}}),
    }
