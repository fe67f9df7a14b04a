"""Framing, text forms and records."""

import importlib
import pkgutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, ValidationError

import app.votes
from app.votes import canonical
from app.votes.encoding import (
    Digest,
    Record,
    RecordMalformed,
    UtcSecond,
    base64url_of,
    frame,
    from_base64url,
    to_base64url,
)


class ARecord(Record):
    digest: Digest
    three: Annotated[bytes, base64url_of(3)]
    at: UtcSecond


NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
A_RECORD = ARecord(digest=bytes(32), three=b"\xff\xfe\xfd", at=NOON)


@given(first=st.lists(st.binary(max_size=6)), second=st.lists(st.binary(max_size=6)))
def test_different_parts_never_give_the_same_frame(first: list[bytes], second: list[bytes]) -> None:
    assert (frame(*first) == frame(*second)) is (first == second)


def test_a_part_too_long_for_its_length_bytes_is_refused() -> None:
    with pytest.raises(OverflowError):
        frame(bytes(65_536))


@given(data=st.binary(max_size=70))
def test_base64url_is_read_back(data: bytes) -> None:
    assert from_base64url(to_base64url(data)) == data


class Inner(Record):
    zeta: str
    for_: Annotated[int | None, Field(alias="for", le=canonical.MAX_SAFE_INTEGER)]
    alpha: Literal["a", "\u00e5"]


class Outer(Record):
    text: str
    inner: tuple[Inner, ...]
    another: bool


def records(kind: type[Record]) -> set[type[Record]]:
    return {kind, *(each for below in kind.__subclasses__() for each in records(below))}


INNER = st.builds(
    Inner, zeta=st.text(), for_=st.none() | st.integers(0, canonical.MAX_SAFE_INTEGER), alpha=st.sampled_from("a\u00e5")
)


@given(record=st.builds(Outer, text=st.text(), inner=st.tuples(INNER, INNER), another=st.booleans()))
def test_a_record_is_written_in_canonical_form_whatever_its_texts_hold(record: Outer) -> None:
    assert record.to_bytes() == canonical.dumps(record.model_dump(mode="json"))
    assert Outer.from_bytes(record.to_bytes()) == record


def _integers(schema: object) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "integer" and "const" not in schema:
            yield schema
        for inner in schema.values():
            yield from _integers(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _integers(inner)


def test_no_record_has_room_for_an_integer_that_a_browser_would_round() -> None:
    for _, name, _ in pkgutil.walk_packages(app.votes.__path__, "app.votes."):
        importlib.import_module(name)
    kinds = {each for each in records(Record) if each.__module__.startswith("app.")}
    found = [integer for each in kinds for integer in _integers(each.model_json_schema())]
    assert len(found) > 20
    most = [each.get("maximum", each.get("exclusiveMaximum", 2**53)) for each in found]
    assert max(most) <= canonical.MAX_SAFE_INTEGER


@pytest.mark.parametrize("text", ["AA==", "AB", "A", "+/8A", "AA\n", "AA AA", "å"])
def test_a_second_spelling_of_bytes_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base64url"):
        from_base64url(text)


def test_a_record_has_one_form_and_is_read_back_from_it() -> None:
    data = A_RECORD.to_bytes()
    assert data == b'{"at":"2026-11-02T12:00:00Z","digest":"%s","three":"__79"}' % (b"0" * 64)
    assert ARecord.from_bytes(data) == A_RECORD


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"{", b"{ "),
        (b'"three":', b'"three": '),
        (b'"three":"__79"', b'"three":"__79","three":"__79"'),
        (b'"three":"__79"', b'"three":"__79","four":4'),
        (b"__79", b"__7"),
        (b"__79", b"__-9AA"),
        (b'"digest":"00', b'"digest":"0A'),
        (b"12:00:00Z", b"12:00:00+00:00"),
        (b"12:00:00Z", b"12:00:00.0Z"),
        (b"12:00:00Z", b"12:00:00"),
    ],
)
def test_any_other_form_of_a_record_is_refused(right: bytes, wrong: bytes) -> None:
    data = A_RECORD.to_bytes()
    assert right in data
    with pytest.raises(RecordMalformed):
        ARecord.from_bytes(data.replace(right, wrong, 1))


def test_times_are_written_in_utc_and_never_without_a_zone() -> None:
    stockholm = timezone(timedelta(hours=1))
    assert ARecord(digest=bytes(32), three=b"abc", at=NOON.astimezone(stockholm)).at == NOON
    with pytest.raises(ValidationError):
        ARecord(digest=bytes(32), three=b"abc", at=NOON.replace(tzinfo=None))
