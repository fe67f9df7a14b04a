"""A copy to share without what a document, a sound or a film says of who made it, where and when."""

import asyncio
import io
import struct
import wave
from collections.abc import AsyncIterator
from typing import Any

import pytest
from pypdf import PdfReader
from starlette.requests import ClientDisconnect
from starlette.types import Message

from app.access.rules import CaseRole
from app.core.database import Database
from app.evidence.bare import boxes, ogg, pdf
from app.evidence.bare import recordings as bared
from app.evidence.bare.errors import NotBared
from app.evidence.rules import FileKind
from app.evidence.sharing import AT_ONCE, CopyResponse, Sharer
from app.policy.terms import Category
from tests.support.actors import Actors
from tests.support.cases import staffed
from tests.support.files import custody, send_file
from tests.support.poison import pictures
from tests.support.recordings import (
    HAS_NO_COPY,
    SECRET,
    amr,
    box,
    boxes_of,
    page_sum,
    pages_of,
    recordings,
)
from tests.support.talkative_pdf import (
    FILLED,
    SEEN,
    changed_later,
    everything_in,
    hostile_pdfs,
    talkative_pdf,
)

COPIED = sorted(set(recordings()) - HAS_NO_COPY)
IN_BOXES = [each for each in COPIED if each.endswith(("mp4", "mov", "3gp", "m4a"))]


@pytest.mark.anyio
@pytest.mark.one_database
@pytest.mark.policy("AFF-01", "CON-05")
async def test_a_copy_is_shared_without_metadata_and_the_original_stays(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor, category=Category.INTERNAL, others=[CaseRole.CONTACT_PERSON])
    files = {"brev.pdf": talkative_pdf(), **{name: recordings()[name] for name in COPIED}}
    for name, content in files.items():
        assert SECRET in content, name
        file_id = await send_file(case.affected, case.path, content, name=name)
        answer = await case.officer.post(f"{case.path}/files/{file_id}/copy")
        assert answer.status_code == 200, (name, answer.text)
        assert SECRET not in answer.content, name
        assert len(answer.content) == int(answer.headers["content-length"]) > 0
        assert "sandbox" in answer.headers["content-security-policy"]
        assert answer.headers["content-disposition"].startswith("attachment")
        assert (await case.officer.post(f"{case.path}/files/{file_id}/content")).content == content
        assert await custody(case.officer, case.path, file_id) == ["arrived", "copied", "opened"]
        hidden = await case.contact_person.post(f"{case.path}/files/{file_id}/copy")
        nowhere = await case.contact_person.post(f"{case.path}/files/00000000-0000-0000-0000-000000000000/copy")
        assert (hidden.status_code, hidden.json()) == (404, nowhere.json())
    told = (await case.affected.get(f"{case.path}/who-opened")).json()["items"]
    assert len(told) == 2 * len(files), "each copy and each original"


@pytest.mark.anyio
@pytest.mark.one_database
async def test_what_cannot_be_copied_is_refused_and_holds_nobody_up(database: Database, as_actor: Actors) -> None:
    case = await staffed(database, as_actor)
    refused = {
        "sida.txt": b"words",
        "bild.jpg": pictures()["bild.jpg"],
        "kapad.pdf": hostile_pdfs()["cut"],
        "last.pdf": hostile_pdfs()["locked"],
        "rund.pdf": hostile_pdfs()["a page of itself"],
        "kapad.opus": recordings()["ljud.opus"][:-9],
        **{name: recordings()[name] for name in HAS_NO_COPY},
    }
    for name, content in refused.items():
        file_id = await send_file(case.affected, case.path, content, name=name)
        answer = await case.officer.post(f"{case.path}/files/{file_id}/copy")
        assert (answer.status_code, answer.json()["code"]) == (409, "cannot-be-copied"), name
        told = await custody(case.officer, case.path, file_id)
        assert ("copied" in told) is not name.endswith((".txt", ".jpg")), (
            "asked for, and of no kind that is read for it"
        )
    file_id = await send_file(case.affected, case.path, recordings()["ljud.opus"], name="ljud.opus")
    assert (await case.officer.post(f"{case.path}/files/{file_id}/copy")).status_code == 200


@pytest.mark.anyio
async def test_who_goes_away_while_it_is_fetched_leaves_its_place_to_the_next() -> None:
    sharer = Sharer()

    async def content() -> AsyncIterator[bytes]:
        yield recordings()["ljud.opus"]

    async def gone(message: Message) -> None:
        raise OSError

    async def never() -> Message:
        waiting: asyncio.Future[Message] = asyncio.get_running_loop().create_future()
        return await waiting

    for _ in range(AT_ONCE + 1):  # the last would wait for a place, and be told to come back
        copy = await sharer.copy(FileKind.SOUND, content())
        with pytest.raises((OSError, ClientDisconnect)):
            await CopyResponse(copy, headers={})({"type": "http", "asgi": {"spec_version": "2.4"}}, never, gone)


# Documents


@pytest.mark.parametrize("password", [None, ""])
def test_of_a_document_only_what_its_pages_show_is_left(password: str | None) -> None:
    original = talkative_pdf(password=password)
    copy = pdf.bare(original)
    assert SECRET not in everything_in(copy)
    assert b"20261102" not in copy
    for word in (b"/Author", b"/JavaScript", b"/EmbeddedFile", b"/Metadata", b"/Info", b"/ICCBased", b"pypdf"):
        assert word not in copy, word
    read = PdfReader(io.BytesIO(copy))
    page = read.pages[0]
    assert SEEN in str(page["/Resources"]["/XObject"]["/A"].get_data())  # type: ignore[index]  # ours
    assert page.images["/ID"].image.size == (64, 48)  # type: ignore[union-attr]  # Pillow is there
    notes: Any = page["/Annots"]
    (note,) = notes
    assert FILLED in str(note.get_object()["/AP"]["/N"].get_data())
    assert "/ID" not in read.trailer


def test_what_stood_there_before_a_change_is_not_in_the_copy() -> None:
    changed = changed_later(talkative_pdf())
    assert b"/ID Do EMC" in changed
    assert b"/ID Do EMC" not in pdf.bare(changed)


@pytest.mark.parametrize("wrong", sorted(set(hostile_pdfs())))
def test_a_hostile_document_gives_no_copy_or_one_that_says_nothing(wrong: str) -> None:
    """Nothing limits it here."""
    try:
        copy = pdf.bare(hostile_pdfs()[wrong])
    except Exception:  # noqa: BLE001 - whatever the library says of it
        return
    assert SECRET not in everything_in(copy)


# Sound and film


@pytest.mark.parametrize("name", COPIED)
def test_a_recording_that_is_cut_gives_no_copy_or_one_that_says_nothing(name: str) -> None:
    content = recordings()[name]
    for end in range(0, len(content), max(1, len(content) // 150)):
        try:
            _, copy = bared.bare(content[:end])
        except (NotBared, ValueError, LookupError, struct.error):
            continue
        assert SECRET[:8] not in copy, end


def test_a_copy_says_no_program_and_no_time() -> None:
    for name in ("ljud.mp3", "tva.mp3", "ljud.flac", "ljud.opus", "ljud.wav"):
        assert b"Lavf" in recordings()[name], name
        assert b"Lavf" not in bared.bare(recordings()[name])[1], name
    assert bared.bare(amr()) == ("amr", amr())


@pytest.mark.parametrize("name", IN_BOXES)
def test_film_and_sound_in_boxes_keep_every_sample_at_its_place(name: str) -> None:
    content = recordings()[name]
    end, copy = bared.bare(content)
    assert end == name.rpartition(".")[2]
    assert len(copy) == len(content)
    assert [(start, stop) for _, start, stop in boxes_of(copy)] == [
        (start, stop) for _, start, stop in boxes_of(content)
    ]
    first, last = (
        next(each for each in boxes if each[0] == b"mdat") for boxes in (boxes_of(content), boxes_of(content)[::-1])
    )
    assert copy[first[1] : first[2]] == content[first[1] : first[2]], "of picture and sound"
    assert not any(copy[last[1] + 8 : last[2]]), "of the track that said where one was"
    for kind in (b"mvhd", b"tkhd", b"mdhd"):
        at = copy.index(kind)
        assert copy[at + 8 : at + 16] == bytes(8)
    kinds = {kind for kind, *_ in boxes_of(copy)}
    assert b"uuid" not in kinds
    assert b"udta" not in copy


def _with(content: bytes, kind: bytes, offset: int, said: bytes) -> bytes:
    at = content.index(kind) + offset
    return content[:at] + said + content[at + len(said) :]


HOSTILE_FILMS = {
    "a box that never ends": _with(recordings()["film.mp4"], b"mdat", -4, b"\0\0\0\0"),
    "a box that is nothing": _with(recordings()["film.mp4"], b"mvhd", -4, b"\0\0\0\1"),
    "a box of minus one": _with(recordings()["film.mp4"], b"trak", -4, b"\0\0\0\7"),
    "samples without end": _with(recordings()["film.mp4"], b"stsz", 8, b"\xff\xff\xff\xff\xff\xff\xff\xff"),
    "chunks without end": _with(recordings()["film.mp4"], b"stco", 8, b"\xff\xff\xff\xff"),
    "samples among the metadata": _with(recordings()["film.mp4"], b"stco", 12, b"\0\0\0\0"),
    "samples of another file": _with(recordings()["film.mp4"], b"url ", 4, b"\0\0\0\0"),
    "no movie": box(b"ftyp", b"isom") + box(b"mdat", SECRET),
}


@pytest.mark.parametrize("wrong", sorted(HOSTILE_FILMS))
def test_a_hostile_film_gives_no_copy(wrong: str) -> None:
    with pytest.raises((NotBared, struct.error)):
        boxes.bare(HOSTILE_FILMS[wrong])


@pytest.mark.parametrize("name", ["ljud.opus", "lang.opus", "ljud.ogg"])
def test_voice_messages_keep_their_pages_and_every_sum_is_right(name: str) -> None:
    copy = ogg.bare(recordings()[name])
    before, after = pages_of(recordings()[name]), pages_of(copy)
    assert [len(page) for page in after] == [len(page) for page in before]
    assert after[-1] == before[-1]
    for page in after:
        assert struct.unpack_from("<I", page, 22) == (page_sum(page),)


def test_a_wave_plays_as_it_did() -> None:
    sounds = []
    for content in (recordings()["ljud.wav"], bared.bare(recordings()["ljud.wav"])[1]):
        with wave.open(io.BytesIO(content)) as sound:
            sounds.append((sound.getparams(), sound.readframes(sound.getnframes())))
    assert sounds[0] == sounds[1]


def test_between_frames_lies_nothing_unknown() -> None:
    """Half of a threat that looked like all of it would mislead."""
    whole = bared.bare(recordings()["ljud.mp3"])[1]
    with pytest.raises(NotBared):
        bared.bare(whole + b"not a frame" + whole)
