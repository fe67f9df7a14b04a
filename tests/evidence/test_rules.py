"""What a file is called and which piece comes next, purely."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.evidence.kinds import HEAD_BYTES, is_text, kind_of
from app.evidence.rules import (
    CHUNK_BYTES,
    LONGEST_NAME,
    FileKind,
    chunk_bytes,
    chunks_of,
    clean_name,
    is_named_as,
    is_next_piece,
)
from tests.support.poison import MAIL, PROGRAMS, pictures

sizes = st.integers(1, 5 * CHUNK_BYTES)


@given(sizes)
def test_the_pieces_are_the_file_and_no_more(size: int) -> None:
    lengths = [chunk_bytes(index, size=size) for index in range(chunks_of(size))]
    assert sum(lengths) == size
    assert all(length == CHUNK_BYTES for length in lengths[:-1])
    assert 0 < lengths[-1] <= CHUNK_BYTES


@given(sizes, st.data())
def test_each_piece_is_taken_once_in_its_turn_and_whole(size: int, data: st.DataObject) -> None:
    received = 0
    while received < size:
        length = chunk_bytes(received // CHUNK_BYTES, size=size)
        offset = data.draw(st.sampled_from([0, received, received + CHUNK_BYTES]))
        sent = data.draw(st.sampled_from([length, length - 1, length + 1]))
        is_taken = is_next_piece(offset, sent, size=size, received=received)
        assert is_taken == (offset == received and sent == length)
        received += length
    assert not is_next_piece(received, 0, size=size, received=received)
    assert not is_next_piece(received, CHUNK_BYTES, size=size, received=received)


@given(st.text(max_size=400))
def test_a_name_is_one_that_every_folder_and_header_takes(name: str) -> None:
    clean = clean_name(name)
    assert 0 < len(clean) <= LONGEST_NAME
    assert not set(clean) & set('/\\<>:"|?*')
    assert not any(unicodedata.category(letter)[0] == "C" for letter in clean)
    assert clean == clean.strip(" .")
    assert clean_name(clean) == clean


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\kim\\bild.jpg", "bild.jpg"),
        ("..", "evidence"),
        ("skärm\u202egpj.exe", "skärmgpj.exe"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie x.txt"),
        ("x" * 300 + ".jpeg", "x" * 115 + ".jpeg"),
        (".htaccess", "htaccess"),
    ],
)
def test_a_name_that_means_harm_is_a_name_and_nothing_else(name: str, clean: str) -> None:
    assert clean_name(name) == clean


def test_what_a_file_is_stands_in_it_and_not_on_it() -> None:
    for content in pictures().values():
        assert kind_of(content[:HEAD_BYTES]) is FileKind.PICTURE
    assert kind_of(MAIL) is FileKind.MAIL
    assert kind_of("Han stod där igen.".encode()) is FileKind.TEXT
    for name, content in PROGRAMS.items():
        kind = kind_of(content[:HEAD_BYTES])
        assert kind in {FileKind.TEXT, FileKind.OTHER}, name
        assert is_named_as(kind, name) is not name.endswith(("jpg", "png")), name


@given(st.binary(max_size=200))
def test_any_bytes_are_something(content: bytes) -> None:
    assert isinstance(kind_of(content), FileKind)


@given(
    st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1), st.integers(0, 3)
)
def test_text_that_is_cut_in_a_letter_is_text(words: str, cut: int) -> None:
    whole = ("å" + words).encode()
    assert is_text(whole[: len(whole) - cut] or b"a")
