"""Keyset pages: stable while rows come and go, and without a count that could tell something."""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query

from app.core.errors import MalformedRequest
from app.core.schemas import is_storable

DEFAULT_PAGE = 50
LARGEST_PAGE = 100


@dataclass(frozen=True)
class PageRequest:
    """`after` holds the sort values of the last row seen, or None for the first page."""

    after: tuple[str, ...] | None
    limit: int


def cursor_of(*values: str) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _read_cursor(cursor: str) -> tuple[str, ...]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        is_ours = isinstance(values, list) and all(isinstance(value, str) and is_storable(value) for value in values)
    except (binascii.Error, ValueError, RecursionError):
        is_ours = False
    if not is_ours:
        raise MalformedRequest("`after` is not a cursor that this API gave.")
    return tuple(values)


async def _page_request(
    after: Annotated[str | None, Query(max_length=400, description="`next` of the page before")] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = DEFAULT_PAGE,
) -> PageRequest:
    return PageRequest(after=_read_cursor(after) if after else None, limit=limit)


PageQuery = Annotated[PageRequest, Depends(_page_request)]
