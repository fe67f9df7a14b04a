"""Canonical JSON: one value, one sequence of bytes, the same in Python and in the browser.

The part of RFC 8785 that a vote needs: null, booleans, integers that JavaScript holds exactly, strings of
whole characters, lists, and objects whose keys are ASCII (so that sorting by code point and by UTF-16 code
unit agree). No floating-point number: a count is an integer. Twin: `frontend/src/vote/protocol/canonical.ts`;
both read `tests/votes/vectors/canonical.json`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from app.core.errors import DomainError

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"

MAX_SAFE_INTEGER = 2**53 - 1
MAX_DEPTH = 32


class NotCanonical(DomainError):
    code = "not-canonical-json"
    status = 422
    title = "The data is not canonical JSON."


def dumps(value: Json) -> bytes:
    """UTF-8 bytes of `value`. Raises NotCanonical for what the subset leaves out."""
    _check(value, depth=0)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical("half a surrogate pair") from error


def _check(value: object, *, depth: int) -> None:
    inner: Iterable[object]
    if isinstance(value, dict):
        if not all(isinstance(key, str) and key.isascii() for key in value):
            raise NotCanonical("a key that is not ASCII text")
        inner = value.values()
    elif isinstance(value, list | tuple):
        inner = value
    else:
        _check_scalar(value)
        return
    if inner and depth == MAX_DEPTH:
        raise NotCanonical("nested too deep")
    for item in inner:
        if not isinstance(item, str):  # as most of a large bulletin is
            _check(item, depth=depth + 1)


def _check_scalar(value: object) -> None:
    match value:
        case None | bool() | str():  # whether a text has half a character shows as it is encoded
            pass
        case int():
            if abs(value) > MAX_SAFE_INTEGER:
                raise NotCanonical("an integer that JavaScript would round")
        case _:
            raise NotCanonical(f"no place for {type(value).__name__}")
