"""Canonical JSON; the browser's tests read the same vectors."""

import json
from pathlib import Path
from typing import Any

import pytest

from app.votes import canonical
from app.votes.canonical import NotCanonical

VECTORS = json.loads(Path("tests/votes/vectors/canonical.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS["written"], ids=lambda vector: str(vector["name"]))
def test_a_value_is_written_as_the_shared_vectors_say(vector: dict[str, Any]) -> None:
    assert canonical.dumps(vector["value"]).hex() == vector["utf8_hex"]


@pytest.mark.parametrize(
    "value",
    [0.5, 1.0, 2**53, -(2**53), "\ud800", {"é": 1}, {1: 1}, [b"bytes"], {"deep": [{"in": 1.5}]}],
    ids=repr,
)
def test_what_the_browser_could_write_otherwise_is_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical.dumps(value)


def test_nesting_without_end_is_refused() -> None:
    value: list[Any] = []
    for _ in range(100):
        value = [value]
    with pytest.raises(NotCanonical, match="deep"):
        canonical.dumps(value)


@pytest.mark.parametrize("innermost", ["text", 1, [], None, {"key": "text"}], ids=repr)
def test_nothing_stands_deeper_than_thirty_two(innermost: Any) -> None:
    value = innermost
    for _ in range(canonical.MAX_DEPTH - isinstance(innermost, dict)):
        value = [value]
    canonical.dumps(value)
    with pytest.raises(NotCanonical, match="deep"):
        canonical.dumps({"more": value})


def test_the_order_in_which_keys_were_put_does_not_show() -> None:
    assert canonical.dumps({"b": 1, "a": 2}) == canonical.dumps({"a": 2, "b": 1}) == b'{"a":2,"b":1}'
